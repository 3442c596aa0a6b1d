"""``check_catalogue``: what it prints of real files, what it accepts, and how it ends."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from roles.formats import catalogue_yaml
from roles.quality.linting import ABOUT
from tests import worlds
from tests.quality.checking import labelled
from tests.worlds import function_file, mapping, role_document, write_yaml

SEED = "AIMLAM.GEN.P3"
YEARS = labelled(qualification="9–12 years of experience")
RULES = ["years-outside-level", "acceptance-without-finding"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small catalogue of three roles."""
    return worlds.small_catalogue(tmp_path / "catalogue")


def check(*paths: Path, **options: Any) -> str:
    """What the command prints when it finds no error."""
    out, err = StringIO(), StringIO()
    call_command("check_catalogue", *map(str, paths), stdout=out, stderr=err, **options)
    assert err.getvalue() == ""
    return out.getvalue()


def failed(*paths: Path, **options: Any) -> tuple[str, str, CommandError]:
    """What the command prints, on both streams, and how it ends when it does not end well."""
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("check_catalogue", *map(str, paths), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue(), ended.value


def figures(printed: str, rule: str) -> list[int]:
    """The three figures of a line of the table: errors, warnings, accepted."""
    [line] = [line for line in printed.splitlines() if re.match(rf"{rule} +\d", line)]
    return [int(figure) for figure in line.removeprefix(rule).split()]


def write_role(folder: Path, code: str = "DATSCI.GEN.P3", **changes: Any) -> Path:
    """Write a function's file with one role."""
    document = role_document(code, **changes)
    return write_yaml(folder / "functions/DATSCI.yaml", function_file("DATSCI", document))


# --- The catalogue itself --------------------------------------------------------------------------------------


def test_fixtures_have_no_error_that_is_not_accepted() -> None:
    printed = check()
    assert figures(printed, "all")[0] == 0
    assert figures(printed, "acceptance-without-finding") == [0, 0, 0]


def test_the_reference_role_reports_its_known_faults() -> None:
    known = {
        "years-outside-level": "“5–8+ years of experience” asks for 5–8+ years; expected P3's 3–5 years",
        "idea-in-many-kinds": "“Mentoring” stands in 4 kinds",
        "mapping-too-coarse": "is mapped to 15-0000 (SOC major group) only",
    }
    lines = [line for line in check(*worlds.PART, rule=[*known]).splitlines() if f" {SEED} " in line]
    assert len(lines) == len(known)
    for rule, fault in known.items():
        [line] = [line for line in lines if f": accepted: {rule}: " in line]
        assert fault in line
        assert "reference page" in line.partition("(accepted: ")[2]


# --- Findings --------------------------------------------------------------------------------------------------


def test_a_finding_is_printed_with_its_file_line_and_place(folder: Path) -> None:
    path = write_role(folder, components=YEARS)
    printed, errors, ended = failed(folder, rule=RULES)
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "9–12 years" in text)
    assert printed.splitlines()[0] == (
        f"{path}:{line}: error: years-outside-level: DATSCI.GEN.P3 components.qualification[0].label: "
        "“9–12 years of experience” asks for 9–12 years; expected P3's 3–5 years"
    )
    assert errors == ""
    assert str(ended).startswith("1 error. Mend the text, or accept the finding with a reason")
    assert ended.returncode == 1


def test_findings_stand_file_by_file(folder: Path) -> None:
    _, _, ended = failed(folder)
    printed, _, _ = failed(folder)
    blocks = [block.splitlines() for block in printed.split("\n\n")[:-1]]
    names = [{line.partition(":")[0] for line in block} for block in blocks]
    assert names == [{str(folder / f"functions/{name}.yaml")} for name in ("AIMLAM", "DATSCI")]
    for block in blocks:
        assert all(
            re.match(r"\S+:\d+: (error|warning): [a-z-]+: \w+\.\w+\.\w\d \S+: ", line) for line in block
        )
    assert re.match(r"\d+ errors\. ", str(ended))


