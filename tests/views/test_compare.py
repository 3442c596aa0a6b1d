"""Comparison: two to four roles side by side, what is shared and what is not, and the same as a download."""

import csv
import io
from decimal import Decimal
from itertools import combinations
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.test import Client
from openpyxl import load_workbook

from roles.actions import roles as role_actions
from roles.models import Alias, Component, Level, LevelGuide, Mapping, PayBenchmark, Role, RoleComponent
from tests import by_hand
from tests.reader import captioned, every, faults, links, opened, rows, texts, the
from tests.site.page import Element, Page

pytestmark = pytest.mark.usefixtures("catalogue")

KINDS = {
    "Responsibilities": "responsibility",
    "Tasks": "task",
    "Skills": "skill",
    "Knowledge": "knowledge",
    "Competencies": "competency",
    "Qualifications": "qualification",
}
GUIDE = {
    "In one line": "description",
    "Scope": "scope",
    "Autonomy": "autonomy",
    "Complexity": "complexity",
    "Impact": "impact",
    "Decision rights": "decision_rights",
    "Leadership": "leadership",
}
TWO = ["AIMLAM.GEN.P3", "AIMLAM.GEN.P4"]
APART = ["AIMLAM.GEN.P3", "SWENG.GEN.M1"]
THREE = ["AIMLAM.GEN.P3", "AIMLAM.NLP.P3", "AIMLAM.CVN.P4"]
FOUR = ["AIMLAM.GEN.P3", "AIMLAM.NLP.P3", "DATENG.GEN.M1", "SWENG.GEN.P6"]
SETS = pytest.mark.parametrize("codes", [TWO, APART, THREE, FOUR], ids=["near", "apart", "three", "four"])


def address(codes: list[str], page: str = "", **others: str) -> str:
    return f"/compare/{page}?{urlencode([*(('role', code) for code in codes), *others.items()])}"


def sections(page: Page) -> dict[str, dict[str, list[Element]]]:
    """The rows of the comparison by heading and label: the cells of each."""
    found: dict[str, dict[str, list[Element]]] = {}
    for body in every(the(page, "table", class_="versus"), "tbody"):
        head, *lines = every(body, "tr")
        heading = the(head, "th")
        name = next(str(part).strip() for part in heading.content if isinstance(part, str) and part.strip())
        found[name] = {the(line, "th").text: every(line, "td") for line in lines}
    return found


def shown_texts(cells: list[Element]) -> list[str]:
    return ["" if cell.text == "none recorded" else cell.text for cell in cells]


def of_kind(code: str, kind: str) -> set[str]:
    return {label for own, label in by_hand.components()[code] if own == kind}


# --- the table


@SETS
def test_the_columns_are_the_roles_in_the_order_asked_for(client: Client, codes: list[str]) -> None:
    page = opened(client, address(codes))
    heads = every(the(the(page, "table", class_="versus"), "thead"), "th")[1:]
    assert [
        links(head)[Role.objects.get(code=code).title] for head, code in zip(heads, codes, strict=True)
    ] == [f"/roles/{code}/" for code in codes]
    titles = [Role.objects.get(code=code).title for code in codes]
    assert the(page, "h1").text == " and ".join(titles)
    assert page.title == f"{' and '.join(codes)} compared – Role catalogue"


@SETS
def test_the_sections_stand_in_order(client: Client, codes: list[str]) -> None:
    assert list(sections(opened(client, address(codes)))) == [
        "Coordinates",
        "The role",
        "The level",
        *KINDS,
        "The story",
        "Pay, titles and classification",
    ]


