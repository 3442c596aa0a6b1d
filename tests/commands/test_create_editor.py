"""``create_editor``: an account that may sign in and edit, or a clear refusal with nothing half-made."""

import io
import os
import pty
import select
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client

from roles.models import Alias

GOOD = "correct horse battery"


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("EDITOR_PASSWORD", GOOD)
    return GOOD


def create(*arguments: str) -> str:
    out = io.StringIO()
    call_command("create_editor", *arguments, stdout=out)
    return out.getvalue()


def test_the_account_is_an_editor_and_no_more(db: None, password: str) -> None:
    assert create("vera", "--email", "vera@example.org") == (
        "“vera” is made, in the group Editors: sign in at /admin/.\n"
    )
    user = User.objects.get(username="vera")
    assert (user.is_staff, user.is_superuser, user.is_active) == (True, False, True)
    assert (user.email, [group.name for group in user.groups.all()]) == ("vera@example.org", ["Editors"])
    assert user.check_password(GOOD)


def test_the_editor_signs_in_and_decides(catalogue: None, password: str) -> None:
    create("vera")
    browser = Client()
    response = browser.post("/admin/login/?next=/admin/", {"username": "vera", "password": GOOD}, follow=True)
    assert response.redirect_chain == [("/admin/", 302)]
    alias = Alias.objects.filter(state="pending").earliest("pk")
    browser.post(f"/admin/roles/alias/{alias.pk}/approve/")
    alias.refresh_from_db()
    assert (alias.state, alias.decided_by) == ("approved", "vera")


def test_a_group_that_is_gone_is_made_again(db: None, password: str) -> None:
    Group.objects.all().delete()
    create("vera")
    assert User.objects.get(username="vera").has_perm("roles.change_alias")


def test_a_password_file_comes_before_the_environment(db: None, password: str, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("another long password\nand a note\n")
    create("vera", "--password-file", str(file))
    assert User.objects.get(username="vera").check_password("another long password")


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        pytest.param("", GOOD, "The name is empty.", id="empty-name"),
        pytest.param("  ", GOOD, "The name is empty.", id="blank-name"),
        pytest.param("olaf", GOOD, "A user with that username already exists.", id="existing"),
        pytest.param("no spaces", GOOD, "Enter a valid username.", id="malformed"),
        pytest.param("x" * 151, GOOD, "at most 150 characters", id="long-name"),
        pytest.param("vera", "", "EDITOR_PASSWORD is empty", id="empty-password"),
        pytest.param("vera", "short", "at least 12 characters", id="short"),
        pytest.param("vera", "123456789012", "entirely numeric", id="numeric"),
        pytest.param("veravoigtlander", "veravoigtlander", "too similar to the username", id="similar"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(
    db: None, monkeypatch: pytest.MonkeyPatch, name: str, given: str, sentence: str
) -> None:
    User.objects.create_user("olaf")
    monkeypatch.setenv("EDITOR_PASSWORD", given)
    with pytest.raises(CommandError) as refused:
        create(name)
    assert sentence in str(refused.value)
    assert list(User.objects.values_list("username", flat=True)) == ["olaf"]


def test_every_fault_is_told_at_once(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR_PASSWORD", "123")
    with pytest.raises(CommandError) as refused:
        create("no spaces", "--email", "nowhere")
    told = str(refused.value)
    for part in ("No account was made.", "valid username", "valid email", "at least 12", "entirely numeric"):
        assert part in told


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(None, "cannot be read as text", id="missing"),
        pytest.param(b"", "is empty; expected a password", id="empty"),
        pytest.param(b"\n" + GOOD.encode(), "is empty; expected a password", id="empty-first-line"),
        pytest.param(b"\xff\xfe\xfa", "cannot be read as text", id="not-text"),
    ],
)
def test_a_password_file_that_holds_none_is_refused(
    db: None, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        create("vera", "--password-file", str(file))
    assert not User.objects.exists()


def test_without_a_terminal_it_says_where_a_password_may_come_from(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR_PASSWORD", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(CommandError, match="Set EDITOR_PASSWORD or use --password-file"):
        create("vera")
    assert not User.objects.exists()


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a machine of its own, with an empty database."""
    var = tmp_path_factory.mktemp("var")
    kept = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "EDITOR_PASSWORD")
    }
    environment = {**kept, "VAR_DIR": str(var)}
    manage = [sys.executable, "manage.py", "migrate", "-v", "0"]
    subprocess.run(manage, env=environment, cwd=settings.BASE_DIR, check=True)
    return environment


def on_a_terminal(machine: dict[str, str], name: str, answers: list[str]) -> tuple[str, int]:
    """Run the command on a terminal, answer what it asks; returns what it showed and how it ended."""
    ours, theirs = pty.openpty()
    manage = [sys.executable, "manage.py", "create_editor", name]
    ends = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    command = subprocess.Popen(manage, env=machine, cwd=settings.BASE_DIR, start_new_session=True, **ends)
    os.close(theirs)
    shown = b""
    waiting = list(answers)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                shown += os.read(ours, 1024)
            except OSError:  # the command has ended, and its end of the terminal with it
                break
            if waiting and shown.endswith(b": "):
                os.write(ours, waiting.pop(0).encode() + b"\n")
    os.close(ours)
    return shown.decode(), command.wait(timeout=10)


def accounts(machine: dict[str, str]) -> list[tuple[str, int, int]]:
    with sqlite3.connect(Path(machine["VAR_DIR"], "catalogue.sqlite3")) as database:
        return database.execute("SELECT username, is_staff, is_superuser FROM auth_user").fetchall()


def test_on_a_terminal_it_asks_twice_and_shows_nothing(machine: dict[str, str]) -> None:
    shown, status = on_a_terminal(machine, "differs", [GOOD, "correct horse batterie"])
    assert status == 1
    assert "The two passwords differ. No account was made; start again." in shown
    assert accounts(machine) == []

    shown, status = on_a_terminal(machine, "vera", [GOOD, GOOD])
    assert status == 0, shown
    assert shown.count("Password") == 2
    assert GOOD not in shown
    assert accounts(machine) == [("vera", 1, 0)]
