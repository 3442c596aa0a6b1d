"""Components across the catalogue: which there are, and which roles have one, counted by hand."""

from fractions import Fraction
from urllib.parse import urlencode

import pytest
from django.test import Client

from roles.models import Component, Role, RoleComponent
from tests import by_hand, worlds
from tests.reader import captioned, cells, every, faults, links, opened, rows, shown_codes, texts, the
from tests.site.page import Page

pytestmark = pytest.mark.usefixtures("catalogue")

KINDS = {
    "responsibility": "Responsibilities",
    "task": "Tasks",
    "skill": "Skills",
    "knowledge": "Knowledge",
    "competency": "Competencies",
    "qualification": "Qualifications",
}


def role_counts() -> dict[tuple[str, str], int]:
    """How many listed roles have each component, by kind and label."""
    counts = {(component.kind, component.label): 0 for component in Component.objects.all()}
    retired = {code for code, place in by_hand.places().items() if place.retired}
    for code, own in by_hand.components().items():
        for component in own if code not in retired else ():
            counts[component] += 1
    return counts


def everywhere(client: Client, **chosen: str) -> list[list[str]]:
    """The lines on all pages of the list."""
    address, found = f"/components/?{urlencode(chosen)}", []
    while address:
        page = opened(client, address)
        for table in every(page, "table"):
            found += cells(table)
        onward = [link for link in every(page, "a") if link.attributes.get("rel") == "next"]
        address = f"/components/{onward[0].attributes['href']}" if onward else ""
    return found


# --- the list


def test_every_component_stands_once_with_its_kind_and_count_most_shared_first(client: Client) -> None:
    Role.objects.filter(function__code="SWENG").update(status="retired")
    worlds.settle()
    counts = role_counts()
    found = everywhere(client)
    assert {(kind, label): int(count) for label, kind, count in found} == counts
    assert len(found) == len(counts)
    order = [int(count) for *_, count in found]
    assert order == sorted(order, reverse=True)
    assert order[0] > 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_its_own(client: Client, kind: str) -> None:
    expected = {label: count for (own, label), count in role_counts().items() if own == kind}
    found = everywhere(client, kind=kind)
    assert {label: int(count) for label, count in found} == expected
    page = opened(client, f"/components/?kind={kind}")
    assert the(page, "h1").text == KINDS[kind]
    assert captioned(page, f"{len(expected)} components")