def test_warnings_are_counted_and_do_not_fail(folder: Path) -> None:
    write_role(folder, mappings=[mapping("15-0000")])
    printed = check(folder, rule=["mapping-too-coarse"])
    assert ": warning: mapping-too-coarse: DATSCI.GEN.P3 mappings[0].code: " in printed
    assert figures(printed, "mapping-too-coarse") == [0, 1, 0]
    assert figures(printed, "all") == [0, 1, 0]


def test_an_accepted_finding_is_listed_with_its_reason_and_does_not_fail(folder: Path) -> None:
    accepted = [{"rule": "years-outside-level", "reason": "As the source has it."}]
    write_role(folder, components=YEARS, accepted=accepted)
    printed = check(folder, rule=RULES)
    [line] = [line for line in printed.splitlines() if "9–12 years" in line]
    assert ": accepted: years-outside-level: " in line
    assert line.endswith("(accepted: As the source has it.)")
    assert figures(printed, "all") == [0, 0, 1]


def test_an_acceptance_without_a_finding_is_a_warning_at_its_line(folder: Path) -> None:
    accepted = [{"rule": "years-outside-level", "reason": "As the source had it."}]
    path = write_role(folder, accepted=accepted)
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "- rule:" in text)
    assert f"{path}:{line}: warning: acceptance-without-finding: " in check(folder, rule=RULES)


def test_the_summary_shows_the_counts_and_no_finding(folder: Path) -> None:
    write_role(folder, components=YEARS)
    printed, _, _ = failed(folder, summary=True)
    lines = printed.splitlines()
    assert lines[0].split() == ["rule", "errors", "warnings", "accepted"]
    assert [line.split()[0] for line in lines[1:-1]] == [*ABOUT, "all"]
    assert figures(printed, "years-outside-level") == [1, 0, 0]
    assert lines[-1] == "3 roles judged."
    assert str(folder) not in printed


def test_the_table_shows_the_chosen_rules_only(folder: Path) -> None:
    printed = check(folder, rule=RULES, summary=True)
    assert [line.split()[0] for line in printed.splitlines()[1:-1]] == [*RULES, "all"]


# --- One file --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", ["AIMLAM", "SWENG"])
def test_a_single_file_is_judged_beside_fixtures(tmp_path: Path, function: str) -> None:
    """Whichever code comes first, the fault is told of the file that is judged."""
    fixture = catalogue_yaml.read(worlds.FIXTURES / "functions/DATSCI.yaml")[0]
    assert fixture
    held = fixture.form.roles[0]  # type: ignore[union-attr]
    borrowed = role_document(f"{function}.GEN.P3", summary=held.role.summary)
    path = write_yaml(tmp_path / "new.yaml", function_file(function, borrowed))
    printed, _, _ = failed(path, rule=["same-prose"])
    assert f"{function}.GEN.P3 role.summary: is the same as that of {held.code}; " in printed
    assert figures(printed, "all") == [1, 0, 0]
    assert printed.endswith("\n1 role judged.\n")


def test_a_file_of_fixtures_takes_its_own_place_there() -> None:
    printed = check(worlds.FIXTURES / "functions/AIMLAM.yaml")
    assert figures(printed, "all")[0] == 0
    assert "DATSCI" not in printed


# --- Bad input -------------------------------------------------------------------------------------------------


def test_faults_of_form_come_first_and_nothing_is_judged(folder: Path) -> None:
    path = write_role(folder, title="", components=YEARS)
    printed, errors, ended = failed(folder)
    assert printed == ""
    assert re.fullmatch(rf"{path}:\d+: roles\[0\]\.role\.title: is empty; expected text\n", errors)
    assert str(ended) == "1 fault of form; the content was not judged. Mend the files and check again."


def test_a_broken_file_is_named_with_its_line(folder: Path) -> None:
    path = write_yaml(folder / "functions/DATSCI.yaml", b"function: DATSCI\nroles: [\n")
    _, errors, _ = failed(folder)
    assert errors.startswith(f"{path}:2: broken YAML: ")


