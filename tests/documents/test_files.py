"""The forms of the files beside the role document."""

from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from roles.documents.errors import faults_of
from roles.documents.files import ClassificationsFile, FunctionFile, LevelsFile, TreeFile
from tests.worlds import FIXTURES, function_file, role_document, tree_file


def sentences(form: type[Any], data: Any) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        form.from_data(data)
    return [message for _, message in faults_of(refused.value)]


def fixture(name: str) -> Any:
    return yaml.safe_load((FIXTURES / name).read_text())


def test_years_rise_and_may_be_open() -> None:
    data = fixture("levels.yaml")
    data["levels"][0] |= {"min_years": 5, "max_years": None}
    assert LevelsFile.from_data(data).levels[0].max_years is None
    data["levels"][0]["max_years"] = 4
    assert sentences(LevelsFile, data) == ["max_years is below min_years; expected min_years <= max_years"]


@pytest.mark.parametrize(
    "change", [{"grade": 0}, {"grade": 13}, {"code": "X1"}, {"min_years": -1}, {"guide": {}}]
)
def test_what_a_level_cannot_be(change: dict[str, Any]) -> None:
    data = fixture("levels.yaml")
    data["levels"][0] |= change
    assert sentences(LevelsFile, data)


def test_every_function_has_the_focus_gen() -> None:
    data = tree_file(AIMLAM=["NLP"])
    del data["superfunctions"][0]["functions"][0]["focuses"][0]
    assert sentences(TreeFile, data) == [
        "every function has the focus GEN (General); expected it among the focuses"
    ]


def test_a_superfunction_defaults_to_a_major_group_only() -> None:
    data = tree_file()
    data["superfunctions"][0]["soc_major_group"] = "15-2051"
    [sentence] = sentences(TreeFile, data)
    assert "'15-2051' has the wrong form" in sentence


def test_an_entry_has_a_possible_code() -> None:
    data = fixture("classifications.yaml")
    data["classifications"][0]["entries"][0]["code"] = "11"
    assert sentences(ClassificationsFile, data) == ["“11” cannot be a code of SOC 2018"]


def test_a_role_stands_in_its_functions_file() -> None:
    data = function_file("AIMLAM", role_document("DATSCI.GEN.P3"))
    assert sentences(FunctionFile, data) == ["DATSCI.GEN.P3 belongs to another function; expected AIMLAM.…"]


def test_a_guide_rewords_known_rows_of_levels_only() -> None:
    assert FunctionFile.from_data(function_file("AIMLAM", guide={"P3": {"scope": "A model"}}))
    assert sentences(FunctionFile, function_file("AIMLAM", guide={"P3": {"tone": "kind"}}))
    assert sentences(FunctionFile, function_file("AIMLAM", guide={"X3": {"scope": "A model"}}))
