"""The role page: everything that the catalogue says of a role, in its order, each figure redone by hand."""

import json
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client

from roles.actions import aliases, mappings, roles
from roles.documents.role import RoleDocument
from roles.domain.choices import AliasType, Status
from roles.dump import document, with_document
from roles.models import Alias, Focus, Level, LevelGuide, Mapping, PayBenchmark, Role, RoleComponent
from tests import by_hand
from tests.reader import captioned, cells, definitions, every, links, opened, rows, texts, the

pytestmark = pytest.mark.usefixtures("catalogue")

REFERENCE = "/roles/AIMLAM.GEN.P3/"
SECTIONS = ["story", "summary", "level", "outputs", "adjacent", "components", "aliases", "classification"]
COMPONENTS = {
    "Responsibilities": [
        "Leading the development of an entire model or significant feature",
        "Technical lead for a sub-project",
        "Contributing to architectural decisions",
        "Mentoring junior engineers",
        "Conducting research to advance AI/ML capabilities",
        "Ensuring code quality and best practices",
        "Collaborating with stakeholders to define project requirements",
        "Presenting technical solutions to non-technical audiences",
    ],
    "Tasks": ["Lead model development", "Mentor junior engineers", "Contribute to architectural decisions"],
    "Skills": [
        "Model architecture design",
        "Technical leadership",
        "Mentoring",
        "Research and development",
        "Stakeholder communication",
        "Advanced problem-solving",
        "Project management",
        "Software architecture",
    ],
    "Knowledge": [
        "AI/ML model architecture",
        "Leadership in tech projects",
        "Research methodologies",
        "Stakeholder engagement",
        "Advanced programming techniques",
        "AI ethics and governance",
        "Industry-specific AI applications",
        "Emerging AI trends",
    ],
    "Competencies": [
        "Independent judgment",
        "Leadership competencies",
        "Communication Skills",
        "Strategic Thinking",
        "Technical expertise",
        "Mentorship",
        "Innovation",
        "Stakeholder management",
    ],
    "Qualifications": [
        "5–8+ years of experience",
        "Domain-specific experience",
        "Proven track record in AI/ML projects",
    ],
}
"""The components of the reference role, as the reference page has them."""

ALIASES = [
    [title, f"medium confidence {figure}"]
    for stem in ("Machine Learning", "Deep Learning", "Statistical Modeling")
    for title, figure in ((f"{stem} III", "0.70"), (f"{stem} 3", "0.66"), (f"Mid-Level {stem}", "0.64"))
] + [["Experienced AI/ML Engineer", "medium confidence 0.50"]]
"""Its aliases: three patterns for each stem of the function, then its own title."""

SEVERAL = [
    "AIMLAM.GEN.P3",
    "AIMLAM.NLP.P6",
    "DATENG.STRM.P3",
    "DATANA.GEN.M3",
    "SWENG.GEN.M4",
    "SRENG.GEN.P1",
]


@pytest.fixture
def vera() -> User:
    return User.objects.create_user("vera")


def role(code: str = "AIMLAM.GEN.P3") -> Role:
    return Role.objects.get(code=code)


# --- the reference role


def test_the_sections_stand_in_the_order_of_the_reference_page(client: Client) -> None:
    page = opened(client, REFERENCE)
    article = the(page, "div", class_="role-article")
    assert [section.attributes["id"] for section in every(article, "section")] == SECTIONS
    contents = the(page, "nav", class_="contents")
    assert [link.attributes["href"] for link in every(contents, "a")] == [f"#{name}" for name in SECTIONS]


def test_the_head_says_what_the_role_is(client: Client) -> None:
    page = opened(client, REFERENCE)
    head = the(page, "header", class_="role-head")
    assert the(head, "h1").text == "Experienced AI/ML Engineer"
    assert the(head, "code", class_="code").text == "AIMLAM.GEN.P3"
    assert texts(the(head, "ul", class_="facts-line"), "li") == [
        "P3 Mid-Level Professional",
        "draft (not yet checked by an editor)",
        "global",
        "v1",
        "medium confidence 0.70",
    ]
    assert texts(the(head, "nav", aria_label="Place"), "li") == [
        "Data & AI",
        "Artificial Intelligence / Machine Learning (AI/ML) Engineer",
        "General",
    ]
    assert the(head, "p", class_="lede").text == role().tagline
    assert page.title == "Experienced AI/ML Engineer (AIMLAM.GEN.P3) – Role catalogue"


