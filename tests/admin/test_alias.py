"""The alias queue: what waits first, decided on in one go or with one click, refusals explained, and undone."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from roles.actions import aliases
from roles.domain.choices import AliasState
from roles.models import Alias, Revision, Role
from tests.admin.forms import confirm, said
from tests.admin.titles import new_alias

QUEUE = "/admin/roles/alias/"


def state(alias: Alias) -> str:
    return Alias.objects.get(pk=alias.pk).state


def row(page: str, alias: Alias) -> str:
    """The row of an alias on the queue's page."""
    found = re.search(
        rf'<tr>(?:(?!</tr>).)*name="_selected_action" value="{alias.pk}".*?</tr>', page, re.DOTALL
    )
    assert found, f"{alias} is not on the page"
    return found.group()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def choose(desk: Client, action: str, chosen: list[Alias], query: str = "") -> list[str]:
    """Take an action on some rows of the list; returns what the list then says."""
    data = {"action": action, "_selected_action": [alias.pk for alias in chosen]}
    return said(confirm(desk, desk.post(QUEUE + query, data, follow=True)))


def test_the_queue_begins_with_what_waits(desk: Client, vera: User) -> None:
    Alias.objects.exclude(role__code="AIMLAM.GEN.P3").delete()
    first = Alias.objects.pending_first()[0]
    aliases.approve(alias=first, by=vera)
    listed = list(desk.get(QUEUE).context_data["cl"].result_list)
    assert listed[-1] == first
    waiting = [alias for alias in listed if alias.state == "pending"]
    assert len(waiting) > 5
    assert listed[: len(waiting)] == waiting
    assert [alias.key for alias in waiting] == sorted(alias.key for alias in waiting)


def test_a_row_says_all_that_a_decision_needs(desk: Client, vera: User, whisperer: Alias) -> None:
    rival = new_alias(vera, "AIMLAM.GEN.P4", "model whisperer III")
    regional = new_alias(vera, "AIMLAM.GEN.P5", "Model Whisperer III", scope="DE")
    rejected = new_alias(vera, "AIMLAM.GEN.P6", "Model Whisperer III")
    aliases.approve(alias=rival, by=vera)
    aliases.reject(alias=rejected, by=vera)
    html = row(desk.get(QUEUE, {"q": "whisperer"}).content.decode(), whisperer)
    assert words(html) == (
        f"Model Whisperer III AIMLAM.GEN.P3 {whisperer.role.title} Approve Reject "
        "AIMLAM.GEN.P4 approved, AIMLAM.GEN.P5 pending in DE medium 0.70 pending common editor –"
    )
    assert '<a class="code" href="/roles/AIMLAM.GEN.P3/">AIMLAM.GEN.P3</a>' in html
    assert regional.role.get_absolute_url() in html


def test_a_decided_row_says_who_and_when(desk: Client, vera: User, whisperer: Alias) -> None:
    decided = aliases.approve(alias=whisperer, by=vera)
    html = row(desk.get(QUEUE, {"q": "whisperer"}).content.decode(), whisperer)
    when = decided.decided_at
    assert when is not None
    assert words(html).endswith(f" editor vera, {when.day} {when:%b %Y, %H:%M} UTC")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        pytest.param({"state__exact": "approved"}, {"state": "approved"}, id="state"),
        pytest.param({"type__exact": "abbreviation"}, {"type": "abbreviation"}, id="type"),
        pytest.param({"origin__exact": "suggested"}, {"origin": "suggested"}, id="origin"),
        pytest.param({"band": "low"}, {"confidence__lt": Decimal("0.5")}, id="low"),
        pytest.param(
            {"band": "medium"}, {"confidence__range": (Decimal("0.5"), Decimal("0.79"))}, id="medium"
        ),
        pytest.param({"band": "high"}, {"confidence__gte": Decimal("0.8")}, id="high"),
        pytest.param({"band": "no such band"}, {}, id="no-band"),
        pytest.param({"q": "AIMLAM.GEN.P3"}, {"role__code": "AIMLAM.GEN.P3"}, id="role-code"),
        pytest.param({"q": "machine learning"}, {"text__icontains": "machine learning"}, id="title"),
    ],
)
def test_the_queue_is_narrowed(
    desk: Client, vera: User, query: dict[str, str], wanted: dict[str, Any]
) -> None:
    new_alias(vera, "AIMLAM.GEN.P3", "Model Whisperer", confidence=Decimal("0.20"))
    Alias.objects.filter(text="Model Whisperer").update(origin="suggested")
    expected = Alias.objects.filter(**wanted).count()
    assert expected > 0
    assert desk.get(QUEUE, query).context_data["cl"].result_count == expected


