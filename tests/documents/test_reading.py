"""Reading what is right of data with faults."""

from typing import Any

from roles.documents.files import FunctionFile
from roles.documents.reading import original, read_data
from tests.worlds import alias, function_file, role_document


def read(*documents: dict[str, Any], **others: Any) -> Any:
    return read_data(FunctionFile, function_file("AIMLAM", *documents, **others))


def test_data_without_a_fault_are_read_whole() -> None:
    reading = read(role_document("AIMLAM.GEN.P3"))
    assert (reading.faults, reading.kept) == ([], {})
    assert reading.form.roles[0].code == "AIMLAM.GEN.P3"


def test_the_smallest_entry_with_a_fault_is_left_out() -> None:
    aliases = [alias("One"), alias("Two", confidence=2), alias("Three")]
    documents = [role_document("AIMLAM.GEN.P3", title=""), role_document("AIMLAM.GEN.P4", aliases=aliases)]
    reading = read(*documents, guide={"P3": {"tone": "kind"}, "P4": {"scope": "All"}})
    assert [place for place, _ in reading.faults] == [
        ("guide", "P3", "tone"),
        ("roles", 0, "role", "title"),
        ("roles", 1, "aliases", 1, "confidence"),
    ]
    [document] = reading.form.roles
    assert [a.text for a in document.aliases] == ["One", "Three"]
    assert list(reading.form.guide) == ["P4"]
    assert original(("roles", 0, "aliases", 1, "text"), reading.kept) == ("roles", 1, "aliases", 2, "text")


def test_faults_that_others_hide_are_found_as_well() -> None:
    """A form judges its parts before the whole: what is twice is found once the parts are right."""
    aliases = [alias("One"), alias("ONE"), alias("Two", confidence=2)]
    reading = read(
        role_document("AIMLAM.GEN.P3", aliases=aliases), role_document("DATSCI.GEN.P3"), guide={"X": {}}
    )
    assert [(place, message.split(";")[0]) for place, message in reading.faults] == [
        (("guide", "X"), "'X' has the wrong form"),
        (("roles", 0, "aliases", 2, "confidence"), "2: input should be less than or equal to 1"),
        (("roles", 0), "the alias “ONE” stands twice"),
        ((), "DATSCI.GEN.P3 belongs to another function"),
    ]
    assert reading.form is None


def test_data_that_are_wrong_as_a_whole_are_not_read() -> None:
    for data in (None, [], {"function": "aimlam"}, {"function": "AIMLAM", "roles": None}):
        reading = read_data(FunctionFile, data)
        assert reading.form is None
        assert reading.faults