@SETS
def test_what_the_roles_say_of_themselves(client: Client, codes: list[str]) -> None:
    compared = [
        Role.objects.select_related("focus__function__superfunction", "level__track").get(code=c)
        for c in codes
    ]
    shown = sections(opened(client, address(codes)))
    expected = {
        "Coordinates": {
            "Superfunction": [role.focus.function.superfunction.name for role in compared],
            "Function": [role.focus.function.name for role in compared],
            "Focus": [role.focus.name for role in compared],
            "Track": [role.level.track.name for role in compared],
            "Level": [f"{role.level.code} {role.level.name}" for role in compared],
            "Grade": [str(role.level.grade) for role in compared],
            "Typical experience": [role.level.years for role in compared],
        },
        "The role": {
            "In one line": [role.tagline for role in compared],
            "Summary": [role.summary for role in compared],
            "Core outputs": [
                "; ".join(role.core_outputs.order_by("position").values_list("text", flat=True))
                for role in compared
            ],
        },
        "The story": {
            "Who does this work": [role.story_who for role in compared],
            "The external problem": [role.story_external for role in compared],
            "The internal problem": [role.story_internal for role in compared],
            "Why it matters": [role.story_why for role in compared],
            "The plan": [
                " ".join(f"{i}. {step}" for i, step in enumerate(role.story_plan, start=1))
                for role in compared
            ],
            "What is at stake": [role.story_stakes for role in compared],
            "What success looks like": [role.story_success for role in compared],
        },
    }
    for heading, lines in expected.items():
        assert {label: shown_texts(cells) for label, cells in shown[heading].items()} == lines


@SETS
def test_the_evidence(client: Client, codes: list[str]) -> None:
    Alias.objects.filter(role__code=codes[0], text__contains="3").update(state="rejected")
    Alias.objects.filter(role__code=codes[0], text__contains="III").update(state="approved")
    PayBenchmark.objects.create(
        role=Role.objects.get(code=codes[1]),
        currency="EUR",
        region="Germany",
        period="month",
        year=2025,
        median=Decimal("7150"),
        source="A survey",
        method="median",
    )
    compared = [Role.objects.get(code=code) for code in codes]
    shown = sections(opened(client, address(codes)))["Pay, titles and classification"]
    depths = {"0000": "major group", "00": "minor group", "0": "broad occupation", "": "detailed occupation"}

    def mapped(mapping: Mapping) -> str:
        depth = next(words for ending, words in depths.items() if mapping.entry.code.endswith(ending))
        review = mapping.review.replace("_", " ")
        return f"{mapping.entry.code} {mapping.entry.title} (SOC {depth}, {mapping.relation}, {review})"

    assert {label: shown_texts(cells) for label, cells in shown.items()} == {
        "Market pay (median)": [
            "7,150 EUR per month, Germany 2025 (A survey)" if code == codes[1] else "model pending"
            for code in codes
        ],
        "Title aliases": [
            "; ".join(
                role.aliases.filter(state="approved").order_by("position").values_list("text", flat=True)
            )
            for role in compared
        ],
        "Classification": [
            "; ".join(
                mapped(mapping) for mapping in role.mappings.select_related("entry").order_by("position")
            )
            for role in compared
        ],
        "Confidence": [
            f"{'high' if role.confidence >= Decimal('0.8') else 'medium'} {role.confidence}"
            for role in compared
        ],
        "Status": [role.status.replace("_", " ") for role in compared],
        "Scope": [role.scope for role in compared],
        "Version": [f"v{role.version}" for role in compared],
    }


@SETS
def test_equal_rows_are_set_back_and_no_others(client: Client, codes: list[str]) -> None:
    table = the(opened(client, address(codes)), "table", class_="versus")
    seen = set()
    for line in every(table, "tr"):
        row = every(line, "td")
        if len(row) == len(codes) and not every(line, "ul"):
            seen.add(equal := len({cell.text for cell in row}) == 1)
            assert ("data-equal" in line.attributes) == equal, line.text
    assert seen == {True, False}


