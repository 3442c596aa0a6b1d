"""What rules judge: the listed roles in order, their levels, the wordings of the guide, every text with its place."""

from roles.documents.errors import location_in_words
from roles.documents.files import FunctionFile
from roles.domain.choices import Kind
from roles.quality.corpus import Corpus, components, texts
from tests.quality.checking import corpus, labelled, role
from tests.worlds import alias, function_file

GUIDE = {"P3": {"leadership": "Leads a shift", "scope": "A ward"}, "P4": {"scope": "Two wards"}}


def test_roles_stand_in_the_order_of_their_codes_without_the_retired() -> None:
    given = corpus(role("DATSCI.GEN.P3"), role("AIMLAM.GEN.P4", status="retired"), role("AIMLAM.GEN.P3"))
    assert [document.code for document in given.documents] == ["AIMLAM.GEN.P3", "DATSCI.GEN.P3"]
    assert list(given.by_code) == ["AIMLAM.GEN.P3", "DATSCI.GEN.P3"]


def test_roles_that_were_there_before_stand_first() -> None:
    before = FunctionFile.from_data(function_file("DATSCI", role("DATSCI.GEN.P3").as_data()))
    own = FunctionFile.from_data(function_file("AIMLAM", role("AIMLAM.GEN.P3").as_data()))
    given = Corpus.of([own], before=[before])
    assert [document.code for document in given.documents] == ["DATSCI.GEN.P3", "AIMLAM.GEN.P3"]


def test_the_level_and_leadership_of_a_role() -> None:
    three, four, other = role("AIMLAM.GEN.P3"), role("AIMLAM.GEN.P4"), role("DATSCI.GEN.P3")
    given = corpus(three, four, other, guide=GUIDE)
    assert given.level_of(three).min_years == 3
    assert given.leadership_of(three) == "Leads a shift"
    assert given.leadership_of(four) == "Leads the technical side of a project and mentors colleagues"
    assert given.leadership_of(other) == "Guides less experienced colleagues informally"


def test_components_come_in_the_roles_own_order() -> None:
    document = role(components=labelled(skill=["b", "a"], task="c"))
    assert [(c.label, location_in_words(c.location)) for c in components(document)] == [
        ("c", "components.task[0].label"),
        ("b", "components.skill[0].label"),
        ("a", "components.skill[1].label"),
    ]
    assert [c.label for c in components(document, Kind.SKILL)] == ["b", "a"]


def test_every_text_that_is_not_empty_has_its_place() -> None:
    document = role(
        title="T",
        tagline="A",
        summary="B",
        story={"who": "C", "problem": {"why": "D"}, "plan": ["E", "F"], "success": "G"},
        core_outputs=["H"],
        components=labelled(skill="I"),
        aliases=[alias("J")],
    )
    assert {location_in_words(place): text for place, text in texts(document)} == {
        "role.tagline": "A",
        "role.summary": "B",
        "role.story.who": "C",
        "role.story.problem.why": "D",
        "role.story.plan[0]": "E",
        "role.story.plan[1]": "F",
        "role.story.success": "G",
        "role.core_outputs[0]": "H",
        "components.skill[0].label": "I",
    }
