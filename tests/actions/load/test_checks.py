"""What a load checks between files and with the database: all in one round, circles, and titles of several roles."""

from pathlib import Path

from roles.actions.load import catalogue
from roles.models import Alias, Role
from tests.actions.load.test_refusals import APPROVED, FUNCTION, aimlam, line_of, refused, three
from tests.worlds import alias, function_file, mapping, role_document, write_yaml

# --- All stages in one round --------------------------------------------------------------------------------------


def test_faults_of_form_and_between_files_are_told_in_one_round(small_catalogue: Path) -> None:
    """What a file with a fault says otherwise is judged all the same, and what it may define does not dangle."""
    Alias.objects.filter(role__code="AIMLAM.NLP.P4").delete()
    write_yaml(
        small_catalogue / FUNCTION,
        aimlam(
            three(confidence=1.5),
            role_document("AIMLAM.GEN.P4", mappings=[mapping("15-9999")], aliases=[alias("MLE", **APPROVED)]),
            role_document("AIMLAM.XYZ.P5", components={"skill": [{"label": "Python!"}]}),
        ),
    )
    write_yaml(
        small_catalogue / "functions/DATSCI.yaml",
        function_file(
            "DATSCI",
            role_document("DATSCI.GEN.P3", title="", aliases=[alias("Lost", **APPROVED)]),
            role_document("DATSCI.GEN.P4", aliases=[alias("MLE", **APPROVED)], title="role  aimlam.gen.p4"),
            role_document("DATSCI.GEN.P5", status="retired", replaced_by="DATSCI.GEN.P3"),
        ),
    )
    found = [
        fault.removeprefix(f"{small_catalogue}/functions/").split(": ", 1)
        for fault in refused(small_catalogue)
    ]
    assert [(where.split(":")[0], what.split("; ")[0]) for where, what in found] == [
        ("AIMLAM.yaml", "roles[0].role.confidence: 1.5: input should be less than or equal to 1"),
        ("AIMLAM.yaml", "roles[1].mappings[0].code: 15-9999 is not an entry of SOC2018"),
        ("AIMLAM.yaml", "roles[2].role.code: there is no focus AIMLAM.XYZ"),
        ("AIMLAM.yaml", "roles[2].components.skill[0].label: “Python!” differs from “Python” only in punctuation"),
        ("DATSCI.yaml", "roles[0].role.title: is empty"),
        ("DATSCI.yaml", "roles[1].role.title: “role  aimlam.gen.p4” is also the title of AIMLAM.GEN.P4"),
        (
            "DATSCI.yaml",
            "roles[1].aliases[0].text: the approved alias “MLE” (scope global) stands in "
            f"{small_catalogue / FUNCTION} already",
        ),
    ]  # fmt: skip


def test_what_an_unreadable_tree_may_define_does_not_dangle(small_catalogue: Path) -> None:
    write_yaml(small_catalogue / "tree.yaml", b"superfunctions: [")
    write_yaml(small_catalogue / FUNCTION, aimlam(role_document("AIMLAM.NEW.P9")))
    found = refused(small_catalogue)
    assert len(found) == 2
    assert "tree.yaml:1: broken YAML" in found[0]
    assert "there is no level P9" in found[1]


def test_a_title_that_a_document_with_a_fault_may_give_up_is_no_fault(small_catalogue: Path) -> None:
    Alias.objects.filter(role__code="AIMLAM.GEN.P3").update(state="approved")
    claim = function_file(
        "DATSCI", role_document("DATSCI.GEN.P3", aliases=[alias("ML Engineer", **APPROVED)])
    )
    write_yaml(small_catalogue / "functions/DATSCI.yaml", claim)
    write_yaml(small_catalogue / FUNCTION, aimlam(three(confidence=1.5)))
    assert len(refused(small_catalogue)) == 1
    write_yaml(small_catalogue / FUNCTION, aimlam(role_document("AIMLAM.NLP.P4")))
    assert len(refused(small_catalogue)) == 1  # the file is whole and does not give it up


# --- Circles ------------------------------------------------------------------------------------------------------