@SETS
def test_the_level_is_compared_row_by_row_with_the_differing_words_marked(
    client: Client, codes: list[str]
) -> None:
    compared = [Role.objects.select_related("level", "function").get(code=code) for code in codes]
    shown = sections(opened(client, address(codes)))["The level"]
    assert list(shown) == list(GUIDE)
    for label, name in GUIDE.items():
        wordings = []
        for role in compared:
            own = LevelGuide.objects.filter(function=role.function, level=role.level).first()
            wordings.append((own and getattr(own, name)) or getattr(role.level, name))
        assert [cell.text for cell in shown[label]] == wordings
        marks = [texts(cell, "mark") for cell in shown[label]]
        if len(set(wordings)) == 1:
            assert not any(marks)
        else:
            assert any(marks)
        words = [{word.casefold().strip(".,;:") for word in wording.split()} for wording in wordings]
        for i, cell in enumerate(shown[label]):
            unmarked = [part for part in cell.content if isinstance(part, str)]
            others = [own for j, own in enumerate(words) if j != i]
            for word in " ".join(unmarked).split():
                assert all(word.casefold().strip(".,;:") in own for own in others), (label, word)


# --- components


@SETS
def test_components_are_shared_by_all_by_some_or_only_here(client: Client, codes: list[str]) -> None:
    shown = sections(opened(client, address(codes)))
    for heading, kind in KINDS.items():
        sets = [of_kind(code, kind) for code in codes]
        everywhere, anywhere = set.intersection(*sets), set.union(*sets)
        holders = {label: sum(label in own for own in sets) for label in anywhere}
        by_some = [{label for label in own if 1 < holders[label] < len(codes)} for own in sets]
        only = [{label for label in own if holders[label] == 1} for own in sets]
        lines = dict(shown[heading])
        lines.pop("Nearly the same", None)
        common = f"{'Carried' if len(codes) == 2 else 'Shared by all'} ({len(everywhere)})"
        alone = "Left behind, gained" if len(codes) == 2 else "Only here"
        expected: dict[str, list[set[str]]] = {}
        if everywhere:
            expected[common] = [everywhere]
        if any(by_some):
            expected["Shared by some"] = by_some
        if everywhere != anywhere:
            expected[alone] = only
        assert {label: [set(texts(cell, "li")) for cell in row] for label, row in lines.items()} == expected
        for label in expected.keys() & {alone}:
            heads = [cell.attributes["data-label"] for cell in lines[label]]
            assert heads == [f"{code} ({len(own)})" for code, own in zip(codes, only, strict=True)]
            assert [cell.text for cell in lines[label] if not every(cell, "li")] == ["nothing"] * only.count(
                set()
            )


@SETS
def test_the_heading_of_a_kind_has_its_share(client: Client, codes: list[str]) -> None:
    table = the(opened(client, address(codes)), "table", class_="versus")
    heads = {
        next(str(part).strip() for part in head.content if isinstance(part, str)): the(head, "span").text
        for head in every(table, "th", scope="rowgroup")
        if every(head, "span")
    }
    expected = {}
    for heading, kind in KINDS.items():
        sets = [of_kind(code, kind) for code in codes]
        shared, all_ = len(set.intersection(*sets)), len(set.union(*sets))
        expected[heading] = f"{shared} of {all_} shared, {by_hand.percent(shared, all_)}%"
    assert heads == expected


def test_labels_that_are_nearly_the_same_are_paired(client: Client) -> None:
    upper = Role.objects.get(code="AIMLAM.GEN.P4")
    RoleComponent.objects.filter(role=upper, component__kind="skill").delete()
    for i, label in enumerate(["Technical leadership skill", "Leadership, technical", "Pottery"]):
        component = Component.objects.create(kind="skill", label=label)
        RoleComponent.objects.create(role=upper, component=component, position=i)
    (cell,) = sections(opened(client, address(TWO)))["Skills"]["Nearly the same"]
    assert texts(cell, "li") == [
        "Technical leadership and Technical leadership skill",
        "Technical leadership and Leadership, technical",
    ]


# --- above the table


def sentence(page: Page) -> str:
    return every(page, "p", class_="lede")[0].text


def shares(codes: list[str]) -> tuple[int, int, int]:
    sets = [by_hand.components()[code] for code in codes]
    shared, all_ = len(set.intersection(*sets)), len(set.union(*sets))
    return shared, all_, by_hand.percent(shared, all_)