def test_the_facts_stand_in_the_rail(client: Client) -> None:
    rail = the(opened(client, REFERENCE), "aside")
    facts = definitions(the(rail, "dl", class_="facts"))
    assert facts["Level"] == "P3 Mid-Level Professional, 3–5 years"
    assert (
        facts["Function and focus"] == "Artificial Intelligence / Machine Learning (AI/ML) Engineer, General"
    )
    assert facts["Market pay (median)"] == "not recorded"
    assert facts["Pay basis"] == "model pending"
    assert facts["Classification"] == "15-0000 Computer and Mathematical Occupations"


def test_the_story_is_told_in_its_parts(client: Client) -> None:
    told = role()
    story = the(opened(client, REFERENCE), "section", id="story")
    assert texts(story, "h3") == [
        "Who does this work",
        "The problem this role solves",
        "The plan",
        "What is at stake",
        "What success looks like",
    ]
    assert definitions(story) == {
        "The external problem": told.story_external,
        "The internal problem": told.story_internal,
        "Why it matters": told.story_why,
    }
    assert texts(the(story, "ol"), "li") == told.story_plan
    assert len(told.story_plan) > 1
    assert texts(story, "p", class_="prose") == [told.story_who, told.story_stakes, told.story_success]


def test_the_summary_and_the_missing_outputs(client: Client) -> None:
    page = opened(client, REFERENCE)
    assert the(the(page, "section", id="summary"), "p").text == role().summary
    assert the(the(page, "section", id="outputs"), "p").text == "No core outputs recorded yet."


def test_core_outputs_stand_in_their_order(client: Client) -> None:
    page = opened(client, "/roles/AIMLAM.GEN.P4/")
    recorded = role("AIMLAM.GEN.P4").core_outputs.order_by("position").values_list("text", flat=True)
    assert texts(the(page, "section", id="outputs"), "li") == list(recorded)
    assert len(recorded) > 1


def test_the_components_are_those_of_the_reference_page(client: Client) -> None:
    section = the(opened(client, REFERENCE), "section", id="components")
    assert the(section, "h2").text == f"Components {sum(map(len, COMPONENTS.values()))}"
    groups = every(section, "details")
    assert {the(group, "h3").text: texts(group, "li") for group in groups} == COMPONENTS
    assert [the(group, "h3").text for group in groups] == list(COMPONENTS)
    for group in groups:
        assert the(group, "span", class_="count").text == str(len(COMPONENTS[the(group, "h3").text]))
        assert the(group, "span", class_="small").text == "common, from the level"
        assert "open" in group.attributes


def test_the_aliases_are_those_of_the_reference_page(client: Client) -> None:
    section = the(opened(client, REFERENCE), "section", id="aliases")
    assert the(section, "h2").text == "Title aliases 0"
    assert the(section, "summary").text == "10 titles not yet reviewed"
    table = the(the(section, "details"), "table")
    assert the(table, "caption").text == "Titles that no editor has decided on; all common"
    assert texts(the(table, "thead"), "th") == ["Title", "Confidence"]
    assert cells(table) == ALIASES


def test_a_major_group_is_shown_as_one_with_its_title(client: Client) -> None:
    section = the(opened(client, REFERENCE), "section", id="classification")
    assert the(section, "h2").text == "Classification mappings 1"
    assert cells(the(section, "table")) == [
        [
            "15-0000 Computer and Mathematical Occupations",
            "SOC major group",
            "broad: a wider field that includes the role",
            "needs review",
            "low confidence 0.30",
            "inferred from superfunction",
        ]
    ]
    assert "O*NET" not in section.text


# --- the level


