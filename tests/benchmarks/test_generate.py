"""``benchmarks/generate.py``: so many roles, once, on top of a ladder."""

import pytest

from benchmarks.generate import NotGenerated, generate_catalogue, main
from roles.models import Role


def test_it_adds_as_many_roles_as_asked_and_only_once(catalogue: None) -> None:
    before = Role.objects.count()
    assert generate_catalogue(12) == 12
    assert Role.objects.count() == before + 12
    with pytest.raises(NotGenerated, match="generated roles already"):
        generate_catalogue(12)


def test_it_needs_a_number_and_a_ladder(empty_catalogue: None) -> None:
    with pytest.raises(NotGenerated, match="--roles is a number from 1"):
        generate_catalogue(0)
    with pytest.raises(NotGenerated, match="Run load_catalogue first"):
        generate_catalogue(5)


def test_the_script_prints_how_many_roles_there_are_or_why_there_are_none(
    catalogue: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["generate.py", "--roles", "3"])
    main()
    assert capsys.readouterr().out == "3 roles generated.\n"
    with pytest.raises(SystemExit, match="Start from a fresh one"):
        main()