def test_the_queue_is_narrowed_to_a_function(desk: Client) -> None:
    function = Role.objects.get(code="DATENG.GEN.P3").function
    listed = desk.get(QUEUE, {"role__function__id__exact": function.pk}).context_data["cl"]
    assert listed.result_count == Alias.objects.filter(role__function=function).count() > 0


def test_many_are_approved_at_once(desk: Client, vera: User) -> None:
    chosen = list(Alias.objects.filter(role__code="AIMLAM.GEN.P3")[:3])
    assert choose(desk, "approve", chosen) == ["3 approved."]
    for alias in chosen:
        alias.refresh_from_db()
        assert (alias.state, alias.decided_by) == ("approved", "vera")
        assert alias.decided_at is not None
        assert alias.history.latest().history_user == vera


def test_what_is_refused_is_explained_and_stops_nothing(desk: Client, vera: User, whisperer: Alias) -> None:
    aliases.approve(alias=new_alias(vera, "AIMLAM.GEN.P4", "Model Whisperer III"), by=vera)
    chosen = [whisperer, *Alias.objects.filter(role__code="AIMLAM.GEN.P5")[:3]]
    assert choose(desk, "approve", chosen) == [
        "3 approved. 1 refused: “Model Whisperer III” is already approved for AIMLAM.GEN.P4 (scope global)."
    ]
    assert [state(alias) for alias in chosen] == ["pending", "approved", "approved", "approved"]


def test_of_many_refusals_the_first_are_told_and_the_others_counted(desk: Client, vera: User) -> None:
    chosen = list(Alias.objects.filter(role__code__in=["AIMLAM.GEN.P3", "AIMLAM.GEN.P4"])[:13])
    choose(desk, "reject", chosen)
    [message] = choose(desk, "reject", chosen)
    assert message.startswith("0 rejected. 13 refused: “")
    assert message.count("is rejected already.") == 10
    assert message.endswith(" … and 3 more.")


def test_many_are_rejected_and_that_is_undone(desk: Client) -> None:
    chosen = list(Alias.objects.filter(role__code="AIMLAM.GEN.P3")[:4])
    assert choose(desk, "reject", chosen) == ["4 rejected."]
    assert {state(alias) for alias in chosen} == {"rejected"}
    assert choose(desk, "undo", chosen) == ["4 pending again."]
    assert {
        (alias.state, alias.decided_by) for alias in Alias.objects.filter(pk__in=[a.pk for a in chosen])
    } == {("pending", "")}


def test_all_that_a_search_finds_is_decided_on_at_once(desk: Client) -> None:
    found = Alias.objects.filter(role__function__code="DATENG", state="pending")
    ids = list(found.values_list("pk", flat=True))
    assert len(ids) > 50, "the test wants more than one page"
    data = {"action": "reject", "select_across": "1", "_selected_action": ids[:1]}
    response = desk.post(f"{QUEUE}?q=DATENG&state__exact=pending", data, follow=True)
    assert said(confirm(desk, response)) == [f"{len(ids)} rejected."]
    assert not Alias.objects.filter(pk__in=ids).exclude(state="rejected").exists()