@pytest.mark.parametrize(
    ("codes", "move", "experience"),
    [
        (TWO, "a promotion: same focus, one level up", "typical experience goes from 3–5 years to 5–8 years"),
        (
            TWO[::-1],
            "a step down: same focus, one level down",
            "typical experience goes from 5–8 years to 3–5 years",
        ),
        (
            ["AIMLAM.GEN.P3", "AIMLAM.NLP.P3"],
            "a lateral move: same function, general and specialism, same level",
            "both ask for 3–5 years of experience, typically",
        ),
        (
            ["AIMLAM.NLP.P3", "AIMLAM.CVN.P5"],
            "a change of focus: same function, another specialism, two levels up",
            "typical experience goes from 3–5 years to 8–12 years",
        ),
        (
            ["AIMLAM.GEN.P3", "AIMLAM.GEN.M1"],
            "a change of track: same focus, same grade on another track",
            "typical experience goes from 3–5 years to 3–6 years",
        ),
        (
            ["AIMLAM.GEN.P3", "SWENG.GEN.P3"],
            "a change of function: another superfunction, same level",
            "both ask for 3–5 years of experience, typically",
        ),
    ],
)
def test_one_plain_sentence_says_how_two_roles_differ(
    client: Client, codes: list[str], move: str, experience: str
) -> None:
    a, b = (f"{Role.objects.get(code=code).title} ({code})" for code in codes)
    shared, all_, percent = shares(codes)
    assert sentence(opened(client, address(codes))) == (
        f"From {a} to {b} is {move}. {shared} of {all_} components are in common ({percent}%), and {experience}."
    )


@pytest.mark.parametrize(
    ("codes", "beginning"),
    [
        (THREE, "3 roles of one function, grades 5 to 6"),
        (FOUR, "4 roles of 3 functions, grades 5 to 8"),
        (["AIMLAM.GEN.P3", "DATSCI.GEN.P3", "SWENG.GEN.P3"], "3 roles of 3 functions, grade 5"),
    ],
)
def test_one_plain_sentence_says_what_several_have_in_common(
    client: Client, codes: list[str], beginning: str
) -> None:
    shared, all_, percent = shares(codes)
    assert sentence(opened(client, address(codes))) == (
        f"{beginning}; {shared} of their {all_} components are shared by all ({percent}%)."
    )


@SETS
def test_the_distance_of_every_pair_is_taken_apart(client: Client, codes: list[str]) -> None:
    known = by_hand.places()
    table = captioned(opened(client, address(codes)), "The distance")
    pairs = list(combinations(codes, 2))
    assert len(rows(table)) == len(pairs)
    for row, (a, b) in zip(rows(table), pairs, strict=True):
        *pair, match, bar, why, move = row
        assert [cell.text for cell in pair] == ([f"{a}{b}"] if len(codes) > 2 else [])
        here, other = known[a], known[b]
        d = by_hand.distance(here, other)
        assert match.text == f"{by_hand.band(here, other)} distance {float(d):.2f}"
        assert (why.text, move.text) == (by_hand.words(here, other), by_hand.move(here, other))
        assert abs(Decimal(bar.text.rpartition("= ")[2]) - Decimal(float(d))) < Decimal("0.001")


def test_two_roles_read_as_a_move(client: Client) -> None:
    first, second = (by_hand.components()[code] for code in APART)
    paragraph = next(
        text for text in texts(opened(client, address(APART)), "p") if text.startswith("As a move")
    )
    assert paragraph == (
        f"As a move from {APART[0]} to {APART[1]}: {len(first & second)} components are carried, "
        f"{len(first - second)} are left behind and {len(second - first)} are gained."
    )


def test_several_roles_are_no_move(client: Client) -> None:
    page = opened(client, address(THREE))
    assert "As a move" not in the(page, "main").text
    assert "Swap" not in links(the(page, "main"))


# --- ways on


@SETS
def test_each_role_can_be_removed(client: Client, codes: list[str]) -> None:
    onward = links(the(opened(client, address(codes)), "table", class_="versus"))
    for code in codes:
        left = [other for other in codes if other != code]
        goal = onward[f"remove {code}"]
        assert goal == address(left)
        assert client.get(goal).status_code == 200


