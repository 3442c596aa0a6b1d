"""Browse: every filter finds the roles that it names, alone and together; what cannot be read is named."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.test import Client

from roles.actions import aliases, roles
from roles.domain.choices import AliasType
from roles.models import Alias, Focus, Function, Level, Role
from tests import worlds
from tests.reader import captioned, cells, every, faults, links, opened, shown_codes, texts, the

pytestmark = pytest.mark.usefixtures("varied")


@pytest.fixture
def varied(catalogue: None) -> None:
    """The catalogue with every status, confidence band and more than one scope."""
    codes = list(Role.objects.order_by("code").values_list("code", flat=True))
    Role.objects.filter(code__in=codes[::7]).update(scope="DE")
    Role.objects.filter(code__in=codes[::11]).update(scope="US-CA")
    Role.objects.filter(code__in=codes[::5]).update(confidence=Decimal("0.49"))
    Role.objects.filter(code__in=codes[::9]).update(confidence=Decimal("0.80"))
    Role.objects.filter(code__in=codes[3::13]).update(status="retired")
    rejected = Alias.objects.filter(role__code="SWENG.GEN.P2", text="Software Development II")
    assert rejected.update(state="rejected") == 1


@dataclass(frozen=True)
class Listed:
    """What the filters ask of a role."""

    code: str
    superfunction: str
    track: str
    level: str
    status: str
    confidence: Decimal
    scope: str
    title: str
    aliases: frozenset[str]
    place: tuple[int, ...]
    above: str

    @property
    def function(self) -> str:
        return self.code.split(".")[0]

    @property
    def focus(self) -> str:
        return self.code.split(".")[1]

    @property
    def band(self) -> str:
        return (
            "low"
            if self.confidence < Decimal("0.5")
            else "medium"
            if self.confidence < Decimal("0.8")
            else "high"
        )

    def has_words(self, text: str) -> bool:
        """Whether the words are in the title, an alias, the code or the tree above, as in no other text of a role."""
        names = " ".join((self.code.replace(".", " "), self.title, *self.aliases, self.above)).lower()
        return all(re.search(rf"\b{word}", names) for word in text.lower().split())


def listed() -> list[Listed]:
    """The roles that are not retired, in the order of the tree."""
    found = []
    for role in Role.objects.select_related("focus__function__superfunction", "level__track"):
        function = role.focus.function
        if role.status != "retired":
            titles = role.aliases.exclude(state="rejected").values_list("text", flat=True)
            found.append(
                Listed(
                    role.code,
                    function.superfunction.code,
                    role.level.track.code,
                    role.level.code,
                    role.status,
                    role.confidence,
                    role.scope,
                    role.title,
                    frozenset(titles),
                    (
                        function.superfunction.position,
                        function.position,
                        role.focus.position,
                        role.level.track.position,
                        role.level.grade,
                    ),
                    f"{function.superfunction.name} {function.name} {role.focus.name} {role.level.name}",
                )
            )
    return sorted(found, key=lambda role: (role.place, role.code))


def all_pages(client: Client, **filters: str) -> list[str]:
    """The codes on every page of the list, by its links to the next."""
    address, codes = f"/roles/?{urlencode(filters)}", []
    while address:
        page = opened(client, address)
        codes += shown_codes(page)
        onward = [link for link in every(page, "a") if link.attributes.get("rel") == "next"]
        address = f"/roles/{onward[0].attributes['href']}" if onward else ""
    return codes


FILTERS: dict[str, tuple[dict[str, str], Callable[[Listed], bool]]] = {
    "none": ({}, lambda role: True),
    "superfunction": ({"superfunction": "SOFT"}, lambda role: role.superfunction == "SOFT"),
    "function": ({"function": "DATENG"}, lambda role: role.function == "DATENG"),
    "general-focus": ({"focus": "GEN"}, lambda role: role.focus == "GEN"),
    "one-focus": ({"focus": "AIMLAM.NLP"}, lambda role: role.code.startswith("AIMLAM.NLP.")),
    "track": ({"track": "M"}, lambda role: role.track == "M"),
    "level": ({"level": "P4"}, lambda role: role.level == "P4"),
    "draft": ({"status": "draft"}, lambda role: role.status == "draft"),
    "in-review": ({"status": "in_review"}, lambda role: role.status == "in_review"),
    "published": ({"status": "published"}, lambda role: role.status == "published"),
    "low": ({"band": "low"}, lambda role: role.band == "low"),
    "medium": ({"band": "medium"}, lambda role: role.band == "medium"),
    "high": ({"band": "high"}, lambda role: role.band == "high"),
    "scope": ({"scope": "DE"}, lambda role: role.scope == "DE"),
    "q-title": ({"q": "junior frontend"}, lambda role: role.has_words("junior frontend")),
    "q-code": ({"q": "strm"}, lambda role: role.has_words("strm")),
    "q-spaces": ({"q": "  Machine   Vision "}, lambda role: role.has_words("machine vision")),
    "track-and-superfunction": (
        {"track": "M", "superfunction": "DATA"},
        lambda role: role.track == "M" and role.superfunction == "DATA",
    ),
    "general-focus-of-a-function": (
        {"focus": "GEN", "function": "SWENG"},
        lambda role: role.focus == "GEN" and role.function == "SWENG",
    ),
    "status-and-band": (
        {"status": "published", "band": "medium"},
        lambda role: role.status == "published" and role.band == "medium",
    ),
    "scope-and-level": (
        {"scope": "global", "level": "P3"},
        lambda role: role.scope == "global" and role.level == "P3",
    ),
    "q-and-track": (
        {"q": "frontend", "track": "P"},
        lambda role: role.has_words("frontend") and role.track == "P",
    ),
    "everything": (
        {
            "q": "engineer",
            "superfunction": "SOFT",
            "function": "SWENG",
            "focus": "SWENG.FRONT",
            "track": "P",
            "level": "P1",
            "scope": "global",
        },
        lambda role: role.code == "SWENG.FRONT.P1" and role.scope == "global" and role.has_words("engineer"),
    ),
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_finds_exactly_the_roles_that_it_names_in_the_order_of_the_tree(
    client: Client, name: str
) -> None:
    filters, wanted = FILTERS[name]
    filters = {"sort": "place", **filters}
    expected = [role.code for role in listed() if wanted(role)]
    assert expected
    assert all_pages(client, **filters) == expected


def test_a_focus_is_that_of_its_function_alone(client: Client, tmp_path: Path) -> None:
    files = {
        f"functions/{code}.yaml": worlds.function_file(code, worlds.role_document(f"{code}.SPC.P3"))
        for code in ("HAND", "HEART")
    }
    worlds.load_files(tmp_path, {"tree.yaml": worlds.tree_file(HAND=["SPC"], HEART=["SPC"]), **files})
    assert all_pages(client, focus="HEART.SPC") == ["HEART.SPC.P3"]


def test_a_line_describes_the_role(client: Client) -> None:
    role = Role.objects.get(code="AIMLAM.NLP.P1")
    role.scope = "DE"
    role.save()
    (line,) = cells(captioned(opened(client, "/roles/?focus=AIMLAM.NLP&level=P1"), "1 role"))
    assert line == [
        role.title,
        "AIMLAM.NLP.P1",
        "Artificial Intelligence / Machine Learning (AI/ML) Engineer, Natural Language Processing",
        "P1 Entry-Level Professional",
        f"{role.confidence_band} confidence {role.confidence}",
        f"{role.status.replace('_', ' ')} · DE",
    ]


def test_a_rejected_alias_finds_nothing(client: Client) -> None:
    by = User.objects.create_user("vera")
    role = Role.objects.get(code="SWENG.GEN.P2")
    title = aliases.add(
        role=role, text="Gizmo Whisperer", type=AliasType.INTERNAL, confidence=Decimal("0.6"), by=by
    )
    assert all_pages(client, q="gizmo", sort="code") == ["SWENG.GEN.P2"]
    aliases.reject(alias=title, by=by)
    assert all_pages(client, q="gizmo", sort="code") == []


def test_an_alias_is_found_without_regard_to_case_spacing_and_quotes(client: Client) -> None:
    vera = User.objects.create_user("vera")
    aliases.add(
        role=Role.objects.get(code="DATSCI.GEN.P2"),
        text="Scientist’s “Gizmo Hand”",
        type=AliasType.INTERNAL,
        confidence=Decimal("0.60"),
        by=vera,
    )
    assert all_pages(client, q="SCIENTIST'S  \"gizmo  hand") == ["DATSCI.GEN.P2"]


@pytest.mark.parametrize("character", ["%", "_", "\\"])
def test_characters_that_databases_read_as_patterns_are_no_words(client: Client, character: str) -> None:
    assert all_pages(client, q=character * 3, sort="code") == []


# --- orders


ORDERS: dict[str, Callable[[Listed], tuple[object, ...]]] = {
    "place": lambda role: (role.place, role.code),
    "code": lambda role: (role.code,),
    "grade": lambda role: (role.place[-1], role.code),
    "-grade": lambda role: (-role.place[-1], role.code),
    "confidence": lambda role: (-role.confidence, role.code),
}


@pytest.mark.parametrize("order", ORDERS)
def test_the_orders(client: Client, order: str) -> None:
    assert all_pages(client, sort=order) == [role.code for role in sorted(listed(), key=ORDERS[order])]


def test_the_order_by_title_puts_equal_titles_in_the_order_of_their_codes(client: Client) -> None:
    Role.objects.filter(function__code="SRENG").update(title="Engineer")
    Role.objects.filter(function__code="DATANA").update(title="Analyst")
    codes = all_pages(client, sort="title")
    titles = dict(Role.objects.values_list("code", "title"))
    for title in ("Analyst", "Engineer"):
        same = [code for code in codes if titles[code] == title]
        assert same == sorted(same)
        assert len(same) > 2
        first = codes.index(same[0])
        assert codes[first : first + len(same)] == same
    assert codes.index("DATANA.GEN.P1") < codes.index("SRENG.GEN.P1")


# --- pages


def test_pages_hold_twenty_five_and_keep_the_filters(client: Client) -> None:
    expected = [role.code for role in listed() if role.superfunction == "DATA"]
    first = opened(client, "/roles/?superfunction=DATA")
    assert shown_codes(first) == expected[:25]
    onward = links(the(first, "nav", aria_label="Pages"))
    assert "superfunction=DATA" in onward["Next →"]
    second = opened(client, f"/roles/{onward['Next →']}")
    assert shown_codes(second) == expected[25:50]
    assert "Page 2 of" in the(second, "nav", aria_label="Pages").text
    assert "← Previous" in links(the(second, "nav", aria_label="Pages"))
    assert second.title == "Roles, page 2 – Role catalogue"
    assert captioned(second, f"{len(expected)} roles")


def test_one_page_has_no_pager(client: Client) -> None:
    assert not every(opened(client, "/roles/?function=SRENG"), "nav", aria_label="Pages")


@pytest.mark.parametrize("number", ["99", "0", "-1", "two", "", "1.0", "٢", "1" * 400])
def test_a_page_that_is_not_there_is_named_and_the_first_shown(client: Client, number: str) -> None:
    page = opened(client, f"/roles/?{urlencode({'page': number})}", status=404)
    last = -(-len(listed()) // 25)
    assert faults(page) == [
        f"There is no page “{number[:20]}”. There are pages 1 to {last}; this is the first."
    ]
    assert shown_codes(page) == [role.code for role in listed()][:25]


def test_a_page_of_a_short_list_that_is_not_there(client: Client) -> None:
    page = opened(client, "/roles/?function=SRENG&page=2", status=404)
    assert faults(page) == ["There is no page “2”. There is one page; this is the first."]
    assert shown_codes(page)


# --- what cannot be read


@pytest.mark.parametrize(
    ("key", "value", "label"),
    [
        ("superfunction", "NOPE", "Superfunction"),
        ("function", "aimlam2", "Function"),
        ("focus", "NLP", "Focus"),
        ("focus", "SWENG.NLP", "Focus"),
        ("track", "X", "Track"),
        ("level", "P9", "Level"),
        ("status", "retired", "Status"),
        ("status", "in review", "Status"),
        ("band", "middling", "Confidence"),
        ("scope", "Mars", "Scope"),
        ("sort", "colour", "Order"),
        ("function", "<script>", "Function"),
    ],
)
def test_a_wrong_value_is_named_and_the_right_ones_are_kept(
    client: Client, key: str, value: str, label: str
) -> None:
    right = {"q": "engineer", "function": "AIMLAM", "level": "P3", "status": "draft"}
    page = opened(client, f"/roles/?{urlencode({**right, key: value})}", status=400)
    assert faults(page) == [f"{label}: “{value}” is not one of the list."]
    assert not shown_codes(page)
    assert "/roles/" in links(the(page, "div", role="alert")).values()
    form = the(page, "form", class_="filters")
    assert the(form, "input", name="q").attributes["value"] == "engineer"
    for name, kept in right.items():
        if name not in ("q", key):
            chosen = [
                o for o in every(the(form, "select", name=name), "option") if "selected" in o.attributes
            ]
            assert [option.attributes["value"] for option in chosen] == [kept]


def test_every_wrong_value_is_named(client: Client) -> None:
    page = opened(client, "/roles/?level=Z9&band=tepid&colour=red&size=3", status=400)
    assert faults(page) == [
        "There is no filter “colour”; it was left aside.",
        "There is no filter “size”; it was left aside.",
        "Level: “Z9” is not one of the list.",
        "Confidence: “tepid” is not one of the list.",
    ]


def test_the_link_of_a_fault_leads_to_its_field(client: Client) -> None:
    page = opened(client, "/roles/?level=Z9", status=400)
    (goal,) = links(the(the(page, "div", role="alert"), "ul")).values()
    assert the(page, "select", id=goal.removeprefix("#")).attributes["name"] == "level"


def test_an_unknown_filter_is_named_and_the_list_is_shown(client: Client) -> None:
    page = opened(client, "/roles/?function=SRENG&colour=red", status=400)
    assert faults(page) == ["There is no filter “colour”; it was left aside."]
    assert shown_codes(page) == [role.code for role in listed() if role.function == "SRENG"]


@pytest.mark.parametrize("text", ["x" * 121, "a\0b"], ids=["too-long", "null"])
def test_a_search_that_cannot_be_is_refused(client: Client, text: str) -> None:
    page = opened(client, f"/roles/?{urlencode({'q': text})}", status=400)
    assert len(faults(page)) == 1
    assert faults(page)[0].startswith("Title, skill, code or other words: ")


def test_empty_values_are_no_filters(client: Client) -> None:
    assert all_pages(client, q="", function="", level="", sort="") == [role.code for role in listed()]


def test_an_empty_result_has_a_way_on(client: Client) -> None:
    page = opened(client, "/roles/?q=xyzzy+plugh")
    assert texts(page, "p", class_="empty") == ["No role has all of that."]
    assert {"/roles/", "/functions/", "/titles/", "/resolve/?title=xyzzy%20plugh"} <= set(
        links(the(page, "main")).values()
    )
    assert not every(page, "table")


# --- codes


@pytest.mark.parametrize("text", ["AIMLAM.GEN.P3", " aimlam.gen.p3 "])
def test_an_exact_code_goes_to_its_page(client: Client, text: str) -> None:
    response = client.get("/roles/", {"q": text})
    assert (response.status_code, response.url) == (302, "/roles/AIMLAM.GEN.P3/")


def test_an_exact_code_of_a_retired_role_goes_to_its_page(client: Client) -> None:
    code = Role.objects.filter(status="retired").values_list("code", flat=True)[0]
    response = client.get("/roles/", {"q": code})
    assert (response.status_code, response.url) == (302, f"/roles/{code}/")


def test_a_former_code_goes_to_the_roles_page(client: Client) -> None:
    role = Role.objects.get(code="AIMLAM.CVN.P1")
    role.level = Level.objects.get(code="E1")
    roles.save(role=role, by=User.objects.create_user("vera"))
    response = client.get("/roles/", {"q": "aimlam.cvn.p1"})
    assert (response.status_code, response.url) == (302, "/roles/AIMLAM.CVN.E1/")


def test_a_code_that_no_role_has_finds_those_that_share_its_parts(client: Client) -> None:
    page = opened(client, "/roles/?q=AIMLAM.GEN.M5&sort=code")
    assert "No role has the word “m5”; it was left aside." in texts(page, "p")
    assert shown_codes(page) == sorted(r.code for r in listed() if r.code.startswith("AIMLAM.GEN."))


# --- retired roles, and the choices


def test_retired_roles_are_in_no_list(client: Client) -> None:
    retired = set(Role.objects.filter(status="retired").values_list("code", flat=True))
    assert len(retired) > 3
    assert not retired & set(all_pages(client))
    for code in sorted(retired)[:3]:
        title = Role.objects.get(code=code).title
        assert code not in all_pages(client, q=title)


def test_the_choices_are_those_of_the_catalogue(client: Client) -> None:
    Role.objects.filter(status="retired").update(scope="FR")
    form = the(opened(client, "/roles/"), "form", class_="filters")
    offered = {
        name: [option.attributes["value"] for option in every(the(form, "select", name=name), "option")]
        for name in ("function", "focus", "level", "status", "band", "scope")
    }
    assert offered["function"] == ["", *Function.objects.values_list("code", flat=True)]
    special = [
        f"{f.function.code}.{f.code}" for f in Focus.objects.exclude(code="GEN").select_related("function")
    ]
    assert offered["focus"] == ["", "GEN", *special]
    assert set(offered["level"]) == {"", *Level.objects.values_list("code", flat=True)}
    assert offered["status"] == ["", "draft", "in_review", "published"]
    assert offered["band"] == ["", "low", "medium", "high"]
    assert offered["scope"] == ["", *sorted({role.scope for role in listed()})]


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post("/roles/").status_code == 405
