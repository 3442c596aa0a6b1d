"""Every page of the admin: it opens, can be searched, and asks the database as often for many rows as for one."""

import re
from itertools import islice

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roles import models
from roles.actions import mappings
from roles.admin.base import CatalogueAdmin

DESKS = {
    model._meta.model_name: (model, desk)
    for model, desk in admin.site._registry.items()
    if model._meta.app_label == "roles"
}
every_desk = pytest.mark.parametrize("name", DESKS)


def queries(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured]


def list_url(name: str, rows: list[Model]) -> str:
    ids = ",".join(str(row.pk) for row in rows)
    return reverse(f"admin:roles_{name}_changelist", query={"id__in": ids})


def test_every_table_that_somebody_edits_has_its_page() -> None:
    """Tables without permissions, such as the search index, are nobody's to edit."""
    tables = {
        model._meta.model_name
        for model in models.Role._meta.apps.get_app_config("roles").get_models()
        if not hasattr(model, "history_object") and model._meta.default_permissions
    }
    assert set(DESKS) == tables
    assert all(isinstance(desk, CatalogueAdmin) for _, desk in DESKS.values())


@every_desk
def test_a_list_of_many_rows_costs_no_more_queries_than_a_list_of_one(
    rows: None, chief: Client, name: str
) -> None:
    model, _ = DESKS[name]
    present = list(model._default_manager.order_by("-pk")[:40])
    client_url = list_url(name, present[:1])
    queries(chief, client_url)  # what is asked once per process
    few = queries(chief, client_url)
    many = queries(chief, list_url(name, present))
    assert len(many) == len(few), "\n".join(many)
    if name != "revision":
        assert len(present) > 1


@every_desk
def test_a_list_can_be_searched(rows: None, desk: Client, name: str) -> None:
    _, page = DESKS[name]
    assert page.search_fields
    url = reverse(f"admin:roles_{name}_changelist")
    assert desk.get(url, {"q": "a"}).status_code == 200
    assert desk.get(url, {"q": "no such thing"}).context_data["cl"].result_count == 0


@every_desk
def test_a_list_can_be_filtered_by_the_first_choices_of_each_filter(
    rows: None, desk: Client, name: str
) -> None:
    url = reverse(f"admin:roles_{name}_changelist")
    changes = desk.get(url).context_data["cl"]
    for spec in changes.filter_specs:
        for choice in islice(spec.choices(changes), 4):
            response = desk.get(url + choice["query_string"])
            assert response.status_code == 200, (spec.title, choice)


@every_desk
def test_the_page_of_a_row_opens_for_a_superuser(rows: None, chief: Client, name: str) -> None:
    model, _ = DESKS[name]
    for row in model._default_manager.order_by("pk")[:3]:
        assert chief.get(reverse(f"admin:roles_{name}_change", args=[row.pk])).status_code == 200


@every_desk
def test_the_page_of_a_row_opens_for_an_editor(rows: None, desk: Client, name: str) -> None:
    model, _ = DESKS[name]
    row = model._default_manager.earliest("pk")
    assert desk.get(reverse(f"admin:roles_{name}_change", args=[row.pk])).status_code == 200


@every_desk
def test_the_page_to_add_a_row_opens_for_who_may(rows: None, chief: Client, name: str) -> None:
    response = chief.get(reverse(f"admin:roles_{name}_add"))
    assert response.status_code == (403 if name == "revision" else 200)


@pytest.mark.parametrize("name", ["role", "alias", "mapping"])
def test_the_pages_of_a_history_open(rows: None, desk: Client, name: str) -> None:
    model, _ = DESKS[name]
    row = model._default_manager.earliest("pk")
    assert desk.get(reverse(f"admin:roles_{name}_history", args=[row.pk])).status_code == 200
    version = row.history.latest().pk
    url = reverse(f"admin:roles_{name}_simple_history", args=[row.pk, version])
    assert desk.get(url).status_code == 200


def test_a_role_with_many_rows_below_it_costs_no_more_queries(catalogue: None, desk: Client) -> None:
    few, many = (models.Role.objects.get(code=code) for code in ("AIMLAM.GEN.P1", "AIMLAM.GEN.P3"))
    for said in list(few.role_components.all())[1:]:
        said.delete()
    for alias in list(few.aliases.all())[1:]:
        alias.delete()
    assert many.role_components.count() > 5
    assert many.aliases.count() > 5
    url = "admin:roles_role_change"
    queries(desk, reverse(url, args=[few.pk]))
    cost = [queries(desk, reverse(url, args=[role.pk])) for role in (few, many)]
    assert len(cost[0]) == len(cost[1]), "\n".join(cost[1])