def test_two_roles_can_be_swapped(client: Client) -> None:
    goal = links(opened(client, address(TWO)))["Swap"]
    assert goal == address(TWO[::-1])
    assert the(opened(client, goal), "h1").text == "Senior AI/ML Engineer and Experienced AI/ML Engineer"


@SETS
def test_differences_only_leaves_out_what_is_equal(client: Client, codes: list[str]) -> None:
    page = opened(client, address(codes))
    switch = links(page)["Differences only"]
    assert switch == address(codes, differences="1")
    whole, differing = sections(page), sections(opened(client, switch))
    for heading, lines in whole.items():
        kept = differing.get(heading, {})
        for label, row in lines.items():
            is_shared = label.startswith(("Carried", "Shared by all"))
            is_equal = (
                len(row) == len(codes) and len({cell.text for cell in row}) == 1 and not every(row[0], "li")
            )
            assert (label in kept) == (not is_shared and not is_equal), (heading, label)
    assert links(opened(client, switch))["Show everything"] == address(codes)


def test_the_picker_is_there_to_compare_others(client: Client) -> None:
    page = opened(client, address(THREE))
    fields = every(the(page, "form", class_="picker"), "input")
    assert [field.attributes["value"] for field in fields] == [*THREE, ""]
    assert {field.attributes["name"] for field in fields} == {"role"}


# --- which roles


@pytest.mark.parametrize("codes", [[], ["AIMLAM.GEN.P3"], ["", "", "AIMLAM.GEN.P3", ""]])
def test_with_fewer_than_two_roles_there_is_the_picker(client: Client, codes: list[str]) -> None:
    page = opened(client, address(codes))
    assert the(page, "h1").text == "Compare roles"
    assert not faults(page)
    fields = every(the(page, "form", class_="picker"), "input")
    assert [field.attributes["value"] for field in fields] == [*filter(None, codes), *[""] * 4][:4]
    assert not every(page, "table")


@pytest.mark.parametrize(
    "codes",
    [
        ["aimlam.gen.p3", "Aimlam.Gen.P4"],
        [" AIMLAM.GEN.P3", "AIMLAM.GEN.P4 "],
        ["AIMLAM.GEN.P3", "", "AIMLAM.GEN.P4"],
    ],
)
def test_codes_are_read_in_any_case_and_without_outer_spaces(client: Client, codes: list[str]) -> None:
    assert (
        the(opened(client, address(codes)), "h1").text
        == "Experienced AI/ML Engineer and Senior AI/ML Engineer"
    )


@pytest.mark.parametrize(
    ("codes", "sentences", "kept"),
    [
        pytest.param(
            [*FOUR, "SWENG.GEN.P1"], ["5 roles are named. Compare two to four at a time."], FOUR, id="five"
        ),
        pytest.param(
            ["AIMLAM.GEN.P3", "aimlam.gen.p3", "AIMLAM.GEN.P4"],
            ["AIMLAM.GEN.P3 is named twice. Name each role once."],
            TWO,
            id="twice",
        ),
        pytest.param(
            ["AIMLAM.GEN.P3", "AIMLAM.GEN.E3"], ["There is no role AIMLAM.GEN.E3."], None, id="unknown"
        ),
        pytest.param(
            [*TWO, "NOSUCH.GEN.P1"], ["There is no role NOSUCH.GEN.P1."], TWO, id="one-of-three-unknown"
        ),
        pytest.param(
            ["AIMLAM.GEN.P3", "engineer"],
            [
                "“engineer” is not a role code. A code has three parts: function, focus and level, as in "
                "AIMLAM.GEN.P3."
            ],
            None,
            id="malformed",
        ),
        pytest.param(
            ["x", "AIMLAM.GEN.E3", "AIMLAM.GEN.P3", "AIMLAM.GEN.P3"],
            [
                "“x” is not a role code. A code has three parts: function, focus and level, as in AIMLAM.GEN.P3.",
                "AIMLAM.GEN.P3 is named twice. Name each role once.",
                "There is no role AIMLAM.GEN.E3.",
            ],
            None,
            id="all-at-once",
        ),
    ],
)
def test_what_cannot_be_compared_is_named(
    client: Client, codes: list[str], sentences: list[str], kept: list[str] | None
) -> None:
    page = opened(client, address(codes), status=400)
    notice = the(page, "div", role="alert")
    assert texts(every(notice, "ul")[0], "li") == sentences
    onward = {text: goal for text, goal in links(notice).items() if text.startswith("Compare ")}
    assert onward == ({f"Compare {', '.join(kept)}": address(kept)} if kept else {})
    assert all(client.get(goal).status_code == 200 for goal in onward.values())
    fields = every(the(page, "form", class_="picker"), "input")
    assert [field.attributes["value"] for field in fields] == [*codes, *[""] * 4][:4]


