"""One word per feature: a view's word is that of its template and of its test, a read's that of its test."""

from pathlib import Path

import pytest
from django.conf import settings

TOP: Path = settings.BASE_DIR

WITHOUT_TEMPLATE = {
    "addresses": "decorates the views whose address has a code in it",
    "downloads": "answers with files",
    "paging": "finds the page of a list for other views",
    "public": "says which pages are the same for everybody",
    "suggest": "answers in JSON",
    "throttle": "counts visits for other views",
}
WITHOUT_TEST = {
    "apps": "says the name of the application and nothing else",
    "urls": "is walked by the sweeps over every address",
    "converters": "is held by tests/views/test_addresses.py, through the addresses that it reads",
    "context_processors": "is held by tests/views/test_home.py, through the footer that it fills",
}


def modules(folder: str) -> list[str]:
    """The words of a folder's modules."""
    return sorted(path.stem for path in (TOP / folder).glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("word", modules("roles/views"))
def test_every_view_has_its_test(word: str) -> None:
    assert (TOP / f"tests/views/test_{word}.py").is_file()


@pytest.mark.parametrize("word", modules("roles/views"))
def test_every_view_has_its_template_or_a_reason(word: str) -> None:
    assert (TOP / f"templates/roles/{word}.html").is_file() != (word in WITHOUT_TEMPLATE)


@pytest.mark.parametrize("word", modules("roles"))
def test_every_module_has_its_test_or_a_reason(word: str) -> None:
    assert (TOP / f"tests/test_{word}.py").is_file() != (word in WITHOUT_TEST)


@pytest.mark.parametrize("word", modules("roles/formats"))
def test_every_format_has_its_test(word: str) -> None:
    places = (TOP / f"tests/formats/test_{word}.py", TOP / f"tests/test_{word}.py")
    assert sum(place.is_file() for place in places) == 1


@pytest.mark.parametrize("word", modules("roles/quality"))
def test_every_group_of_rules_has_its_test(word: str) -> None:
    assert (TOP / f"tests/quality/test_{word}.py").is_file()


def test_reasons_are_given_for_what_exists() -> None:
    assert set(WITHOUT_TEMPLATE) <= set(modules("roles/views"))
    assert set(WITHOUT_TEST) <= set(modules("roles"))
