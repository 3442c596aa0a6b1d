"""The content of fixtures/: the role of the reference page as it stands there, and what holds for every role."""

import re
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache

import pytest

from roles.documents.files import (
    CatalogueFile,
    FocusSchema,
    FunctionFile,
    FunctionSchema,
    LevelSchema,
    LevelsFile,
    TreeFile,
)
from roles.documents.role import AliasSchema, RoleDocument
from roles.domain.choices import AliasOrigin, AliasState, Kind
from roles.domain.codes import RoleCode
from roles.domain.titles import generated_titles, normalise
from roles.formats import catalogue_yaml
from tests.worlds import FIXTURES

SEED = "AIMLAM.GEN.P3"


@cache
def forms() -> list[CatalogueFile]:
    """The files of fixtures/, which are not read before a test needs them."""
    found = []
    for path in sorted(FIXTURES.rglob("*.yaml")):
        file, faults = catalogue_yaml.read(path)
        assert file, faults
        found.append(file.form)
    return found


@cache
def documents() -> dict[str, RoleDocument]:
    """The role documents by code."""
    return {d.code: d for form in forms() if isinstance(form, FunctionFile) for d in form.roles}


@cache
def ladder() -> LevelsFile:
    """The file of levels."""
    [found] = [form for form in forms() if isinstance(form, LevelsFile)]
    return found


@cache
def levels_by_code() -> dict[str, LevelSchema]:
    return {level.code: level for level in ladder().levels}


@cache
def tree() -> TreeFile:
    """The file of the tree."""
    [found] = [form for form in forms() if isinstance(form, TreeFile)]
    return found


@cache
def functions_by_code() -> dict[str, FunctionSchema]:
    return {f.code: f for s in tree().superfunctions for f in s.functions}


@cache
def focuses_by_code() -> dict[tuple[str, str], FocusSchema]:
    return {(f.code, focus.code): focus for f in functions_by_code().values() for focus in f.focuses}


def labels(document: RoleDocument, kind: Kind) -> list[str]:
    return [component.label for component in document.components.of(kind)]


# --- The role of the reference page --------------------------------------------------------------------------


def test_the_reference_role_itself() -> None:
    role = documents()[SEED].role
    assert role.title == "Experienced AI/ML Engineer"
    assert (role.confidence, role.status, role.scope, role.version) == (Decimal("0.70"), "draft", "global", 1)
    assert role.core_outputs == ()
    assert documents()[SEED].pay == ()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            Kind.RESPONSIBILITY,
            [
                "Leading the development of an entire model or significant feature",
                "Technical lead for a sub-project",
                "Contributing to architectural decisions",
                "Mentoring junior engineers",
                "Conducting research to advance AI/ML capabilities",
                "Ensuring code quality and best practices",
                "Collaborating with stakeholders to define project requirements",
                "Presenting technical solutions to non-technical audiences",
            ],
        ),
        (
            Kind.TASK,
            ["Lead model development", "Mentor junior engineers", "Contribute to architectural decisions"],
        ),
        (
            Kind.SKILL,
            [
                "Model architecture design",
                "Technical leadership",
                "Mentoring",
                "Research and development",
                "Stakeholder communication",
                "Advanced problem-solving",
                "Project management",
                "Software architecture",
            ],
        ),
        (
            Kind.KNOWLEDGE,
            [
                "AI/ML model architecture",
                "Leadership in tech projects",
                "Research methodologies",
                "Stakeholder engagement",
                "Advanced programming techniques",
                "AI ethics and governance",
                "Industry-specific AI applications",
                "Emerging AI trends",
            ],
        ),
        (
            Kind.COMPETENCY,
            [
                "Independent judgment",
                "Leadership competencies",
                "Communication Skills",
                "Strategic Thinking",
                "Technical expertise",
                "Mentorship",
                "Innovation",
                "Stakeholder management",
            ],
        ),
        (
            Kind.QUALIFICATION,
            [
                "5–8+ years of experience",
                "Domain-specific experience",
                "Proven track record in AI/ML projects",
            ],
        ),
    ],
    ids=str,
)
def test_the_components_of_the_reference_role(kind: Kind, expected: list[str]) -> None:
    assert labels(documents()[SEED], kind) == expected
    assert {(c.commonness, c.origin) for c in documents()[SEED].components.of(kind)} == {("common", "level")}


