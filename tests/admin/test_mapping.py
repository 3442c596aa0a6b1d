"""The queue of mappings: unreviewed first, decided on in one go or with one click, and undone."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from roles.actions import mappings
from roles.models import ClassificationEntry, Mapping, Role
from tests.admin.forms import confirm, errors, fill, said

QUEUE = "/admin/roles/mapping/"


@pytest.fixture
def mapping(vera: User) -> Mapping:
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    role.mappings.all().delete()
    return mappings.infer(role=role, by=vera)


def review(mapping: Mapping) -> str:
    return Mapping.objects.get(pk=mapping.pk).review


def test_the_queue_begins_with_what_nobody_reviewed(desk: Client, vera: User, mapping: Mapping) -> None:
    mappings.confirm(mapping=mapping, by=vera)
    Mapping.objects.exclude(role__code__startswith="AIMLAM.GEN.").delete()
    listed = [row.review for row in desk.get(QUEUE).context_data["cl"].result_list]
    assert listed[0] == "needs_review"
    assert "confirmed" in listed
    assert listed == sorted(listed, key=lambda word: word != "needs_review")


def test_a_row_never_shows_a_code_without_its_title(desk: Client, mapping: Mapping) -> None:
    page = desk.get(QUEUE, {"q": "AIMLAM.GEN.P3"}).content.decode()
    text = " ".join(re.sub(r"<[^>]*>", " ", page[page.index("<tbody>") : page.index("</tbody>")]).split())
    assert text == (
        f"{mapping.entry} AIMLAM.GEN.P3 {mapping.role.title} Confirm Reject SOC major group broad low 0.30 "
        "needs review inferred from superfunction –"
    )


def test_many_are_confirmed_rejected_and_that_is_undone(desk: Client) -> None:
    chosen = list(Mapping.objects.filter(review="needs_review")[:3])
    ids = [mapping.pk for mapping in chosen]

    def choose(action: str) -> list[str]:
        return said(confirm(desk, desk.post(QUEUE, {"action": action, "_selected_action": ids}, follow=True)))

    assert choose("confirm") == ["3 confirmed."]
    [refusal] = choose("confirm")
    assert refusal.startswith("0 confirmed. 3 refused: The mapping of ")
    assert choose("reject") == ["3 rejected."]
    assert {Mapping.objects.get(pk=pk).decided_by for pk in ids} == {"vera"}
    assert choose("undo") == ["3 in need of review again."]
    assert {(m.review, m.decided_by) for m in Mapping.objects.filter(pk__in=ids)} == {("needs_review", "")}


@pytest.mark.parametrize(
    ("decision", "after"), [("confirm", "confirmed"), ("reject", "rejected"), ("undo", "needs_review")]
)
def test_one_is_decided_on_with_one_click(
    desk: Client, vera: User, mapping: Mapping, decision: str, after: str
) -> None:
    if decision == "undo":
        mappings.confirm(mapping=mapping, by=vera)
    filters = {"_changelist_filters": "review__exact=needs_review"}
    url = reverse(f"admin:roles_mapping_{decision}", args=[mapping.pk], query=filters)
    assert desk.post(url)["Location"] == f"{QUEUE}?review__exact=needs_review"
    assert review(mapping) == after


def test_what_was_reviewed_stays_as_it_was_reviewed(desk: Client, vera: User, mapping: Mapping) -> None:
    mappings.confirm(mapping=mapping, by=vera)
    url = reverse("admin:roles_mapping_change", args=[mapping.pk])
    fill(desk, url, relation="exact", review="rejected", confidence="0.55")
    mapping.refresh_from_db()
    assert (mapping.relation, mapping.review, str(mapping.confidence)) == ("broad", "confirmed", "0.55")


def test_an_editor_adds_a_mapping(desk: Client, mapping: Mapping) -> None:
    entry = ClassificationEntry.objects.get_by_natural_key("SOC2018", "15-2051")
    given = {"role": mapping.role_id, "entry": entry.pk, "relation": "close", "confidence": "0.6"}
    fill(desk, f"{QUEUE}add/", **given)
    added = Mapping.objects.get(role=mapping.role, entry=entry)
    assert (added.source, added.review, added.position) == ("editor", "needs_review", 1)
    again = fill(desk, f"{QUEUE}add/", **given)
    assert "The role is mapped to this entry already." in errors(again)


def test_roles_without_a_mapping_get_an_inferred_one(desk: Client, vera: User) -> None:
    bare = Role.objects.get(code="AIMLAM.GEN.P4")
    bare.mappings.all().delete()
    mapped = Role.objects.get(code="DATSCI.GEN.P3")
    assert mapped.mappings.exists()
    data = {"action": "infer_mappings", "_selected_action": [bare.pk, mapped.pk]}
    assert said(confirm(desk, desk.post("/admin/roles/role/", data, follow=True))) == [
        "1 mapped. 1 refused: DATSCI.GEN.P3 has a mapping already."
    ]
    [inferred] = bare.mappings.all()
    assert inferred.entry == bare.superfunction.soc_major_group
    assert inferred.history.latest().history_user == vera