@pytest.mark.parametrize("code", SEVERAL)
def test_the_level_guide_is_the_functions_where_it_words_a_row_anew(client: Client, code: str) -> None:
    one = role(code)
    own = LevelGuide.objects.filter(function=one.function, level=one.level).first()
    names = ("description", "scope", "autonomy", "complexity", "impact", "decision_rights", "leadership")
    expected = [(own and getattr(own, name)) or getattr(one.level, name) for name in names]
    section = the(opened(client, f"/roles/{code}/"), "section", id="level")
    assert texts(section, "dt") == [
        "Scope",
        "Autonomy",
        "Complexity",
        "Impact",
        "Decision rights",
        "Leadership",
        "Typical experience",
    ]
    assert [every(section, "p", class_="prose")[0].text, *texts(section, "dd")] == [
        *expected,
        one.level.years,
    ]
    assert ("Adapted for" in section.text) == (own is not None)


def test_a_row_that_the_function_leaves_empty_keeps_the_general_wording(client: Client) -> None:
    one = role()
    LevelGuide.objects.filter(function=one.function, level=one.level).delete()
    LevelGuide.objects.create(function=one.function, level=one.level, scope="A model of one's own")
    section = the(opened(client, REFERENCE), "section", id="level")
    assert definitions(section)["Scope"] == "A model of one's own"
    assert definitions(section)["Autonomy"] == one.level.autonomy


# --- neighbours


def _expected(code: str, others: list[by_hand.Place]) -> list[tuple[str, str, str, str]]:
    known, sets = by_hand.places(), by_hand.components()
    here = known[code]
    lines = []
    for other in others:
        shared, all_ = len(sets[code] & sets[other.code]), len(sets[code] | sets[other.code])
        lines.append(
            (
                other.code,
                f"{by_hand.band(here, other)} distance {float(by_hand.distance(here, other)):.2f}",
                f"{by_hand.move(here, other)}: {by_hand.words(here, other)}",
                f"{by_hand.percent(shared, all_)}% {shared} of {all_}",
            )
        )
    return lines


@pytest.mark.parametrize("code", SEVERAL)
def test_the_nearest_eight_and_four_outside_the_function(client: Client, code: str) -> None:
    page = opened(client, f"/roles/{code}/")
    known = by_hand.places()
    near = by_hand.nearest(code, known)
    outside = [place for place in near if place.function != known[code].function]
    shown = [
        [
            (the(row[0], "code", class_="code").text, *(cell.text for cell in row[1:]))
            for row in rows(captioned(page, beginning))
        ]
        for beginning in ("The nearest by structural coordinates", "The nearest by the same distance")
    ]
    assert shown == [_expected(code, near[:8]), _expected(code, outside[:4])]


def test_a_neighbour_leads_to_its_page_and_to_the_comparison(client: Client) -> None:
    page = opened(client, REFERENCE)
    first = rows(captioned(page, "The nearest by structural"))[0][0]
    other = Role.objects.get(code=the(first, "code", class_="code").text)
    assert links(first) == {
        other.title: f"/roles/{other.code}/",
        f"compare with {other.code}": f"/compare/?role=AIMLAM.GEN.P3&role={other.code}",
    }


@pytest.mark.parametrize("code", SEVERAL)
def test_the_five_that_share_the_most_of_its_work(client: Client, code: str) -> None:
    table = captioned(opened(client, f"/roles/{code}/"), "By overlap of content")
    expected = [
        [Role.objects.get(code=other).title, other, f"{overlap:.2f}", f"{shared} of {all_}"]
        for overlap, other, shared, all_ in by_hand.overlaps([code])[code][:5]
    ]
    assert cells(table) == expected


def test_a_role_without_components_says_that_nobody_shares_its_work(client: Client) -> None:
    RoleComponent.objects.filter(role=role()).delete()
    page = opened(client, REFERENCE)
    assert "No other role has a component of this one." in texts(page, "p", class_="empty")
    assert texts(the(page, "section", id="components"), "p") == ["None recorded yet."] * 6
    assert {row[-1].text for row in rows(captioned(page, "The nearest by structural"))} != set()
    assert all(
        row[-1].text.startswith("0% 0 of ") for row in rows(captioned(page, "The nearest by structural"))
    )