@pytest.mark.parametrize(
    ("decision", "before", "after", "sentence"),
    [
        ("approve", AliasState.PENDING, "approved", "Model Whisperer III: approved."),
        ("reject", AliasState.PENDING, "rejected", "Model Whisperer III: rejected."),
        ("undo", AliasState.APPROVED, "pending", "Model Whisperer III: pending again."),
        ("approve", AliasState.APPROVED, "approved", "“Model Whisperer III” is approved already."),
    ],
)
def test_one_is_decided_on_with_one_click(
    desk: Client, vera: User, whisperer: Alias, decision: str, before: AliasState, after: str, sentence: str
) -> None:
    if before is AliasState.APPROVED:
        aliases.approve(alias=whisperer, by=vera)
    response = desk.post(f"{QUEUE}{whisperer.pk}/{decision}/", follow=True)
    assert state(whisperer) == after
    assert said(response) == [sentence]


def test_the_buttons_are_the_decisions_that_the_state_allows(
    desk: Client, vera: User, whisperer: Alias
) -> None:
    def offered() -> list[str]:
        page = desk.get(QUEUE, {"q": "whisperer"}).content.decode()
        return re.findall(r'<button type="submit" class="decision"[^>]*>(\w+)</button>', row(page, whisperer))

    assert offered() == ["Approve", "Reject"]
    aliases.approve(alias=whisperer, by=vera)
    assert offered() == ["Reject", "Undo"]
    aliases.reject(alias=whisperer, by=vera)
    assert offered() == ["Approve", "Undo"]


def test_a_button_works_as_it_stands_and_leads_back_to_the_same_list(vera: User, whisperer: Alias) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(vera)
    narrowed = f"{QUEUE}?q=whisperer&state__exact=pending"
    page = browser.get(narrowed).content.decode()
    form = page[
        page.index('<form id="changelist-form"') : page.index("</form>", page.index('id="changelist-form"'))
    ]
    assert row(form, whisperer), "the button stands in the form of the list"
    [button] = re.findall(r"<button[^>]*>Approve</button>", form)
    assert 'formmethod="post"' in button
    [address] = re.findall(r'formaction="([^"]*)"', button)
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', form)
    address = address.replace("&amp;", "&")
    assert browser.post(address).status_code == 403, "without the token"
    response = browser.post(address, {"csrfmiddlewaretoken": token, "action": "", "index": "0"})
    assert response["Location"] == narrowed
    assert state(whisperer) == "approved"


def test_a_click_reads_nothing_from_a_link(desk: Client, whisperer: Alias) -> None:
    assert desk.get(f"{QUEUE}{whisperer.pk}/approve/").status_code == 405
    assert state(whisperer) == "pending"


def test_a_click_on_what_is_gone_says_so(desk: Client, whisperer: Alias) -> None:
    pk = whisperer.pk
    whisperer.delete()
    response = desk.post(f"{QUEUE}{pk}/approve/", follow=True)
    assert said(response) == ["This alias does not exist any more."]


def test_a_title_in_markup_stays_text(desk: Client, vera: User) -> None:
    new_alias(vera, "AIMLAM.GEN.P3", '"><script>alert(1)</script>')
    assert "<script>alert" not in desk.get(QUEUE, {"q": "script"}).content.decode()


def test_the_public_page_shows_an_approval_with_the_next_request(desk: Client, whisperer: Alias) -> None:
    def linked() -> bool:
        page = Client().get("/roles/AIMLAM.GEN.P3/").content.decode()
        assert "Model Whisperer III" in page
        return "/titles/model-whisperer-iii/" in page  # only an approved title has a page

    assert not linked()
    desk.post(f"{QUEUE}{whisperer.pk}/approve/")
    assert linked()


def test_many_are_deleted_at_once(desk: Client, whisperer: Alias) -> None:
    before = Revision.current().number
    data = {"action": "delete_selected", "_selected_action": [whisperer.pk], "post": "yes"}
    desk.post(QUEUE, data)
    assert not Alias.objects.filter(pk=whisperer.pk).exists()
    assert Revision.current().number == before + 1


def test_decisions_stand_among_the_editors_recent_actions(desk: Client, whisperer: Alias) -> None:
    desk.post(f"{QUEUE}{whisperer.pk}/approve/")
    page = desk.get("/admin/").content.decode()
    assert f'<a href="{QUEUE}{whisperer.pk}/change/">Model Whisperer III</a>' in page
