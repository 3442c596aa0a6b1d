"""One word per feature, from URL to test: a view, its read module, its template and its tests share a name."""

from pathlib import Path

import pytest
from django.conf import settings

TOP: Path = settings.BASE_DIR
ROLES = TOP / "roles"

NO_READS = {"actions", "admin", "management", "migrations", "models", "templatetags", "views"}
"""The packages whose modules present, write or store; a page's read module is in any other."""

PLUMBING = {
    "addresses": "decorates the views whose address contains a code",
    "downloads": "answers with files",
    "paging": "finds the page of a list for other views",
    "public": "declares which pages are the same for everyone",
    "throttle": "counts visits for other views",
}
WITHOUT_READ = PLUMBING | {"suggest": "answers with the suggestions of roles/search/query.py as they are"}
WITHOUT_TEMPLATE = PLUMBING | {"suggest": "answers in JSON"}
WITHOUT_TEST = {
    "apps": "is tested by tests/edge/test_server.py: pages do not wait for the writer of another process",
    "context_processors": "is tested by tests/views/test_home.py, through the footer that it fills",
    "converters": "is tested by tests/views/test_addresses.py, through the addresses that it reads",
    "urls": "is walked by the sweeps over every address",
    "templatetags/review_queues": "is tested by tests/admin/test_pages.py, on the first page of the admin",
    "actions/editors": "is tested by tests/commands/test_create_editor.py and tests/admin/test_editors.py",
    "actions/refusal": "is raised in the tests of every action",
    "actions/rows": "is tested by tests/actions/test_roles.py, through what it writes",
}
TESTED_TOGETHER = {
    "actions/load": "a load is tested by what is in the database after it",
    "admin": "an admin page is tested by what an editor does there",
    "admin/editing": "what admin pages have in common is tested on those pages",
    "management": "progress bars are tested with the commands that show them",
    "models": "tables are tested by constraint, natural key and wording, each over all of them",
}
TESTS_ELSEWHERE = {"management/commands": "commands"}


def page_word(view: str) -> str:
    """The word of a view's page: ``resolve`` for ``resolve_list``."""
    return view.partition("_")[0]


VIEWS = sorted(path.stem for path in (ROLES / "views").glob("*.py") if path.stem != "__init__")
PAGE_WORDS = {page_word(view) for view in VIEWS} - set(PLUMBING)
MODULES = sorted(
    path.relative_to(ROLES).with_suffix("").as_posix()
    for path in ROLES.rglob("*.py")
    if path.stem != "__init__" and path.parent.name != "migrations"
)


def read_modules(word: str) -> list[str]:
    """The package or module in ``roles/`` of that name, or else the modules of that name in its packages."""
    if (ROLES / word).is_dir() or (ROLES / f"{word}.py").is_file():
        return [word]
    return [name for name in MODULES if name.endswith(f"/{word}") and name.split("/")[0] not in NO_READS]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_one_read_module_or_a_reason(view: str) -> None:
    assert len(read_modules(page_word(view))) == (view not in WITHOUT_READ)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_its_template_or_a_reason(view: str) -> None:
    template = TOP / "templates/roles" / view
    assert (template.with_suffix(".html").is_file() or template.is_dir()) != (view in WITHOUT_TEMPLATE)


def test_no_other_package_bears_the_word_of_a_page() -> None:
    packages = {path.parent.relative_to(ROLES).as_posix() for path in ROLES.rglob("__init__.py")}
    assert {name for name in packages if page_word(name.split("/")[-1]) in PAGE_WORDS} <= PAGE_WORDS


@pytest.mark.parametrize(
    "module", [name for name in MODULES if name.rpartition("/")[0] not in TESTED_TOGETHER]
)
def test_every_module_has_its_test_or_a_reason(module: str) -> None:
    package, _, name = module.rpartition("/")
    folder = TOP / "tests" / TESTS_ELSEWHERE.get(package, package)
    tests = [*folder.glob(f"test_{name}.py"), *folder.glob(f"test_{name}_*.py")]
    assert bool(tests) != (module in WITHOUT_TEST)


def test_reasons_are_given_for_what_exists() -> None:
    assert set(WITHOUT_READ) | set(WITHOUT_TEMPLATE) <= set(VIEWS)
    assert set(WITHOUT_TEST) <= set(MODULES)
    assert {package for package in TESTED_TOGETHER if not (ROLES / package).is_dir()} == set()