def test_references_to_nothing_are_faults(folder: Path) -> None:
    path = write_role(folder, "DATSCI.NOPE.P3", replaced_by="DATSCI.GEN.P9", status="retired")
    _, errors, ended = failed(folder)
    assert [line.partition(": ")[2] for line in errors.splitlines()] == [
        "roles[0].role.code: there is no focus DATSCI.NOPE; expected one of tree.yaml",
        "roles[0].role.replaced_by: there is no role DATSCI.GEN.P9",
    ]
    assert errors.startswith(f"{path}:")
    assert str(ended).startswith("2 faults of form; ")


def test_an_acceptance_of_an_unknown_rule_is_a_fault(folder: Path) -> None:
    path = write_role(folder, accepted=[{"rule": "no-such-rule", "reason": "None."}])
    _, errors, _ = failed(folder)
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "no-such-rule" in text)
    assert errors.startswith(f"{path}:{line}: roles[0].accepted[0].rule: there is no rule no-such-rule; ")


def test_an_unknown_path_is_refused_with_what_to_do(folder: Path) -> None:
    _, _, ended = failed(folder / "nowhere")
    assert (
        str(ended) == f"There is no {folder / 'nowhere'}. Name YAML files or folders, or none for fixtures/."
    )


def test_an_unknown_rule_is_refused_with_the_list(folder: Path) -> None:
    _, _, ended = failed(folder, rule=["years-outside-level", "no-such-rule"])
    assert str(ended).startswith("There is no rule no-such-rule. The rules are: missing-section, ")


def test_a_folder_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    _, errors, _ = failed(tmp_path)
    assert "holds no YAML file; expected a catalogue" in errors


def test_two_roles_of_one_title_are_an_error_that_can_be_accepted(folder: Path) -> None:
    path = write_role(folder, title="role  aimlam.GEN.p3")
    printed, _, ended = failed(folder, rule=["same-title"])
    assert (
        "error: same-title: DATSCI.GEN.P3 role.title: “role  aimlam.GEN.p3” is also the title of" in printed
    )
    assert str(ended).startswith("1 error. ")
    assert printed.startswith(f"{path}:")
    accepted = [{"rule": "same-title", "place": "role.title", "reason": "Two grades have it."}]
    write_role(folder, title="role  aimlam.GEN.p3", accepted=accepted)
    assert figures(check(folder, rule=["same-title"]), "same-title") == [0, 0, 1]


def test_a_circle_of_replacements_is_a_fault(folder: Path) -> None:
    document = role_document("DATSCI.GEN.P4", status="retired", replaced_by="DATSCI.GEN.P5")
    other = role_document("DATSCI.GEN.P5", status="retired", replaced_by="DATSCI.GEN.P4")
    write_yaml(folder / "functions/DATSCI.yaml", function_file("DATSCI", document, other))
    _, errors, _ = failed(folder)
    assert "the replacements form a circle: DATSCI.GEN.P4 → DATSCI.GEN.P5 → DATSCI.GEN.P4" in errors
    assert len(errors.splitlines()) == 1


def test_faults_of_form_and_references_come_in_one_round(folder: Path) -> None:
    documents = [role_document("DATSCI.GEN.P3", title=""), role_document("DATSCI.NOPE.P4")]
    write_yaml(folder / "functions/DATSCI.yaml", function_file("DATSCI", *documents))
    _, errors, ended = failed(folder)
    assert [line.split(": ")[1] for line in errors.splitlines()] == [
        "roles[0].role.title",
        "roles[1].role.code",
    ]
    assert str(ended).startswith("2 faults of form; ")


def test_a_file_out_of_reach_is_a_fault(folder: Path) -> None:
    (folder / "functions/DATSCI.yaml").rename(folder / "functions/DATSCI.YAML")
    _, errors, _ = failed(folder)
    assert "DATSCI.YAML: is not read because of its capitals; expected the suffix .yaml" in errors
