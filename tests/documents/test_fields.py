"""The declaration of a role's fields: it is complete, and each field reaches everything that follows it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import JSONField, TextField

from roles import dump
from roles.compare.comparison import comparison
from roles.documents.errors import location_in_words
from roles.documents.fields import ROLE_FIELDS, Section, Text, columns_in, fields_in, fields_of
from roles.documents.role import RoleDocument, RoleSchema, Schema
from roles.models import CoreOutput, Role
from roles.models.role import PROSE
from roles.quality.corpus import texts
from roles.search.query import search
from roles.title_parsing.tokens import SearchField
from tests.worlds import function_file, load_files, role_document

DERIVED = {"id", "focus", "level", "function", "superfunction", "track", "grade"}
"""The columns of a role that follow from its code."""

VALUES: dict[str, Any] = {
    "code": "DATSCI.GEN.P4",
    "title": "Wordtitle",
    "tagline": "Wordtagline",
    "summary": "Wordsummary",
    "story_who": "Wordwho",
    "story_external": "Wordexternal",
    "story_internal": "Wordinternal",
    "story_why": "Wordwhy",
    "story_plan": ["Wordstep", "Wordsecond"],
    "story_stakes": "Wordstakes",
    "story_success": "Wordsuccess",
    "core_outputs": ["Wordoutput"],
    "confidence": 0.81,
    "status": "published",
    "scope": "DE",
    "version": 7,
    "accepted": [{"rule": "near-duplicate", "reason": "Wordreason"}],
}
SHOWN = {
    "story_plan": "1. Wordstep 2. Wordsecond",
    "core_outputs": "Wordoutput",
    "confidence": "high 0.81",
    "version": "v7",
}
"""What the comparison shows of values that are no plain text."""

OTHER = role_document("DATSCI.GEN.P5", status="retired", replaced_by="DATSCI.GEN.P4")


def whole_document() -> dict[str, Any]:
    """A document with a value of its own in every field but ``replaced_by``, which a retired role has."""
    data = role_document(VALUES["code"])
    for field in ROLE_FIELDS:
        if field.column in VALUES:
            inner = data
            for key in field.location[:-1]:
                inner = inner.setdefault(key, {})
            inner[field.location[-1]] = VALUES[field.column]
    return data


@pytest.fixture
def _loaded(small_catalogue: Path) -> None:
    load_files(small_catalogue, {"more.yaml": function_file("DATSCI", whole_document(), OTHER)})


def leaves(schema: type[Schema], *above: str) -> Iterator[tuple[str, ...]]:
    """The locations of the values of a schema, not of the parts that they are in."""
    for name, info in schema.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, Schema):
            yield from leaves(info.annotation, *above, name)
        else:
            yield (*above, name)


def test_every_value_of_the_document_form_is_declared_in_its_order() -> None:
    assert [field.location for field in ROLE_FIELDS] == [*leaves(RoleSchema, "role"), ("accepted",)]
    assert set(VALUES) == {field.column for field in ROLE_FIELDS} - {"replaced_by"}


def test_every_column_of_the_model_is_declared() -> None:
    columns = {column.name for column in Role._meta.concrete_fields} - DERIVED
    assert {field.column for field in ROLE_FIELDS if not field.has_rows} == columns
    assert {field.column for field in ROLE_FIELDS if field.has_rows} == {"core_outputs"}


def test_every_long_text_of_the_model_is_declared_as_prose() -> None:
    long = {f.name for f in Role._meta.concrete_fields if isinstance(f, TextField | JSONField)}
    assert set(PROSE) == long - {"accepted"}
    assert {field.column for field in fields_of(Text.PROSE)} == set(PROSE)


def test_the_fields_of_a_section_in_order() -> None:
    assert [field.column for field in fields_in(Section.FACTS)] == ["confidence", "scope", "version"]
    assert columns_in(Section.ABOUT) == ["title", "tagline", "summary"]


def test_every_text_is_checked() -> None:
    document = RoleDocument.from_data(whole_document())
    expected = {}
    for field in fields_of(Text.LINE, Text.PROSE, Text.ENTRIES):
        value = VALUES[field.column]
        parts = enumerate(value) if isinstance(value, list) else []
        expected |= {(*field.location, i): text for i, text in parts} or {field.location: value}
    assert dict(texts(document)) == expected
    assert {f.column for f in ROLE_FIELDS if f.text} == {f.column for f in ROLE_FIELDS if f.longest}


@pytest.mark.usefixtures("_loaded")
def test_every_field_is_loaded_and_dumped() -> None:
    roles = {role.code: role for role in dump.with_document(Role.objects.with_place())}
    role, retired = roles[VALUES["code"]], roles[OTHER["role"]["code"]]
    for field in ROLE_FIELDS:
        if field.column == "replaced_by":
            assert retired.replaced_by == role
            assert field.value_in(dump.document(retired)) == role.code
        elif field.has_rows:
            assert [row.text for row in getattr(role, field.column).all()] == VALUES[field.column]
        else:
            stored = getattr(role, field.column)
            assert (float(stored) if field.column == "confidence" else stored) == VALUES[field.column]
    dumped, given = dump.document(role), RoleDocument.from_data(whole_document())
    assert (dumped.role, dumped.accepted) == (given.role, given.accepted)


@pytest.mark.usefixtures("_loaded")
def test_every_compared_field_has_a_row_of_the_comparison() -> None:
    found = comparison([VALUES["code"], "DATSCI.GEN.P3"])
    shown = {
        row.label: "".join(segment.text for segment in row.cells[0])
        for section in found.sections
        for row in section.rows
        if section.slug != "level"  # the guide has rows of the same names
    }
    compared = [field for field in ROLE_FIELDS if field.is_compared]
    assert len(compared) == len(ROLE_FIELDS) - len({"code", "title", "replaced_by", "accepted"})
    for field in compared:
        assert shown[field.heading] == SHOWN.get(field.column, VALUES[field.column])


@pytest.mark.usefixtures("_loaded")
def test_exactly_the_searched_fields_are_found_by_their_words() -> None:
    [pk] = Role.objects.filter(code=VALUES["code"]).values_list("pk", flat=True)
    for field in ROLE_FIELDS:
        if field.text and not field.has_rows:
            value = VALUES[field.column]
            word = value if isinstance(value, str) else value[0]
            assert (pk in search(word).ids) == bool(field.searched_as), field.column
    assert {f.searched_as for f in ROLE_FIELDS} - {""} <= set(SearchField.__members__)


def test_every_field_is_on_the_admin_form() -> None:
    page = admin.site.get_model_admin(Role)
    assert page.fieldsets
    fields = set(flatten_fieldsets(page.fieldsets))
    models = {inline.model for inline in page.inlines}
    elsewhere = {"accepted": "accepted_findings" in fields, "core_outputs": CoreOutput in models}
    for field in ROLE_FIELDS:
        assert field.column in fields or elsewhere[field.column], location_in_words(field.location)