@pytest.mark.parametrize("wrong", ["AIMLM.GEN.P3", "AIMLAM.GEN.P33", "AIMLAM-GEN-P3"])
def test_a_slip_in_a_code_names_those_like_it(client: Client, wrong: str) -> None:
    page = opened(client, address([wrong, "AIMLAM.GEN.P4"]), status=400)
    assert "/roles/AIMLAM.GEN.P3/" in links(the(page, "div", role="alert")).values()


@pytest.mark.parametrize("text", ["\0", "x" * 5000, "<b>", "%00", "数据.GEN.P3"])
def test_nothing_that_is_typed_breaks_the_page(client: Client, text: str) -> None:
    page = opened(client, address([text, "AIMLAM.GEN.P4"]), status=400)
    assert len(texts(every(the(page, "div", role="alert"), "ul")[0], "li")) == 1


def test_a_retired_role_is_compared_with_a_notice(client: Client) -> None:
    other = Role.objects.get(code="AIMLAM.GEN.P5")
    Role.objects.filter(code="AIMLAM.GEN.P3").update(status="retired", replaced_by=other)
    page = opened(client, address(TWO))
    notice = the(page, "p", class_="notice")
    assert notice.text == f"AIMLAM.GEN.P3 is retired. It is replaced by {other.title} (AIMLAM.GEN.P5)."
    assert links(notice) == {other.title: "/roles/AIMLAM.GEN.P5/"}


def test_a_former_code_stands_for_the_role(client: Client) -> None:
    role = Role.objects.get(code="AIMLAM.CVN.P1")
    role.level = Level.objects.get(code="E1")
    role_actions.save(role=role, by=User.objects.create_user("vera"))
    page = opened(client, address(["aimlam.cvn.p1", "AIMLAM.GEN.P4"]))
    heads = every(the(the(page, "table", class_="versus"), "thead"), "th")
    assert "AIMLAM.CVN.E1" in heads[1].text
    twice = opened(client, address(["AIMLAM.CVN.P1", "AIMLAM.CVN.E1"]), status=400)
    assert faults(twice) == ["AIMLAM.CVN.E1 is named twice. Name each role once."]


# --- downloads


def downloaded_csv(client: Client, codes: list[str]) -> list[list[str]]:
    response = client.get(address(codes, "compare.csv"))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="compare-{"-".join(codes)}.csv"'
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def downloaded_xlsx(client: Client, codes: list[str]) -> list[list[str]]:
    response = client.get(address(codes, "compare.xlsx"))
    assert response.status_code == 200
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["Content-Disposition"] == f'attachment; filename="compare-{"-".join(codes)}.xlsx"'
    (sheet,) = load_workbook(io.BytesIO(response.content)).worksheets
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


