"""What the home page reads: counts of listed roles, the first superfunctions, an example."""

import pytest

from roles import functions
from roles.home import home_page
from roles.models import Level, Role, Superfunction
from tests import worlds

pytestmark = pytest.mark.usefixtures("catalogue")


def test_the_roles_that_are_counted_are_the_listed_ones() -> None:
    Role.objects.filter(function__code="SRENG").update(status="retired")
    page = home_page()
    assert page.role_count == Role.objects.exclude(status="retired").count()
    assert page.level_count == Level.objects.count()
    assert page.example == Role.objects.get(code="AIMLAM.GEN.P3")


def test_the_superfunctions_that_are_left_out_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    every = list(Superfunction.objects.order_by("position"))
    assert (home_page().superfunctions, home_page().more_superfunctions) == (every, 0)
    monkeypatch.setattr(functions, "MOST_SUPERFUNCTIONS", 2)
    assert (home_page().superfunctions, home_page().more_superfunctions) == (every[:2], len(every) - 2)


def test_an_empty_catalogue_has_a_home_page_without_an_example() -> None:
    worlds.remove_everything()
    page = home_page()
    assert (page.superfunctions, page.role_count, page.level_count, page.example) == ([], 0, 0, None)
