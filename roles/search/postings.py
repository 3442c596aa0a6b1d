"""Reads postings: the roles that have some words, those with the words in their best search fields first.

Raw SQL, because each database reaches the first rows of many words by the index ``posting_best_field_first`` only if
it is asked in its own way.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from roles.title_parsing.tokens import SearchField

MOST_HITS = 500
"""How many roles are considered for the rarest word of a query: those that have it in the best fields."""

Posting = tuple[int, int, int]
"""Role id, word id and search field."""

_OF_FORMS = {
    "sqlite": (
        "roles_posting AS p"
        " WHERE p.word_id IN (SELECT value FROM json_each(%(forms)s)) AND p.field <= %(worst)s"
    ),
    # PostgreSQL would read every row of every form before it sorts them, so it is asked for the first ones of each.
    "postgresql": (
        "unnest(%(forms)s::bigint[]) AS form(value) CROSS JOIN LATERAL ("  # noqa: S608 - no user input
        "SELECT role_id, word_id, field FROM roles_posting WHERE word_id = form.value AND field <= %(worst)s"
        f" ORDER BY field, role_id LIMIT {MOST_HITS}) AS p"
    ),
}
_BEST = {
    vendor: f"SELECT p.role_id, p.word_id, p.field FROM {postings} ORDER BY p.field, p.role_id LIMIT {MOST_HITS}"  # noqa: S608
    for vendor, postings in _OF_FORMS.items()
}
_IN_WORDS = {
    "sqlite": "IN (SELECT value FROM json_each(%(words)s))",
    "postgresql": "= ANY(%(words)s::bigint[])",
}
# CROSS JOIN has SQLite begin with the few chosen roles; a plain join may begin with all postings of a word.
_OF_ROLES = {
    vendor: f"""
WITH chosen AS MATERIALIZED (SELECT DISTINCT role_id FROM ({best}) AS best)
SELECT p.role_id, p.word_id, p.field
FROM chosen CROSS JOIN roles_posting AS p
WHERE p.role_id = chosen.role_id AND p.word_id {_IN_WORDS[vendor]} AND p.field <= %(worst)s
"""  # noqa: S608 - no user input: values are parameters
    for vendor, best in _BEST.items()
}


def best_postings(forms: Sequence[int], worst: SearchField) -> list[Posting]:
    """The first MOST_HITS postings of these words by field, none in a worse field than ``worst``; one query."""
    return _rows(_BEST, {"forms": _array(forms), "worst": int(worst)})


def postings_of_roles(forms: Sequence[int], words: Sequence[int], worst: SearchField) -> list[Posting]:
    """The postings of ``words``, for the roles of the best postings of ``forms``; one query."""
    return _rows(_OF_ROLES, {"forms": _array(forms), "words": _array(words), "worst": int(worst)})


def _array(numbers: Sequence[int]) -> Any:
    return json.dumps(list(numbers)) if connection.vendor == "sqlite" else list(numbers)


def _rows(statements: dict[str, str], parameters: dict[str, Any]) -> list[Posting]:
    with connection.cursor() as cursor:
        cursor.execute(statements[connection.vendor], parameters)
        return cursor.fetchall()