def test_a_role_alone_in_the_catalogue_says_so(client: Client) -> None:
    Role.objects.exclude(code="AIMLAM.GEN.P3").update(status="retired")
    section = the(opened(client, REFERENCE), "section", id="adjacent")
    assert texts(section, "p", class_="empty") == [
        "No other role is in the catalogue yet.",
        "No other role has a component of this one.",
    ]


# --- what is said once


def test_tags_stand_only_where_a_component_differs_from_its_group(client: Client) -> None:
    one = role("AIMLAM.GEN.P3")
    skills = list(
        RoleComponent.objects.filter(role=one, component__kind="skill")
        .select_related("component")
        .order_by("position")
    )
    RoleComponent.objects.filter(pk=skills[1].pk).update(commonness="rare")
    RoleComponent.objects.filter(pk=skills[2].pk).update(origin="function")
    RoleComponent.objects.filter(pk=skills[3].pk).update(commonness="occasional", origin="focus")
    page = opened(client, REFERENCE)
    group = next(group for group in every(page, "details") if the(group, "h3").text == "Skills")
    assert the(group, "span", class_="small").text == "common, from the level, unless marked"
    tags = {the(line, "a").text: texts(line, "span", class_="tag") for line in every(group, "li")}
    differing = {
        skills[1].component.label: ["rare"],
        skills[2].component.label: ["from the function"],
        skills[3].component.label: ["occasional", "from the focus"],
    }
    assert tags == {said.component.label: differing.get(said.component.label, []) for said in skills}


def test_aliases_of_two_types_and_states_get_their_columns_and_tables(client: Client, vera: User) -> None:
    one = role()
    title = aliases.add(
        role=one, text="MLE III", type=AliasType.ABBREVIATION, confidence=Decimal("0.80"), by=vera
    )
    section = the(opened(client, REFERENCE), "section", id="aliases")
    table = captioned(section, "Titles that no editor has decided on")
    assert texts(the(table, "thead"), "th") == ["Title", "Type", "Confidence"]
    assert ["MLE III", "abbreviation", "high confidence 0.80"] in cells(table)
    assert ["Machine Learning III", "common", "medium confidence 0.70"] in cells(table)
    aliases.approve(alias=title, by=vera)
    section = the(opened(client, REFERENCE), "section", id="aliases")
    approved = captioned(section, "Titles that people use for this role")
    assert cells(approved) == [["MLE III", "abbreviation", "high confidence 0.80"]]
    assert cells(captioned(section, "Titles that no editor has decided on")) == ALIASES


# --- what editors decide


def test_an_approved_alias_is_on_the_page_with_the_next_request(client: Client, vera: User) -> None:
    one = role()
    assert "Learning Systems Engineer" not in the(opened(client, REFERENCE), "section", id="aliases").text
    title = aliases.add(
        role=one,
        text="Learning Systems Engineer",
        type=AliasType.COMMON,
        confidence=Decimal("0.70"),
        by=vera,
    )
    aliases.approve(alias=title, by=vera)
    after = cells(captioned(opened(client, REFERENCE), "Titles that people use for this role"))
    assert after == [["Learning Systems Engineer", "common", "medium confidence 0.70"]]


def test_a_rejected_alias_leaves_the_page(client: Client, vera: User) -> None:
    aliases.reject(alias=Alias.objects.get(role=role(), text="Deep Learning 3"), by=vera)
    page = opened(client, REFERENCE)
    section = the(page, "section", id="aliases")
    assert [row[:2] for row in cells(the(section, "table"))] == [
        a for a in ALIASES if a[0] != "Deep Learning 3"
    ]
    assert the(section, "summary").text == "9 titles not yet reviewed"
    assert "Deep Learning 3" not in the(page, "main").text


def test_a_role_whose_aliases_are_all_rejected_says_that_none_is_approved(client: Client, vera: User) -> None:
    for title in Alias.objects.filter(role=role()):
        aliases.reject(alias=title, by=vera)
    section = the(opened(client, REFERENCE), "section", id="aliases")
    assert section.text == "Title aliases 0 No other title approved yet. Suggest a title for this role"