def test_the_aliases_of_the_reference_role() -> None:
    aliases = documents()[SEED].aliases
    assert [(alias.text, str(alias.confidence)) for alias in aliases] == [
        ("Machine Learning III", "0.70"),
        ("Machine Learning 3", "0.66"),
        ("Mid-Level Machine Learning", "0.64"),
        ("Deep Learning III", "0.70"),
        ("Deep Learning 3", "0.66"),
        ("Mid-Level Deep Learning", "0.64"),
        ("Statistical Modeling III", "0.70"),
        ("Statistical Modeling 3", "0.66"),
        ("Mid-Level Statistical Modeling", "0.64"),
        ("Experienced AI/ML Engineer", "0.50"),
    ]
    assert {alias.type for alias in aliases} == {"common"}


def test_the_mapping_of_the_reference_role() -> None:
    [mapping] = documents()[SEED].mappings
    assert (mapping.classification, mapping.code) == ("SOC2018", "15-0000")
    assert (mapping.source, mapping.review) == ("inferred_from_superfunction", "needs_review")


def test_the_place_of_the_reference_role() -> None:
    level = levels_by_code()["P3"]
    assert (level.name, level.min_years, level.max_years, level.grade) == ("Mid-Level Professional", 3, 5, 5)
    [data] = [superfunction for superfunction in tree().superfunctions if superfunction.code == "DATA"]
    [function] = [function for function in data.functions if function.code == "AIMLAM"]
    assert function.name == "Artificial Intelligence / Machine Learning (AI/ML) Engineer"
    assert (data.name, data.soc_major_group) == ("Data & AI", "15-0000")
    assert function.title_stems == ("Machine Learning", "Deep Learning", "Statistical Modeling")


# --- Every role ----------------------------------------------------------------------------------------------


def test_a_role_has_components_of_every_kind() -> None:
    for code, document in documents().items():
        counts = [len(document.components.of(kind)) for kind in Kind]
        assert 25 <= sum(counts) <= 50, code
        assert min(counts) >= 2, code


def test_a_role_tells_its_story_whole() -> None:
    for code, document in documents().items():
        story = document.role.story
        told = [story.who, story.problem.external, story.problem.internal, story.problem.why]
        assert all([*told, story.stakes, story.success]), code
        assert 4 <= len(story.plan) <= 6, code


def test_a_role_delivers_something() -> None:
    idle = [code for code, document in documents().items() if not document.role.core_outputs]
    assert idle == [SEED]  # the reference page records none


def test_a_role_is_mapped() -> None:
    assert [code for code, document in documents().items() if not document.mappings] == []


YEARS = re.compile(r"(\d+)(?:–(\d+))?\+? years?")


def test_years_in_qualifications_are_those_of_the_level() -> None:
    outside = set()
    for code, document in documents().items():
        level = levels_by_code()[RoleCode.parse(code).level]
        most = 99 if level.max_years is None else level.max_years
        for label in labels(document, Kind.QUALIFICATION):
            for low, high in YEARS.findall(label):
                if not level.min_years <= int(low) <= int(high or low) <= most:
                    outside.add(code)
    assert outside == {SEED}  # the reference page asks for 5–8+ at P3


def test_generated_aliases_are_what_the_stems_give() -> None:
    for code, document in documents().items():
        generated = [alias for alias in document.aliases if alias.origin is AliasOrigin.GENERATED]
        professional = re.sub(r"\.S(?=\d$)", ".P", code)
        claimed = set() if professional == code else {text for text, _ in _candidates(professional)}
        expected = [one for one in _candidates(code) if one[0] not in claimed]
        assert [(alias.text, alias.confidence) for alias in generated] == expected, code


