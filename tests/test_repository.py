"""The rules of the house that no other check covers: how long things are, what they are called and explained."""

import ast
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

TOP: Path = settings.BASE_DIR

EMPTY_NAMES = {"utils", "helpers", "services", "common", "core"}
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 120
NOT_OURS = {".git", ".venv", "node_modules", "var", "__pycache__", ".hypothesis"}


def python_files(*folders: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((TOP / folder).rglob("*.py"))
        if not NOT_OURS & set(path.relative_to(TOP).parts) and path.parent.name != "migrations"
    ]


def own_files() -> Iterator[Path]:
    for path in sorted(TOP.rglob("*")):
        hidden = any(part.endswith("_cache") for part in path.parts)
        if path.is_file() and not hidden and not NOT_OURS & set(path.relative_to(TOP).parts):
            yield path


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__")


def test_no_file_has_a_name_without_meaning() -> None:
    found = [
        path
        for path in own_files()
        if {part.split(".")[0] for part in path.relative_to(TOP).parts} & EMPTY_NAMES
    ]
    assert found == []


def test_modules_are_short() -> None:
    files = python_files("roles", "taxonomy_site", "benchmarks")
    assert files
    assert {module_name(p): n for p in files if (n := text_of(p).count("\n")) >= LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    long = {}
    for path in python_files("roles", "taxonomy_site"):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1 - (ast.get_docstring(node) or "").count("\n")
                if size >= LONGEST_FUNCTION:
                    long[f"{module_name(path)}.{node.name}"] = size
    assert long == {}


def test_templates_are_short() -> None:
    files = list((TOP / "templates").rglob("*.html"))
    assert files
    assert {
        str(p.relative_to(TOP)): n for p in files if (n := text_of(p).count("\n")) >= LONGEST_TEMPLATE
    } == {}


FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
NAMED_FOR_THEIR_MODEL = ("Admin", "Command", "Inline", "Media", "Meta", "QuerySet", "Sitemap")


def explains_itself(node: ast.AST) -> bool:
    """Whether a definition needs no docstring: a property, a single return, or one of Django's classes for a model."""
    if isinstance(node, ast.ClassDef):
        return node.name.endswith(NAMED_FOR_THEIR_MODEL)
    assert isinstance(node, FUNCTION)
    is_property = {"property", "cached_property"} & {getattr(d, "id", "") for d in node.decorator_list}
    return bool(is_property) or (len(node.body) == 1 and isinstance(node.body[0], ast.Return | ast.Expr))


def public_definitions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """The public classes, functions and methods of a module, each with its dotted name."""
    for node in body:
        if isinstance(node, FUNCTION | ast.ClassDef) and not node.name.startswith("_"):
            yield f"{prefix}.{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node.body, f"{prefix}.{node.name}")


def test_public_things_have_a_docstring_unless_their_name_says_it_all() -> None:
    silent = []
    for path in python_files("roles", "taxonomy_site"):
        tree = ast.parse(text_of(path))
        if tree.body and not ast.get_docstring(tree):
            silent.append(module_name(path))
        silent += [
            name
            for name, node in public_definitions(tree.body, module_name(path))
            if not ast.get_docstring(node) and not explains_itself(node)  # type: ignore[arg-type]
        ]
    assert silent == []


def test_every_package_has_a_docstring_that_tells_which_file_to_open() -> None:
    of_django = {"management", "commands", "templatetags"}
    packages = [path.parent for path in python_files("roles") if path.name == "__init__.py"]
    silent = [
        str(package.relative_to(TOP))
        for package in packages
        if package.name not in of_django
        and not ast.get_docstring(ast.parse(text_of(package / "__init__.py")))
    ]
    assert silent == []


REGISTRIES = re.compile(
    r"py[p]i\.org|python[h]osted|registry\.np[m]js|np[m]js\.org|deb\.de[b]ian|files\.pythonhoste[d]"
)
UNFINISHED = re.compile(r"\bTO[D]O\b|\bFIX[M]E\b|\bX[X]X\b")


@pytest.mark.parametrize(
    ("why", "pattern"), [("names a registry's host", REGISTRIES), ("is unfinished", UNFINISHED)]
)
def test_no_file_contains_what_none_should(why: str, pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(TOP)} {why}: {hit[0]}"
        for path in own_files()
        if (hit := pattern.search(text_of(path)))
    ]
    assert found == []


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    output = StringIO()
    call_command("makemigrations", dry_run=True, stdout=output)
    assert output.getvalue() == "No changes detected\n"


def test_tests_have_names_of_their_own() -> None:
    """A test that is defined twice in a module runs once."""
    twice = []
    for path in python_files("tests"):
        names = [node.name for node in ast.parse(text_of(path)).body if isinstance(node, ast.FunctionDef)]
        twice += [f"{path.name}: {name}" for name in set(names) if names.count(name) > 1]
    assert twice == []