@SETS
def test_the_downloads_say_what_the_page_says(client: Client, codes: list[str]) -> None:
    page = opened(client, address(codes))
    table = downloaded_csv(client, codes)
    assert table[0] == ["Section", "Attribute", *codes]
    assert table[1] == ["Role", "Title", *(Role.objects.get(code=code).title for code in codes)]
    assert table[2] == ["Comparison", "In one sentence", sentence(page), *[""] * (len(codes) - 1)]
    by_heading: dict[str, list[list[str]]] = {}
    for heading, *rest in table[3:]:
        by_heading.setdefault(heading, []).append(rest)
    distances = [row[:2] for row in by_heading.pop("Comparison")]
    known = by_hand.places()
    assert distances == [
        [
            f"Distance {a} – {b}",
            f"{by_hand.band(known[a], known[b])} {float(by_hand.distance(known[a], known[b])):.3f}: "
            f"{by_hand.words(known[a], known[b])}",
        ]
        for a, b in combinations(codes, 2)
    ]
    for heading, lines in sections(page).items():
        if heading not in KINDS:
            expected = [[label, *shown_texts(row)] for label, row in lines.items()]
            assert [
                [label, *(cell.removeprefix("'") for cell in row)] for label, *row in by_heading[heading]
            ] == expected
        else:
            kind = by_heading[heading]
            sets = [of_kind(code, KINDS[heading]) for code in codes]
            shared, all_ = len(set.intersection(*sets)), len(set.union(*sets))
            assert kind[0][:2] == ["Shared by all", f"{shared} of {all_} ({by_hand.percent(shared, all_)}%)"]
            held = [{row[i + 1] for row in kind[1:] if row[i + 1]} for i in range(len(codes))]
            assert held == sets
            for label, row in lines.items():
                name = _CSV_LABELS.get(label.split(" (")[0], label)
                said = [line[1:] for line in kind[1:] if line[0] == name]
                columns = [[cell for cell in column if cell] for column in zip(*said, strict=True)]
                shown = [texts(cell, "li") for cell in row]
                if name != "Nearly the same":
                    assert columns == (shown * len(codes) if len(shown) == 1 else shown)


_CSV_LABELS = {"Carried": "Shared", "Shared by all": "Shared", "Left behind, gained": "Only here"}


@SETS
def test_the_workbook_has_the_rows_of_the_csv(client: Client, codes: list[str]) -> None:
    assert downloaded_xlsx(client, codes) == downloaded_csv(client, codes)


def test_no_download_holds_a_formula(client: Client) -> None:
    Role.objects.filter(code="AIMLAM.GEN.P3").update(title="=1+1", tagline="@SUM(A1)", summary="-2+3")
    component = Component.objects.create(kind="skill", label="+cmd")
    RoleComponent.objects.create(role=Role.objects.get(code="AIMLAM.GEN.P3"), component=component)
    table = downloaded_csv(client, TWO)
    assert table[1][2] == "'=1+1"
    assert not [cell for row in table for cell in row if cell[:1] in ("=", "+", "-", "@")]
    flat = [cell for row in downloaded_xlsx(client, TWO) for cell in row]
    assert {"=1+1", "@SUM(A1)", "-2+3", "+cmd"} <= set(flat)  # as text: every cell's type was checked


@pytest.mark.parametrize("page", ["compare.csv", "compare.xlsx"])
@pytest.mark.parametrize(
    "codes", [[], ["AIMLAM.GEN.P3"], ["AIMLAM.GEN.P3", "nonsense"], [*FOUR, "SWENG.GEN.P1"]], ids=len
)
def test_a_download_that_cannot_be_leads_to_the_page_that_says_why(
    client: Client, page: str, codes: list[str]
) -> None:
    response = client.get(address(codes, page))
    assert response.status_code == 302
    assert response.url.rstrip("?") == address(codes).rstrip("?")
    assert client.get(response.url).status_code == (400 if len(codes) > 1 else 200)


def test_the_page_leads_to_its_downloads(client: Client) -> None:
    onward = links(opened(client, address(THREE)))
    assert onward["CSV"] == address(THREE, "compare.csv")
    assert onward["XLSX"] == address(THREE, "compare.xlsx")


@pytest.mark.parametrize("page", ["", "compare.csv", "compare.xlsx"])
def test_nothing_can_be_posted(client: Client, page: str) -> None:
    assert client.post(address(TWO, page)).status_code == 405