def test_roles_that_replace_each_other(small_catalogue: Path) -> None:
    four = role_document("AIMLAM.GEN.P4", status="retired", replaced_by="AIMLAM.GEN.P5")
    five = role_document("AIMLAM.GEN.P5", status="retired", replaced_by="AIMLAM.GEN.P4")
    path = write_yaml(small_catalogue / FUNCTION, aimlam(four, five))
    [fault] = refused(small_catalogue)
    assert fault == (
        f"{path}:{line_of(path, 'replaced_by: AIMLAM.GEN.P5')}: roles[0].role.replaced_by: "
        "the replacements form a circle: AIMLAM.GEN.P4 → AIMLAM.GEN.P5 → AIMLAM.GEN.P4; expected an end"
    )


def test_a_circle_of_replacements_through_the_database(small_catalogue: Path) -> None:
    four = role_document("AIMLAM.GEN.P4", status="retired", replaced_by="AIMLAM.GEN.P5")
    path = write_yaml(small_catalogue / FUNCTION, aimlam(four, role_document("AIMLAM.GEN.P5")))
    catalogue.load(paths=[small_catalogue])
    five = role_document("AIMLAM.GEN.P5", status="retired", replaced_by="AIMLAM.GEN.P4")
    write_yaml(path, aimlam(five))
    [fault] = refused(small_catalogue)
    assert "the replacements form a circle: AIMLAM.GEN.P5 → AIMLAM.GEN.P4 → AIMLAM.GEN.P5" in fault
    catalogue.load(
        paths=[write_yaml(path, aimlam(five, role_document("AIMLAM.GEN.P4")))]
    )  # one that is mended


def test_entries_that_are_each_others_parents(small_catalogue: Path) -> None:
    entries = [
        {"code": "15-0000", "title": "A", "parent": "15-1000"},
        {"code": "15-1000", "title": "B", "parent": "15-0000"},
    ]
    soc = {"code": "SOC2018", "name": "SOC", "publisher": "BLS", "entries": entries}
    path = write_yaml(small_catalogue / "classifications.yaml", {"classifications": [soc]})
    [fault] = refused(small_catalogue)
    assert fault == (
        f"{path}:{line_of(path, 'parent: 15-1000')}: classifications[0].entries[0].parent: "
        "the parents form a circle: 15-0000 → 15-1000 → 15-0000; expected an end"
    )
    soc["entries"] = [{"code": "15-0000", "title": "A", "parent": "15-0000"}]
    write_yaml(path, {"classifications": [soc]})
    assert "the parents form a circle: 15-0000 → 15-0000" in refused(small_catalogue)[0]


# --- Titles -------------------------------------------------------------------------------------------------------


def test_two_roles_of_one_title_are_refused_unless_that_is_accepted(small_catalogue: Path) -> None:
    grades = [
        role_document(f"AIMLAM.GEN.P{n}", title=title) for n, title in [(4, "Analyst"), (5, "ＡNALYST ")]
    ]
    path = write_yaml(small_catalogue / FUNCTION, aimlam(*grades))
    [fault] = refused(small_catalogue)
    assert fault == (
        f"{path}:{line_of(path, 'ＡNALYST')}: roles[1].role.title: “ＡNALYST” is also the title of AIMLAM.GEN.P4; "
        "expected another, or an acceptance of same-title (see fixtures/README.md), or --allow-same-titles"
    )
    catalogue.load(paths=[small_catalogue], dry_run=True, allow_same_titles=True)
    for accepting in grades:
        accepted = {"accepted": [{"rule": "same-title", "reason": "Two grades have it."}]}
        several = [grade | accepted if grade is accepting else grade for grade in grades]
        write_yaml(path, aimlam(*several))
        catalogue.load(paths=[small_catalogue])
    assert Role.objects.filter(title__in=["Analyst", "ＡNALYST"]).count() == 2


def test_a_retired_role_may_have_the_title_of_its_successor(small_catalogue: Path) -> None:
    retired = role_document("AIMLAM.GEN.P4", title="Analyst", status="retired", replaced_by="AIMLAM.GEN.P5")
    successor = role_document("AIMLAM.GEN.P5", title="Analyst")
    catalogue.load(paths=[write_yaml(small_catalogue / FUNCTION, aimlam(retired, successor))])
    assert Role.objects.filter(title="Analyst").count() == 2
