"""Whatever the README names exists, and every setting and every decision record is in it."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
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
def test_every_option_that_is_named_exists(command: str) -> None:
    lines = [line for line in README.splitlines() if f"manage.py {command}" in line]
    named = {option for line in lines for option in re.findall(r"--[a-z-]+", line.split("#")[0])}
    module = load_command_class(get_commands()[command], command)
    described = module.create_parser("manage.py", command).format_help()
    assert {option for option in named if option not in described} == set()


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
    quoted = re.findall(r"`([a-z.][\w.-]*/[\w./-]*)`", README)
    ours = [path for path in [*linked, *quoted] if path != "var/"]
    assert {"docs/decisions/0000-template.md", "roles/domain/", "taxonomy_site/edge.py"} <= {*ours}
    assert [path for path in ours if not (ROOT / path).exists()] == []


def _defined_in(path: str) -> set[str]:
    """The names of a module's functions, classes, methods and constants."""
    nodes = list(ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))))
    definitions = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return definitions | {
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


NAMES = {
    path: names
    for path, bracket in re.findall(r"`([\w/]+\.py)`\s\(([^)]+)\)", README)
    if (names := re.findall(r"`(\w+)`", bracket))
}


@pytest.mark.parametrize("path", NAMES)
def test_every_name_that_is_given_with_a_file_is_defined_in_it(path: str) -> None:
    assert set(NAMES[path]) - _defined_in(path) == set()


def test_where_to_change_what_is_in_the_table() -> None:
    table = README.partition("| to change | open |")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| ([^|]+) \| `([\w/.]+)` \(", table, re.MULTILINE))
    assert list(rows) == [
        "a band's text",
        "a facet",
        "a field of role",
        "the number of neighbours on a page",
        "a search weight",
        "the order of levels",
        "a classification",
        "what an anonymous suggestion does",
        "the approval rule",
        "what a 404 offers",
    ]


def test_every_decision_is_listed() -> None:
    records = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert len(records) > 10
    assert [path.name for path in records if f"](docs/decisions/{path.name})" not in README] == []


def test_every_page_that_is_named_answers(catalogue: None, client: Client) -> None:
    pages = re.findall(r"http://127\.0\.0\.1:8000(/[^)\s]+)", README)
    assert "/roles/AIMLAM.GEN.P3/" in pages
    assert {page: s for page in pages if (s := client.get(page).status_code) not in (200, 302)} == {}
