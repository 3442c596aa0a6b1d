"""The tree as lists: counts leave out the retired, and the order is that of the tree."""

import pytest

from roles import functions
from roles.facets import index as facet_index
from roles.functions import some_functions, superfunctions
from roles.models import Focus, Function, Role, Superfunction

pytestmark = pytest.mark.usefixtures("some_retired")


@pytest.fixture
def some_retired(catalogue: None) -> None:
    codes = list(Role.objects.order_by("code").values_list("code", flat=True))
    Role.objects.filter(code__in=codes[::4]).update(status="retired")
    Role.objects.filter(function__code="SRENG").update(status="retired")
    for model in (Superfunction, Function):  # an order that is not that of the rows
        for i, row in enumerate(model.objects.order_by("-pk")):
            model.objects.filter(pk=row.pk).update(position=i)


def listed(**place: object) -> int:
    return Role.objects.filter(**place).exclude(status="retired").count()


def test_superfunctions_and_functions_count_their_listed_roles() -> None:
    found = list(superfunctions(facet_index.current()))
    assert found == list(Superfunction.objects.order_by("position", "code"))
    for superfunction in found:
        assert superfunction.role_count == listed(superfunction=superfunction)
        functions = list(superfunction.functions.all())
        assert functions == list(
            Function.objects.filter(superfunction=superfunction).order_by("position", "code")
        )
        for function in functions:
            assert function.role_count == listed(function=function)
            assert list(function.focuses.all()) == list(
                Focus.objects.filter(function=function).order_by("position")
            )
    counts = {function.code: function.role_count for one in found for function in one.functions.all()}
    assert counts["SRENG"] == 0
    assert counts["SWENG"] > 0


def test_the_home_page_shows_the_first_functions_of_each_superfunction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(functions, "MOST_SHOWN", 3)
    index = facet_index.current()
    everything = superfunctions(index)
    found = some_functions(index)
    assert found == everything
    for shown, whole in zip(found, everything, strict=True):
        assert shown.role_count == whole.role_count
        assert list(shown.functions.all()) == list(whole.functions.all())[:3]
    assert max(len(whole.functions.all()) for whole in everything) > 3
