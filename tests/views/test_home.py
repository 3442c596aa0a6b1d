"""The home page: what the catalogue is, its fields of work with their counts, and how to start."""

import pytest
from django.test import Client

from roles import functions
from roles.models import Function, Level, Revision, Role, Superfunction
from tests import worlds
from tests.reader import every, links, opened, texts, the

pytestmark = pytest.mark.usefixtures("catalogue")


def test_the_lede_counts_roles_and_levels(client: Client) -> None:
    Role.objects.filter(function__code="SRENG").update(status="retired")
    listed = Role.objects.exclude(status="retired").count()
    assert (
        f"This catalogue holds {listed} roles on {Level.objects.count()} levels"
        in opened(client, "/").all("main")[0].text
    )


def test_the_fields_of_work_with_their_functions_and_counts(client: Client) -> None:
    Role.objects.filter(code__startswith="SWENG.MOB").update(status="retired")
    fields = the(opened(client, "/"), "section", aria_labelledby="fields")
    entries = {the(entry, "h3").text: entry for entry in every(fields, "div") if len(every(entry, "h3")) == 1}
    for superfunction in Superfunction.objects.all():
        entry = entries[superfunction.name]
        own = Function.objects.filter(superfunction=superfunction).order_by("position")
        counts = {function: function.roles.exclude(status="retired").count() for function in own}
        assert texts(entry, "li") == [f"{function.name} {count} roles" for function, count in counts.items()]
        onward = links(entry)
        assert {onward[function.name] for function in own} == {f"/functions/{f.code}/" for f in own}
        whole = onward[f"All {sum(counts.values())} in {superfunction.name}"]
        assert whole == f"/roles/?superfunction={superfunction.code}"


def test_of_many_fields_the_first_are_shown_with_a_way_to_all(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(functions, "MOST_SUPERFUNCTIONS", 2)
    monkeypatch.setattr(functions, "MOST_SHOWN", 1)
    ordered = list(Superfunction.objects.order_by("position"))
    fields = the(opened(client, "/"), "section", aria_labelledby="fields")
    assert texts(fields, "h3") == [superfunction.name for superfunction in ordered[:2]]
    assert len(texts(fields, "li")) == 2
    assert links(fields)[f"{len(ordered) - 2} more fields, with all functions"] == "/functions/"


def test_the_search_box_searches_the_list(client: Client) -> None:
    page = opened(client, "/")
    form = the(page, "form", role="search")
    assert form.attributes["action"] == "/roles/"
    assert the(form, "input").attributes["name"] == "q"
    assert the(form, "label", for_="search").text == "Title, alias or code"
    assert client.get("/roles/", {"q": "machine learning"}).status_code == 200


def test_a_code_is_explained_by_an_example_that_exists(client: Client) -> None:
    start = the(opened(client, "/"), "section", aria_labelledby="start")
    assert texts(start, "p", class_="quiet") == [
        "A code reads from left to right: AIMLAM.GEN.P3 is the function AIMLAM (Artificial Intelligence / Machine "
        "Learning (AI/ML) Engineer), the focus GEN (General) and the level P3 (Mid-Level Professional)."
    ]
    assert links(start)["Experienced AI/ML Engineer"] == "/roles/AIMLAM.GEN.P3/"
    assert texts(start, "h3") == ["Find", "Read", "Compare", "Check"]


def test_the_example_is_never_a_retired_role(client: Client) -> None:
    Role.objects.filter(code="AIMLAM.GEN.P3").update(status="retired")
    start = the(opened(client, "/"), "section", aria_labelledby="start")
    assert (
        "/roles/DATSCI.GEN.P3/" in links(start).values()
    )  # the next general one on P3 in the order of the tree
    Role.objects.filter(level__code="P3").update(status="retired")
    assert (
        "/roles/AIMLAM.GEN.P1/"
        in links(the(opened(client, "/"), "section", aria_labelledby="start")).values()
    )


def test_every_way_on_leads_somewhere(client: Client) -> None:
    page = opened(client, "/")
    for goal in {link.attributes["href"].partition("#")[0] for link in page.ways_on} - {""}:
        assert client.get(goal).status_code == 200, goal


def test_an_empty_catalogue_says_how_it_is_filled(client: Client) -> None:
    worlds.remove_everything()
    page = opened(client, "/")
    assert texts(page, "p", class_="empty") == [
        "The catalogue is empty. An administrator loads it with manage.py load_catalogue."
    ]
    assert "holds 0 roles on 0 levels" in the(page, "main").text


def test_the_footer_names_the_revision(client: Client) -> None:
    current = Revision.current()
    assert f"Catalogue revision {current.number} of" in the(opened(client, "/"), "footer").text
    Revision.bump()
    assert f"Catalogue revision {current.number + 1} of" in the(opened(client, "/"), "footer").text


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post("/").status_code == 405
