"""The README tells the truth: whatever it names exists, and every setting is in it."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.test import Client

ROOT: Path = settings.BASE_DIR
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "taxonomy_site/settings.py").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def _read_from_the_environment() -> set[str]:
    by_setting = re.findall(r'\bsetting\(\s*"(\w+)"', SETTINGS)
    return {*by_setting, *re.findall(r'\benviron(?:\.get\(|\[)"(\w+)"', SETTINGS)}


def test_every_target_of_make_that_is_named_exists() -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b(?=`|\s+#|\n)", README))
    exist = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert {"serve", "test"} <= named
    assert named - exist == set()


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"manage\.py (\w+)", README))
    assert "load_catalogue" in named
    assert named - set(get_commands()) == set()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"manage\.py (\w+)", README))))
def test_every_option_that_is_named_is_known(command: str) -> None:
    lines = [line for line in README.splitlines() if f"manage.py {command}" in line]
    named = {option for line in lines for option in re.findall(r"--[a-z-]+", line.split("#")[0])}
    told = subprocess.run(
        [ROOT / ".venv/bin/python", "manage.py", command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert {option for option in named if option not in told.stdout} == set()


def test_every_setting_is_named() -> None:
    read = _read_from_the_environment()
    assert {"DATABASE_URL", "SECRET_KEY", "VAR_DIR"} <= read
    assert {name for name in read if f"| `{name}` |" not in README} == set()


def test_every_variable_that_is_named_is_read() -> None:
    table = README.partition("| variable |")[2]
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE))
    assert named
    assert named - _read_from_the_environment() == set()


def test_every_path_that_is_named_exists() -> None:
    linked = re.findall(r"\]\(([^):]+)\)", README)
    quoted = re.findall(r"`([a-z_.]+(?:/[\w.-]+)*/)`", README)
    ours = [path for path in [*linked, *quoted] if path != "var/"]
    assert ours
    assert [path for path in ours if not (ROOT / path).exists()] == []


def test_every_page_that_is_named_answers(catalogue: None, client: Client) -> None:
    pages = re.findall(r"http://127\.0\.0\.1:8000(/[^)\s]+)", README)
    assert "/roles/AIMLAM.GEN.P3/" in pages
    assert {page: s for page in pages if (s := client.get(page).status_code) not in (200, 302)} == {}