def test_a_confirmed_mapping_says_so_and_a_rejected_one_leaves(client: Client, vera: User) -> None:
    mapping = Mapping.objects.get(role=role())
    mappings.confirm(mapping=mapping, by=vera)
    section = the(opened(client, REFERENCE), "section", id="classification")
    assert cells(the(section, "table"))[0][3] == "confirmed"
    mappings.reject(mapping=mapping, by=vera)
    page = opened(client, REFERENCE)
    assert (
        the(the(page, "section", id="classification"), "p").text
        == "Not mapped to an outside classification yet."
    )
    assert "15-0000" not in the(page, "main").text
    assert "Classification" not in definitions(the(page, "dl", class_="facts"))


def test_pay_is_shown_with_its_basis(client: Client) -> None:
    PayBenchmark.objects.create(
        role=role(),
        currency="USD",
        region="United States",
        period="year",
        year=2025,
        median=Decimal("142350.00"),
        source="OEWS",
        method="median of the mapped occupation",
    )
    facts = definitions(the(opened(client, REFERENCE), "dl", class_="facts"))
    assert facts["Market pay (median)"] == "142,350 USD per year, United States, 2025"
    assert facts["Pay basis"] == "OEWS: median of the mapped occupation"


@pytest.mark.parametrize(
    "part",
    ["who", "external", "internal", "why", "plan", "stakes", "success"],
    ids=lambda part: f"only-{part}",
)
def test_a_story_of_one_part_is_told(client: Client, part: str) -> None:
    one = role()
    for name in ("who", "external", "internal", "why", "stakes", "success"):
        setattr(one, f"story_{name}", "")
    one.story_plan = []
    setattr(one, f"story_{part}", ["The one thing told."] if part == "plan" else "The one thing told.")
    one.save()
    assert "The one thing told." in the(opened(client, REFERENCE), "section", id="story").text


def test_a_role_without_a_story_says_so(client: Client) -> None:
    one = role()
    for name in ("who", "external", "internal", "why", "stakes", "success"):
        setattr(one, f"story_{name}", "")
    one.story_plan = []
    one.save()
    assert texts(the(opened(client, REFERENCE), "section", id="story"), "p", class_="empty") == [
        "No story told yet."
    ]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("draft", "draft (not yet checked by an editor)"),
        ("in_review", "in review (an editor is checking it)"),
        ("published", "published"),
        ("retired", "retired"),
    ],
)
def test_the_status_is_said_in_words(client: Client, status: str, words: str) -> None:
    Role.objects.filter(code="AIMLAM.GEN.P3").update(status=status)
    head = the(opened(client, REFERENCE), "header", class_="role-head")
    assert texts(the(head, "ul", class_="facts-line"), "li")[1] == words


@pytest.mark.parametrize(
    ("figure", "word"), [("0.49", "low"), ("0.50", "medium"), ("0.79", "medium"), ("0.80", "high")]
)
def test_the_word_for_the_confidence_comes_first(client: Client, figure: str, word: str) -> None:
    Role.objects.filter(code="AIMLAM.GEN.P3").update(confidence=Decimal(figure))
    head = the(opened(client, REFERENCE), "header", class_="role-head")
    assert the(head, "span", class_="confidence").text == f"{word} confidence {figure}"


# --- the ladder


def test_the_rail_has_a_link_for_each_rung_and_hollow_ones_for_those_missing(client: Client) -> None:
    focus = Focus.objects.get(function__code="DATANA", code="PROD")
    standing = set(focus.roles.values_list("level__code", flat=True))
    page = opened(client, "/roles/DATANA.PROD.P4/")
    rail = the(page, "nav", class_="rail")
    levels = list(Level.objects.filter(track__code="P").order_by("grade").values_list("code", flat=True))
    assert set(levels) - standing  # otherwise nothing is shown hollow
    assert texts(rail, "h2") == ["Professional"]
    assert [(rung.tag, rung.text) for rung in every(rail, "a", "span", class_="rung")] == [
        ("span", code)
        if code == "P4"
        else ("a", code)
        if code in standing
        else ("span", f"{code}, no role yet")
        for code in levels
    ]
    assert the(rail, "span", aria_current="page").text == "P4"
    hollow = [
        rung.text[:2] for rung in every(rail, "span", class_="rung") if "data-missing" in rung.attributes
    ]
    assert hollow == [code for code in levels if code not in standing]
    assert links(rail) == {code: f"/roles/DATANA.PROD.{code}/" for code in standing - {"P4"}}