@pytest.mark.parametrize(
    ("field", "term", "found"),
    [
        ("roles.role.focus", "aimlam", "AIMLAM.NLP"),
        ("roles.role.level", "p3", "P3 Mid-Level Professional"),
        ("roles.role.replaced_by", "AIMLAM.GEN.P4", "AIMLAM.GEN.P4"),
        ("roles.rolecomponent.component", "python", "Python"),
        ("roles.mapping.entry", "15-2051", "15-2051 Data Scientists"),
        ("roles.alias.role", "machine learning iii", "AIMLAM.GEN.P3"),
    ],
)
def test_long_lists_are_chosen_from_by_typing(desk: Client, field: str, term: str, found: str) -> None:
    app, model, name = field.split(".")
    query = {"term": term, "app_label": app, "model_name": model, "field_name": name}
    texts = [hit["text"] for hit in desk.get(reverse("admin:autocomplete"), query).json()["results"]]
    assert any(found in text for text in texts)


def test_typing_costs_no_more_queries_for_more_hits(catalogue: None, desk: Client) -> None:
    query = {"app_label": "roles", "model_name": "role", "field_name": "focus"}
    url = reverse("admin:autocomplete", query={**query, "term": "nlp"})
    queries(desk, url)
    one = queries(desk, url)
    assert len(queries(desk, reverse("admin:autocomplete", query={**query, "term": "GEN"}))) == len(one)


@every_desk
def test_no_page_needs_an_inline_script_or_style(rows: None, chief: Client, name: str) -> None:
    model, _ = DESKS[name]
    row = model._default_manager.earliest("pk")
    urls = [
        reverse("admin:index"),
        reverse(f"admin:roles_{name}_changelist"),
        reverse(f"admin:roles_{name}_change", args=[row.pk]),
        reverse(f"admin:roles_{name}_history", args=[row.pk]),
    ]
    for url in urls:
        response = chief.get(url)
        assert "'unsafe-inline'" not in response["Content-Security-Policy"]
        html = response.content.decode()
        assert not re.findall(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>", html), url
        assert not re.findall(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", html), url


def test_the_first_page_shows_the_queues_with_what_waits_in_them(catalogue: None, desk: Client) -> None:
    aliases = models.Alias.objects.filter(state="pending").count()
    mappings = models.Mapping.objects.filter(review="needs_review").count()
    page = desk.get("/admin/").content.decode()
    links = re.findall(r'<a href="(/admin/roles/(?:alias|mapping)/\?[^"]+)">([^<]+)</a>', page)
    assert [words for _, words in links] == [
        f"{aliases:,} aliases pending",
        f"{mappings:,} mappings need review",
    ]
    counts = [desk.get(url).context_data["cl"].result_count for url, _ in links]
    assert counts == [aliases, mappings]


def test_the_first_page_shows_no_queue_to_who_may_not_decide(client: Client, catalogue: None) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    page = client.get("/admin/").content.decode()
    assert "To review" not in page
    assert "pending" not in page


def test_the_admin_says_what_it_is_and_leads_back(desk: Client) -> None:
    page = desk.get("/admin/").content.decode()
    assert "<title>Role catalogue | Role catalogue</title>" in page
    assert '<a href="/">Back to the catalogue</a>' in page
    assert "Django" not in re.sub(r"<[^>]*>", "", page)


def test_the_page_to_sign_in_leads_back_too(client: Client, db: None) -> None:
    assert '<a href="/">Back to the catalogue</a>' in client.get("/admin/login/").content.decode()


def test_a_long_history_costs_no_more_queries_than_a_short_one(vera: User, desk: Client) -> None:
    mapping = models.Mapping.objects.filter(review="needs_review").earliest("pk")
    url = reverse("admin:roles_mapping_history", args=[mapping.pk])

    def decide(times: int) -> None:
        for _ in range(times):
            mappings.confirm(mapping=mapping, by=vera)
            mappings.undo(mapping=mapping, by=vera)

    decide(1)
    queries(desk, url)
    short = queries(desk, url)
    decide(5)
    assert len(queries(desk, url)) == len(short)


def test_every_time_says_its_zone(vera: User, chief: Client) -> None:
    mapping = models.Mapping.objects.filter(review="needs_review").earliest("pk")
    mappings.confirm(mapping=mapping, by=vera)
    for address in (
        reverse("admin:roles_revision_changelist"),
        reverse("admin:roles_mapping_change", args=[mapping.pk]),
        reverse("admin:roles_mapping_changelist", query={"review__exact": "confirmed"}),
        reverse("admin:roles_mapping_history", args=[mapping.pk]),
    ):
        page = chief.get(address).content.decode()
        times = re.findall(r"\d \w{3} 20\d\d, \d\d:\d\d(?::\d\d)?(.{4})", page)
        assert times, address
        assert set(times) == {" UTC"}, address
