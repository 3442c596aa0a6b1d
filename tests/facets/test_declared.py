"""A facet is declared once: an entry gives its list in the form, its counts, its filter and its address key."""

import csv
import io
from collections import Counter

import pytest
from django.test import Client
from django.urls import resolve

from roles.browse.export import HEADERS
from roles.facets import index as facet_index
from roles.facets.declared import FACETS, Facet
from roles.models import Focus, Level, Role
from tests.reader import every, links, opened, shown_codes, the

ADDED = {
    # one more facet of each kind of model: (entry, the value that a role has)
    "version": (Facet("version", "Version", source=Role, column="version"), lambda role: role.version),
    "grade": (Facet("grade", "Grade", source=Level, column="grade"), lambda role: role.grade),
    "specialism": (
        Facet("specialism", "Specialism", source=Focus, column="name"),
        lambda role: role.focus.name,
    ),
}


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("name", ADDED)
def test_one_entry_is_all_that_a_facet_needs(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    facet, value_of = ADDED[name]
    Role.objects.filter(level__code="P3").update(version=2)
    Role.objects.filter(level__code="P2").update(status="retired")
    monkeypatch.setattr(facet_index, "FACETS", (*FACETS, facet))
    roles = {role.code: role for role in Role.objects.listed().for_summaries()}
    numbers = Counter(value_of(role) for role in roles.values())
    assert len(numbers) > 1

    page = opened(client, "/roles/")
    offered = every(the(page, "select", name=name), "option")
    assert [(option.attributes["value"], option.text) for option in offered] == [
        ("", f"Any {name}"),
        *((str(value), f"{value} ({number})") for value, number in sorted(numbers.items())),
    ]

    for value in sorted(numbers)[:2]:
        expected = {
            code for code, role in roles.items() if value_of(role) == value and role.track.code == "P"
        }
        filtered = {"track": "P", name: str(value)}
        response = client.get("/roles/roles.csv", filtered)
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), HEADERS))[1:]
        assert {row["Code"] for row in rows} == expected
        page = opened(client, f"/roles/?track=P&{name}={value}".replace(" ", "+"))
        assert shown_codes(page) == [row["Code"] for row in rows][:25]
        assert f"{facet.label}: {value}" in " ".join(links(page))

    page = opened(client, f"/roles/?{name}=nonesuch", status=400)
    assert "is not one of the list" in the(page, "div", role="alert").text


def test_the_keys_under_which_a_page_is_kept_are_those_of_the_facets() -> None:
    keys = resolve("/roles/").func.public_keys  # type: ignore[attr-defined]
    assert keys == {"sort", "view", "page", *(facet.name for facet in FACETS)}


def test_names_are_used_once_and_parents_come_first() -> None:
    names = [facet.name for facet in FACETS]
    assert len(set(names)) == len(names)
    for i, facet in enumerate(FACETS):
        assert not facet.parent or facet.parent in names[:i]