def _candidates(code: str) -> list[tuple[str, Decimal]]:
    """What the stems give a role; a number that support shares with the professional ladder is the latter's."""
    if code not in documents():
        return []
    role = RoleCode.parse(code)
    focus, function = focuses_by_code()[role.function, role.focus], functions_by_code()[role.function]
    stems = focus.title_stems or function.title_stems
    own = documents()[code].role.title
    found = [(candidate.text, candidate.confidence) for candidate in generated_titles(stems, role.level, "")]
    # The rows date from when the own title was generated too.
    return found if own in dict(found) else [*found, (own, Decimal("0.50"))]


def test_no_two_roles_have_one_title() -> None:
    titles = Counter(normalise(document.role.title) for document in documents().values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_an_alias_of_two_roles_is_approved_for_neither_and_no_more_than_once_a_pattern() -> None:
    holders: dict[str, list[AliasSchema]] = defaultdict(list)
    for document in documents().values():
        for alias in document.aliases:
            holders[normalise(alias.text)].append(alias)
    contested = {text: aliases for text, aliases in holders.items() if len(aliases) > 1}
    assert contested  # "CPO" is the head of people and the head of product
    for text, aliases in contested.items():
        assert {alias.state for alias in aliases} == {AliasState.PENDING}, text
        assert [alias.origin for alias in aliases].count(AliasOrigin.GENERATED) <= 1, text


def test_no_roles_prose_is_anothers() -> None:
    prose = [
        text
        for document in documents().values()
        for text in (
            document.role.tagline,
            document.role.summary,
            document.role.story.who,
            document.role.story.success,
        )
    ]
    assert len(prose) == len(set(prose))


def test_aliases_are_in_the_state_that_the_readme_states() -> None:
    for code, document in documents().items():
        published = document.role.status == "published"
        for alias in document.aliases:
            sure = published and alias.origin is AliasOrigin.EDITOR and alias.confidence >= Decimal("0.75")
            assert alias.state is (AliasState.APPROVED if sure else AliasState.PENDING), (code, alias.text)


def test_statuses_are_those_that_the_readme_states() -> None:
    for document in documents().values():
        code = RoleCode.parse(document.code)
        expected = (
            "draft" if code.function == "AIMLAM" else "published" if code.focus == "GEN" else "in_review"
        )
        assert document.role.status == expected, document.code


def test_the_ladder_is_whole() -> None:
    assert [(level.code, level.min_years, level.max_years, level.grade) for level in ladder().levels] == [
        ("S1", 0, 1, 1),
        ("S2", 1, 3, 2),
        ("S3", 3, 5, 3),
        ("S4", 5, None, 4),
        ("P1", 0, 2, 3),
        ("P2", 1, 3, 4),
        ("P3", 3, 5, 5),
        ("P4", 5, 8, 6),
        ("P5", 8, 12, 7),
        ("P6", 12, 18, 8),
        ("M1", 3, 6, 5),
        ("M2", 5, 8, 6),
        ("M3", 8, 12, 7),
        ("M4", 10, 15, 8),
        ("M5", 12, 18, 9),
        ("E1", 15, None, 10),
        ("E2", 18, None, 11),
        ("E3", 20, None, 12),
    ]


def test_the_readme_names_every_key_of_every_form() -> None:
    """A fault about an unknown key sends its reader there."""
    told = set(re.findall(r"`([a-z0-9_]+)`", (FIXTURES / "README.md").read_text(encoding="utf-8")))

    def keys(data: object) -> set[str]:
        if isinstance(data, dict):
            return {key for key in data if key.islower()} | set().union(*map(keys, data.values()))
        return set().union(*map(keys, data)) if isinstance(data, list | tuple) else set()

    pay = {"currency", "region", "period", "year", "p10", "p25", "median", "p75", "p90", "source", "method"}
    decision = {"decided_by", "decided_at", "replaced_by"}
    assert set().union(*(keys(form.as_data()) for form in forms())) | pay | decision <= told
