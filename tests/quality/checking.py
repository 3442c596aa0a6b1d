"""Roles to judge, as small as they can be, and what a rule says of them."""

from collections.abc import Callable, Iterator
from typing import Any

from roles.documents.files import CatalogueFile, FunctionFile
from roles.documents.role import RoleDocument
from roles.formats import catalogue_yaml
from roles.quality.corpus import Corpus
from roles.quality.findings import Issue
from tests.worlds import FIXTURES, function_file, role_document

LADDER = catalogue_yaml.read(FIXTURES / "levels.yaml")[0]
assert LADDER


def labelled(**labels: str | list[str]) -> dict[str, Any]:
    """The components part of a document: a label or several by kind."""
    return {
        kind: [{"label": label} for label in ([given] if isinstance(given, str) else given)]
        for kind, given in labels.items()
    }


def role(code: str = "AIMLAM.GEN.P3", **changes: Any) -> RoleDocument:
    """A valid minimal role; ``changes`` as for ``worlds.role_document``."""
    return RoleDocument.from_data(role_document(code, **changes))


def corpus(*documents: RoleDocument, guide: dict[str, dict[str, str]] | None = None) -> Corpus:
    """The ladder of fixtures/ with these roles; ``guide`` is AIMLAM's own wording."""
    assert LADDER
    files: list[CatalogueFile] = [LADDER.form]
    for function in sorted({document.code.split(".")[0] for document in documents}):
        own = [document.as_data() for document in documents if document.code.startswith(f"{function}.")]
        wording = guide or {} if function == "AIMLAM" else {}
        files.append(FunctionFile.from_data(function_file(function, *own, guide=wording)))
    return Corpus.of(files)


def found(
    rule: Callable[[Corpus], Iterator[Issue]], *documents: RoleDocument, guide: Any = None
) -> list[tuple[str, str]]:
    """What a rule issues on these roles: each issue's role and message."""
    return [(issue.document.code, issue.message) for issue in rule(corpus(*documents, guide=guide))]


def locations(rule: Callable[[Corpus], Iterator[Issue]], *documents: RoleDocument) -> list[tuple[Any, ...]]:
    """Return the locations of a rule's issues."""
    return [issue.location for issue in rule(corpus(*documents))]
