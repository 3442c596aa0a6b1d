"""The house rules, kept by a test: which way imports point, how long things are, how they are called."""

import ast
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

TOP: Path = settings.BASE_DIR
ROLES = TOP / "roles"

PURE = {
    "roles.catalogue_files",
    "roles.classification",
    "roles.codes",
    "roles.confidence",
    "roles.coordinates",
    "roles.document",
    "roles.faults",
    "roles.keywords",
    "roles.names",
    "roles.overlap",
    "roles.reading",
    "roles.references",
    "roles.resolution",
    "roles.title_words",
    "roles.titles",
    "roles.values",
    "roles.vocabulary",
    "roles.wording",
}
WEB = {"roles.apps", "roles.checks", "roles.context_processors", "roles.converters", "roles.urls"}
LAYERS = ("pure", "models", "reads", "actions", "web")
PACKAGES = {
    "roles.formats": "pure",
    "roles.quality": "pure",
    "roles.models": "models",
    "roles.actions": "actions",
    "roles.admin": "web",
    "roles.management": "web",
    "roles.templatetags": "web",
    "roles.views": "web",
}
SAYS_NOTHING = {"utils", "helpers", "services", "common", "core"}
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 120
NOT_OURS = {".git", ".venv", "node_modules", "var", "__pycache__", ".hypothesis"}


def python_files(*folders: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((TOP / folder).rglob("*.py"))
        if not NOT_OURS & set(path.parts) and path.parent.name != "migrations"
    ]


def own_files() -> Iterator[Path]:
    """Every file of the project, as far as it is text."""
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


MODULES = {module_name(path): path for path in python_files("roles")}


def layer(module: str) -> str:
    """The layer of a module of roles; what is in no list and no package reads models."""
    package = ".".join(module.split(".")[:2])
    if module in PURE:
        return "pure"
    if module in WEB:
        return "web"
    return PACKAGES.get(package, "reads")


def imports(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else str(node.module) for name in names}
    return found


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"roles"}))
def test_imports_point_one_way(module: str) -> None:
    """pure -> models -> reads -> actions -> views, admin and commands."""
    rank = LAYERS.index(layer(module))
    for imported in imports(MODULES[module]):
        if imported.startswith("roles."):
            assert LAYERS.index(layer(imported)) <= rank, f"{module} ({layer(module)}) imports {imported}"
        assert not imported.startswith("taxonomy_site"), f"{module} imports the site that it is used by"


@pytest.mark.parametrize("module", sorted(name for name in MODULES if layer(name) == "pure"))
def test_pure_modules_know_no_framework(module: str) -> None:
    assert not {name for name in imports(MODULES[module]) if name.split(".")[0] == "django"}


def test_the_lists_of_layers_name_what_exists() -> None:
    assert set(MODULES) >= PURE
    assert {package for package in PACKAGES if (TOP / package.replace(".", "/")).is_dir()} <= set(MODULES)
    assert (WEB - {"roles.checks"}) <= set(MODULES)


def test_no_name_says_nothing() -> None:
    found = [
        path
        for path in own_files()
        if {part.split(".")[0] for part in path.relative_to(TOP).parts} & SAYS_NOTHING
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


def test_public_things_say_what_they_promise() -> None:
    silent = []
    for path in python_files("roles", "taxonomy_site"):
        tree = ast.parse(text_of(path))
        if path.name != "__init__.py" and not ast.get_docstring(tree):
            silent.append(module_name(path))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                told = ast.get_docstring(node)
                silent += [] if told else [f"{module_name(path)}.{node.name}"]
    assert silent == []


REGISTRIES = re.compile(
    r"py[p]i\.org|python[h]osted|registry\.np[m]js|np[m]js\.org|deb\.de[b]ian|files\.pythonhoste[d]"
)
UNFINISHED = re.compile(r"\bTO[D]O\b|\bFIX[M]E\b|\bX[X]X\b")


@pytest.mark.parametrize(
    ("why", "pattern"), [("names a registry's host", REGISTRIES), ("is unfinished", UNFINISHED)]
)
def test_no_file_says_what_none_should(why: str, pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(TOP)} {why}: {hit[0]}"
        for path in own_files()
        if (hit := pattern.search(text_of(path)))
    ]
    assert found == []


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    said = StringIO()
    call_command("makemigrations", dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"


def test_tests_have_names_of_their_own() -> None:
    """A test that is defined twice in a module runs once."""
    twice = []
    for path in python_files("tests"):
        names = [node.name for node in ast.parse(text_of(path)).body if isinstance(node, ast.FunctionDef)]
        twice += [f"{path.name}: {name}" for name in set(names) if names.count(name) > 1]
    assert twice == []