def test_the_rail_shows_every_track_that_the_focus_has(client: Client) -> None:
    rail = the(opened(client, "/roles/SWENG.GEN.M1/"), "nav", class_="rail")
    assert texts(rail, "h2") == ["Professional", "Management"]


def test_the_rungs_beside_it_lead_to_what_changes(client: Client) -> None:
    facts = the(opened(client, "/roles/SWENG.GEN.P4/"), "dl", class_="facts")
    assert links(facts)["what changes from P3"] == "/functions/SWENG/GEN/P3-P4/"
    assert links(facts)["what changes to P5"] == "/functions/SWENG/GEN/P4-P5/"
    assert links(facts)[role("SWENG.GEN.P5").title] == "/roles/SWENG.GEN.P5/"


def test_a_retired_rung_is_stepped_over(client: Client) -> None:
    Role.objects.filter(code="SWENG.GEN.P5").update(status="retired")
    facts = the(opened(client, "/roles/SWENG.GEN.P4/"), "dl", class_="facts")
    assert links(facts)["what changes to P6"] == "/functions/SWENG/GEN/P4-P6/"
    assert "Next rung up" in definitions(facts)


@pytest.mark.parametrize(("code", "missing"), [("SWENG.GEN.P1", "from"), ("SWENG.GEN.P6", "to")])
def test_the_ends_of_a_ladder_lead_no_further(client: Client, code: str, missing: str) -> None:
    facts = the(opened(client, f"/roles/{code}/"), "dl", class_="facts")
    assert not [text for text in links(facts) if text.startswith(f"what changes {missing}")]
    assert len([text for text in links(facts) if text.startswith("what changes")]) == 1


# --- retired and former


def test_a_retired_role_says_what_replaces_it(client: Client, vera: User) -> None:
    Role.objects.filter(code="AIMLAM.GEN.P3").update(status="published")
    roles.change_status(role=role(), status=Status.RETIRED, by=vera, replaced_by=role("AIMLAM.GEN.P4"))
    notice = the(opened(client, REFERENCE), "div", class_="notice")
    assert the(notice, "h2").text == "This role is retired"
    assert the(notice, "p").text == "It is replaced by Senior AI/ML Engineer AIMLAM.GEN.P4."
    assert links(notice) == {"Senior AI/ML Engineer": "/roles/AIMLAM.GEN.P4/"}


def test_a_retired_role_without_replacement_leads_to_the_ladder(client: Client) -> None:
    Role.objects.filter(code="AIMLAM.GEN.P3").update(status="retired")
    notice = the(opened(client, REFERENCE), "div", class_="notice")
    assert links(notice) == {"function’s ladder": "/functions/AIMLAM/"}


def test_a_retired_role_leaves_the_neighbours_and_the_rail(client: Client) -> None:
    page = opened(client, "/roles/AIMLAM.GEN.P4/")
    assert "/roles/AIMLAM.GEN.P3/" in links(the(page, "main")).values()
    Role.objects.filter(code="AIMLAM.GEN.P3").update(status="retired")
    page = opened(client, "/roles/AIMLAM.GEN.P4/")
    assert "/roles/AIMLAM.GEN.P3/" not in links(the(page, "main")).values()
    assert "P3, no role yet" in texts(the(page, "nav", class_="rail"), "span", class_="rung")


