"""Aliases that collide: an approved title means exactly one role."""

from collections.abc import Iterator

from roles.documents.role import RoleDocument
from roles.domain.choices import AliasState
from roles.domain.codes import GLOBAL_SCOPE
from roles.domain.titles import normalise
from roles.quality.corpus import Corpus
from roles.quality.findings import Issue


def alias_collides(corpus: Corpus) -> Iterator[Issue]:
    """Approved aliases that another role has approved in the same scope, or that are another role's own title.

    A load refuses the former as well; here it is found before a load.
    """
    first: dict[tuple[str, str], str] = {}
    titles: dict[str, list[RoleDocument]] = {}
    for document in corpus.documents:
        titles.setdefault(normalise(document.role.title), []).append(document)
    for document in corpus.documents:
        for i, alias in enumerate(document.aliases):
            if alias.state is not AliasState.APPROVED:
                continue
            key = normalise(alias.text)
            other_code = first.setdefault((key, alias.scope), document.code)
            if other_code != document.code:
                message = (
                    f"“{alias.text}” is approved for {other_code} already; expected one role for a title"
                )
                yield Issue(document, ("aliases", i, "text"), message)
            for other in titles.get(key, ()):
                if other.code != document.code and _meet(alias.scope, other.role.scope):
                    message = f"“{alias.text}” is the title of {other.code}; expected one role for a title"
                    yield Issue(document, ("aliases", i, "text"), message)


def _meet(one: str, other: str) -> bool:
    return one == other or GLOBAL_SCOPE in (one, other)
