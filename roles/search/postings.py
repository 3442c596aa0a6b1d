"""Keyword rows: which roles have some words, those first that have them in the best place."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from roles.title_parsing.tokens import SearchField

MOST_HITS = 500
"""Of the rarest word of a query, so many roles are considered, those that have it in the best place first."""

Posting = tuple[int, int, int]
"""Role, word and place."""

_FORMS = {
    "sqlite": (
        "roles_keyword AS k"
        " WHERE k.word_id IN (SELECT value FROM json_each(%(forms)s)) AND k.place <= %(worst)s"
    ),
    # PostgreSQL would read every row of every form before it sorts them, so each form is asked for its first ones.
    "postgresql": (
        "unnest(%(forms)s::bigint[]) AS form(value) CROSS JOIN LATERAL ("  # noqa: S608 - our own words
        "SELECT role_id, word_id, place FROM roles_keyword WHERE word_id = form.value AND place <= %(worst)s"
        f" ORDER BY place, role_id LIMIT {MOST_HITS}) AS k"
    ),
}
_AMONG = {"sqlite": "IN (SELECT value FROM json_each(%(words)s))", "postgresql": "= ANY(%(words)s::bigint[])"}


_BEST_PLACED = {
    vendor: f"SELECT k.role_id, k.word_id, k.place FROM {forms} ORDER BY k.place, k.role_id LIMIT {MOST_HITS}"  # noqa: S608
    for vendor, forms in _FORMS.items()
}
_ROWS_OF_ROLES = {
    vendor: f"""
WITH chosen AS MATERIALIZED (SELECT DISTINCT role_id FROM ({named}) AS named)
SELECT sought.role_id, sought.word_id, sought.place
FROM chosen CROSS JOIN roles_keyword AS sought
WHERE sought.role_id = chosen.role_id AND sought.word_id {_AMONG[vendor]} AND sought.place <= %(worst)s
"""  # noqa: S608 - our own words; what comes from outside is a parameter
    for vendor, named in _BEST_PLACED.items()
}


def best_postings(forms: Sequence[int], worst: SearchField) -> list[Posting]:
    """The first MOST_HITS rows of these words, by place, none in a worse place than ``worst``; one query."""
    return _asked(_BEST_PLACED, {"forms": _list(forms), "worst": int(worst)})


def postings_of_roles(forms: Sequence[int], words: Sequence[int], worst: SearchField) -> list[Posting]:
    """The rows of ``words`` of the roles that have the best placed rows of ``forms``; one query."""
    return _asked(_ROWS_OF_ROLES, {"forms": _list(forms), "words": _list(words), "worst": int(worst)})


def _list(numbers: Sequence[int]) -> Any:
    return json.dumps(list(numbers)) if connection.vendor == "sqlite" else list(numbers)


def _asked(statements: dict[str, str], given: dict[str, Any]) -> list[Posting]:
    with connection.cursor() as cursor:
        cursor.execute(statements[connection.vendor], given)
        return cursor.fetchall()