@pytest.mark.parametrize(
    ("address", "goal"),
    [
        ("/roles/AIMLAM.CVN.P1/", "/roles/AIMLAM.CVN.E1/"),
        ("/roles/AIMLAM.CVN.P1/?view=print", "/roles/AIMLAM.CVN.E1/?view=print"),
        ("/roles/AIMLAM.CVN.P1/adjacent/?band=confident", "/roles/AIMLAM.CVN.E1/adjacent/?band=confident"),
        ("/roles/AIMLAM.CVN.P1/document.json", "/roles/AIMLAM.CVN.E1/document.json"),
    ],
)
def test_a_former_code_leads_on_for_good(client: Client, vera: User, address: str, goal: str) -> None:
    one = role("AIMLAM.CVN.P1")
    one.level = Level.objects.get(code="E1")
    roles.save(role=one, by=vera)
    response = client.get(address)
    assert (response.status_code, response.url) == (301, goal)
    assert client.get(goal).status_code == 200


def test_a_code_in_small_letters_leads_to_its_capitals(client: Client) -> None:
    response = client.get("/roles/aimlam.Gen.p3/?view=print")
    assert (response.status_code, response.url) == (301, "/roles/AIMLAM.GEN.P3/?view=print")


def test_an_unknown_code_names_those_like_it(client: Client) -> None:
    page = opened(client, "/roles/AIMLM.GEN.P3/", status=404)
    assert the(page, "p", class_="lede").text == "There is no role AIMLM.GEN.P3."
    assert links(the(page, "main"))["Experienced AI/ML Engineer"] == "/roles/AIMLAM.GEN.P3/"


@pytest.mark.parametrize(
    "address", ["/roles/AIMLAM.GEN/", "/roles/AIMLAM.GEN.X3/", "/roles/AIMLAM.GEN.P3.P4/"]
)
def test_a_malformed_code_is_no_page(client: Client, address: str) -> None:
    page = opened(client, address, status=404)
    assert "/roles/" in links(the(page, "main")).values()


# --- print and document


def test_the_print_view_is_the_whole_page_marked_for_print(client: Client) -> None:
    page, printed = opened(client, REFERENCE), opened(client, f"{REFERENCE}?view=print")
    assert "data-view" not in the(page, "html").attributes
    assert the(printed, "html").attributes["data-view"] == "print"
    assert the(printed, "div", class_="role-article").text == the(page, "div", class_="role-article").text
    assert links(the(page, "aside"))["Print view"] == f"{REFERENCE}?view=print"
    assert links(the(printed, "aside"))["Back to the page"] == REFERENCE
    assert all("open" in group.attributes for group in every(printed, "details"))


@pytest.mark.parametrize("code", SEVERAL)
def test_the_document_is_the_document_form_and_reads_back_as_itself(client: Client, code: str) -> None:
    response = client.get(f"/roles/{code}/document.json")
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == f'attachment; filename="{code}.json"'
    read = RoleDocument.from_data(json.loads(response.content))
    assert read == document(with_document(Role.objects.filter(code=code)).get())
    assert RoleDocument.from_data(read.model_dump(mode="json")) == read


def test_the_document_of_the_reference_role_has_its_facts(client: Client) -> None:
    data = json.loads(client.get(f"{REFERENCE}document.json").content)
    assert (data["role"]["code"], data["role"]["title"]) == ("AIMLAM.GEN.P3", "Experienced AI/ML Engineer")
    assert {kind: [line["label"] for line in lines] for kind, lines in data["components"].items()} == dict(
        zip(
            ("responsibility", "task", "skill", "knowledge", "competency", "qualification"),
            COMPONENTS.values(),
            strict=True,
        )
    )
    assert [
        [alias["text"], f"medium confidence {alias['confidence']}"] for alias in data["aliases"]
    ] == ALIASES


def test_editors_get_a_way_to_the_desk_and_others_do_not(client: Client) -> None:
    assert "Edit" not in links(the(opened(client, REFERENCE), "aside"))
    client.force_login(User.objects.create_superuser("chief"))
    edit = links(the(opened(client, REFERENCE), "aside"))["Edit"]
    assert client.get(edit).status_code == 200


@pytest.mark.parametrize("address", [REFERENCE, f"{REFERENCE}document.json"])
def test_nothing_can_be_posted(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