def test_numbers_over_999_have_a_comma(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roles.views.components.PAGE_SIZE", 1)
    many = [Component(kind="skill", label=f"Skill {i}") for i in range(1000)]
    for component in many:
        component.set_keys()
    Component.objects.bulk_create(many)
    number = f"{Component.objects.filter(kind='skill').count():,}"
    page = opened(client, "/components/?kind=skill&page=1001")
    assert the(page, "title").text == "Skills, page 1,001 – Role catalogue"
    assert f"Skills {number}" in texts(the(page, "nav", aria_label="Kinds"), "li")
    assert captioned(page, f"{number} components, most shared first")
    assert the(the(page, "nav", class_="pager"), "span").text == f"Page 1,001 of {number}"


def test_the_count_stands_beside_each_kind(client: Client) -> None:
    kinds = the(opened(client, "/components/?kind=task"), "nav", aria_label="Kinds")
    counts = {kind: Component.objects.filter(kind=kind).count() for kind in KINDS}
    assert texts(kinds, "li") == ["All kinds", *(f"{KINDS[kind]} {count}" for kind, count in counts.items())]
    assert the(kinds, "strong").text == "Tasks"
    assert links(kinds) == {"All kinds": "/components/"} | {
        words: f"/components/?kind={kind}" for kind, words in KINDS.items() if kind != "task"
    }


@pytest.mark.parametrize("text", ["machine learning", "  MACHINE   learning ", "c++", "%"])
def test_labels_are_searched_without_regard_to_case_and_spacing(client: Client, text: str) -> None:
    wanted = " ".join(text.lower().split())
    expected = {(kind, label) for kind, label in role_counts() if wanted in label.lower()}
    assert {(kind, label) for label, kind, _ in everywhere(client, q=text)} == expected


def test_kind_and_text_together(client: Client) -> None:
    expected = {label for kind, label in role_counts() if kind == "skill" and "design" in label.lower()}
    assert expected
    found = everywhere(client, kind="skill", q="design")
    assert {label for label, _ in found} == expected
    form = the(opened(client, "/components/?kind=skill&q=design"), "form", class_="filters")
    assert {field.attributes["name"]: field.attributes["value"] for field in every(form, "input")} == {
        "kind": "skill",
        "q": "design",
    }


def test_pages_hold_a_hundred(client: Client) -> None:
    total = Component.objects.count()
    assert total > 200
    first = opened(client, "/components/")
    assert len(rows(the(first, "table"))) == 100
    assert f"Page 1 of {-(-total // 100)}" in the(first, "nav", aria_label="Pages").text


def test_a_page_of_roles_holds_fifty(client: Client) -> None:
    most = Component.objects.order_by("-roles", "pk").first()
    assert most
    assert most.roles > 50
    address = most.get_absolute_url()
    shown = [
        first
        for number in range(1, -(-most.roles // 50) + 1)
        for first, *_ in rows(the(opened(client, f"{address}?page={number}"), "table", class_="blocks"))
    ]
    assert len(shown) == len(set(shown)) == most.roles
    assert len(rows(the(opened(client, address), "table", class_="blocks"))) == 50


@pytest.mark.parametrize("number", ["999", "0", "x"])
def test_a_page_that_is_not_there_is_named_and_the_first_shown(client: Client, number: str) -> None:
    page = opened(client, f"/components/?kind=task&page={number}", status=404)
    last = -(-Component.objects.filter(kind="task").count() // 100)
    assert faults(page) == [f"There is no page “{number}”. There are pages 1 to {last}; this is the first."]
    assert cells(the(page, "table")) == cells(the(opened(client, "/components/?kind=task"), "table"))


def test_a_wrong_kind_is_named_and_the_text_kept(client: Client) -> None:
    page = opened(client, "/components/?kind=colour&q=design", status=400)
    assert faults(page) == ["There is no kind “colour”. Choose one of the six below."]
    assert the(the(page, "form", class_="filters"), "input", name="q").attributes["value"] == "design"


@pytest.mark.parametrize("text", ["x" * 121, "a\0b"], ids=["too-long", "null"])
def test_a_text_that_cannot_be_is_refused(client: Client, text: str) -> None:
    page = opened(client, f"/components/?{urlencode({'q': text, 'kind': 'skill'})}", status=400)
    assert len(faults(page)) == 1
    assert the(page, "h1").text == "Skills"


def test_an_empty_result_has_a_way_on(client: Client) -> None:
    page = opened(client, "/components/?q=nothing+has+this")
    assert texts(page, "p", class_="empty") == ["No component has that in its label."]
    assert links(the(page, "main"))["See all components"] == "/components/"


# --- one component


def standings(page: Page, caption: str) -> list[list[str]]:
    return cells(captioned(page, caption))


def in_a_word(having: int, of: int) -> str:
    share = Fraction(having, of)
    return "distinctive" if share <= Fraction(1, 20) else "common" if share >= Fraction(1, 2) else ""


@pytest.fixture
def mentoring() -> Component:
    """A component of many roles, some of which are retired."""
    component = Component.objects.get(kind="skill", label="Mentoring")
    holders = component.role_components.values_list("role__code", flat=True)
    assert len(holders) > 10
    Role.objects.filter(code__in=sorted(holders)[::5]).update(status="retired")
    worlds.settle()
    return component


@pytest.mark.parametrize(
    ("kind", "label"), [("skill", "Mentoring"), ("skill", "Python"), ("task", "Lead model development")]
)
def test_where_a_component_stands(client: Client, mentoring: Component, kind: str, label: str) -> None:
    component = Component.objects.get(kind=kind, label=label)
    known, sets = by_hand.places(), by_hand.components()
    listed = {code for code, place in known.items() if not place.retired}
    having = {code for code in listed if (kind, label) in sets[code]}
    page = opened(client, component.get_absolute_url())
    percent = by_hand.percent(len(having), len(listed))
    word = in_a_word(len(having), len(listed))
    assert the(page, "p", class_="lede").text == (
        f"A {kind} of {len(having)} of {len(listed)} roles ({percent}%){f': {word} in the catalogue' if word else ''}."
    )
    roles = Role.objects.select_related("level", "function").in_bulk(field_name="code")

    def expected(group: str) -> list[list[str]]:
        found = {}
        for code in having:
            name = roles[code].level.code if group == "level" else roles[code].function.name
            peers = {
                other
                for other in listed
                if name in (roles[other].level.code if group == "level" else roles[other].function.name,)
            }
            own = len(peers & having)
            found[name] = [
                name,
                f"{own} of {len(peers)}",
                f"{by_hand.percent(own, len(peers))}%",
                in_a_word(own, len(peers)),
            ]
        return [found[name] for name in sorted(found)]

    assert sorted(standings(page, "By level")) == expected("level")
    assert standings(page, "By function") == expected("function")
    order = [row[0] for row in standings(page, "By level")]
    tracks = "SPME"
    assert order == sorted(order, key=lambda code: (tracks.index(code[0]), code[1]))


def test_the_roles_that_have_it_with_what_they_say_of_it(client: Client, mentoring: Component) -> None:
    page = opened(client, mentoring.get_absolute_url())
    table = captioned(page, "Roles with Mentoring")
    said = RoleComponent.objects.filter(component=mentoring).exclude(role__status="retired")
    expected = {
        row.role.code: [
            row.role.title,
            row.role.code,
            f"{row.role.level.code} {row.role.level.name}",
            row.commonness,
            row.origin,
        ]
        for row in said.select_related("role__level")
    }
    found = cells(table)
    assert {row[1]: row for row in found} == expected
    assert len(found) == len(expected)
    assert set(links(table).values()) == {f"/roles/{code}/" for code in expected}
    functions = [code.split(".")[0] for code in shown_codes(table)]
    assert functions == sorted(functions)


def test_a_component_that_no_listed_role_has(client: Client, mentoring: Component) -> None:
    Role.objects.update(status="retired")
    worlds.settle()
    page = opened(client, mentoring.get_absolute_url())
    assert texts(page, "p", class_="empty") == ["No role has it at present."]
    assert the(page, "p", class_="lede").text == "A skill of 0 of 0 roles (0%)."


def test_a_component_leads_back_to_its_kind(client: Client, mentoring: Component) -> None:
    place = the(opened(client, mentoring.get_absolute_url()), "nav", aria_label="Place")
    assert links(place) == {"Components": "/components/", "Skills": "/components/?kind=skill"}


@pytest.mark.parametrize("label", ["C", "C++", "C#", "数据科学", "R & D / .NET", "a" * 120, "#" * 40 + "a"])
def test_a_label_of_any_kind_has_a_page_of_its_own(client: Client, label: str) -> None:
    component = Component.objects.create(kind="competency", label=label)
    RoleComponent.objects.create(
        role=Role.objects.get(code="AIMLAM.GEN.P3"), component=component, position=99
    )
    goal = links(opened(client, "/roles/AIMLAM.GEN.P3/"))[label]
    assert the(opened(client, goal), "h1").text == label


@pytest.mark.parametrize(
    "address",
    [
        "/components/skill/nothing-of-the-kind/",
        "/components/colour/mentoring/",
        "/components/task/mentoring/",
    ],
)
def test_an_unknown_component_is_no_page(client: Client, address: str) -> None:
    page = opened(client, address, status=404)
    assert "/roles/" in links(the(page, "main")).values()


def test_the_case_of_an_address_does_not_matter(client: Client, mentoring: Component) -> None:
    assert the(opened(client, "/components/skill/MENTORING/"), "h1").text == "Mentoring"


@pytest.mark.parametrize("address", ["/components/", "/components/skill/mentoring/"])
def test_nothing_can_be_posted(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
