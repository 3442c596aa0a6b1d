"""The registry: every rule is there once, named and explained, and the README tells the same."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from roles.documents.errors import Location
from roles.documents.role import RoleDocument
from roles.quality import rules
from roles.quality.findings import Rule
from roles.quality.linting import ABOUT
from roles.quality.rules import RULES
from tests import strategies
from tests.quality.checking import LADDER, corpus
from tests.worlds import FIXTURES

EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
PACKAGE = Path(rules.__file__).parent
LEVELS = {level.code for level in LADDER.form.levels}  # type: ignore[union-attr]


@EACH
def test_a_rule_has_a_kebab_case_name_and_one_sentence(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert re.fullmatch(r"[A-Z][^.]*(?:\.\d[^.]*)*\.", rule.about)
    assert rule.check.__name__ == rule.name.replace("-", "_")


def test_every_rule_stands_in_the_registry_once() -> None:
    """A rule is a public function that takes the corpus; one that nobody lists would never run."""
    nodes = [
        node for path in PACKAGE.glob("*.py") for node in ast.parse(path.read_text(encoding="utf-8")).body
    ]
    written = {
        node.name
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.returns
        and ast.unparse(node.returns) == "Iterator[Issue]"
    }
    assert written == {rule.check.__name__ for rule in RULES}
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_readme_tells_every_rule_in_order() -> None:
    text = (FIXTURES / "README.md").read_text(encoding="utf-8")
    section = text.partition("## What check_catalogue looks for")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| (.+) \|$", section, re.MULTILINE)
    assert rows == [(name, severity.value, about) for name, (severity, about) in ABOUT.items()]


def stands(document: RoleDocument, place: Location) -> bool:
    """Whether a place is in the document, or may be left empty there."""
    data = document.as_data()
    for step in place:
        data = data[step]
    return True


@settings(max_examples=80)
@given(data=strategies.documents())
def test_whatever_a_document_says_every_remark_has_its_place(data: dict[str, object]) -> None:
    document = RoleDocument.from_data(data)
    if document.code.rsplit(".", 1)[1] not in LEVELS:
        return  # loading refuses it
    judged = corpus(document)
    for rule in RULES:
        for issue in rule.check(judged):
            assert stands(issue.document, issue.location), rule.name
            assert issue.message
