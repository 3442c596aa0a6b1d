"""Two editors on one record: the second is told what the first changed, and overwrites nothing unasked.

A form carries the version of what it shows: a hash of every field of the record and of the rows below it. When it is
sent, the record is locked and its version compared.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.db.models import Field, Model
from django.forms import ModelChoiceField
from django.forms.models import _get_foreign_key
from django.http import HttpRequest

VERSION, OVERWRITE = "_version", "_overwrite"
"""Names of the hidden field, and of the button that saves over the version that is its value."""

CHANGED = "Another editor has changed this meanwhile. Nothing of yours is saved yet."

_HASH_LENGTH = 8
_SHOWN_THOUGH_DERIVED = frozenset({"code", "decided_by", "review", "state"})


@dataclass(frozen=True)
class Difference:
    """A field that another editor changed: what is stored now, and what the form would write."""

    field: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Stored:
    """A row as it is stored, with its values apart from it, because a form writes its own into the row."""

    row: Model
    values: dict[str, Any]

    @property
    def key(self) -> str:
        """The model and id."""
        return f"{self.row._meta.model_name}.{self.row.pk}"

    @property
    def hashes(self) -> str:
        """A hash of each field, in order."""
        return "".join(_hash(value) for value in self.values.values())


def stored(row: Model) -> Stored:
    """The row with the values of the fields that an editor sees."""
    return Stored(row, {field.name: getattr(row, field.attname) for field in _fields(row)})


def version(rows: Iterable[Stored]) -> str:
    """The version of a record: its own row and those below it."""
    return json.dumps({row.key: row.hashes for row in rows}, separators=(",", ":"), sort_keys=True)


def _fields(row: Model) -> list[Field]:
    return [
        field
        for field in row._meta.concrete_fields
        if not field.primary_key and (field.editable or field.name in _SHOWN_THOUGH_DERIVED)
    ]


def _hash(value: Any) -> str:
    return blake2b(repr(value).encode(), digest_size=_HASH_LENGTH // 2).hexdigest()


def _parsed(text: str) -> dict[str, str]:
    """A version as it was sent; without any row when it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {k: v for k, v in found.items() if isinstance(v, str)} if isinstance(found, dict) else {}


def _shown(field: Field, value: Any) -> str:
    """A stored value in words."""
    if field.is_relation and value is not None:
        related: Any = field.related_model
        value = related._default_manager.filter(pk=value).first()
    value = dict(field.flatchoices).get(value, value)
    return _in_words(value)


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return " / ".join(map(str, value)) or "–"
    return "–" if value in (None, "") else str(value)


def _sent(form: Any, name: str) -> str:
    """What a form would write to a field, in words."""
    if form is None or name not in form.fields:
        return "–"
    field, value = form.fields[name], form[name].value()
    if isinstance(field, ModelChoiceField):
        value = form.cleaned_data.get(name, value) if hasattr(form, "cleaned_data") else value
    elif hasattr(field, "choices"):
        value = dict(field.choices).get(value, value)
    return _in_words(value)


class VersionedAdmin(BaseModelAdmin):
    """For pages of one record: the form carries a version, and a stale one is refused with what has changed."""

    def held(self, request: Any, obj: Any) -> list[Stored]:
        """The record of a POST, locked, with the rows below it, as they were before a form wrote into them."""
        if not hasattr(request, "_held"):
            below = [
                row for inline in self._inlines(request, obj) for row in self._rows(request, inline, obj)
            ]
            request._held = [stored(row) for row in (obj, *below)]
        return request._held

    def _inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return self.get_inline_instances(request, obj)  # type: ignore[attr-defined]

    def _rows(self, request: HttpRequest, inline: Any, obj: Any) -> Any:
        parent = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name).name
        rows = inline.get_queryset(request).filter(**{parent: obj})
        return rows.select_for_update(of=("self",)).order_by("pk")

    def is_stale(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the form was opened at another version than the stored one, and is not to overwrite that."""
        opened = request.POST.get(OVERWRITE) or request.POST.get(VERSION, "")
        return _parsed(opened) != _parsed(version(self.held(request, obj)))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the page; it refuses a stale version. No form has written into the object yet."""
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        if obj is not None and change and request.method == "POST" and self.is_stale(request, obj):
            form.stale = CHANGED
        return form

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> Any:
        """The arguments of an inline; saving over a version leaves out the rows that are gone from it."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)  # type: ignore[misc]
        if request.method == "POST" and request.POST.get(OVERWRITE) and obj.pk:
            present = {
                str(row.row.pk) for row in self.held(request, obj) if isinstance(row.row, inline.model)
            }
            number = kwargs["data"].get(f"{prefix}-INITIAL_FORMS", "0")
            for i in range(int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0):
                if kwargs["data"].get(f"{prefix}-{i}-id") not in present:
                    kwargs["data"][f"{prefix}-{i}-DELETE"] = "on"
        return kwargs

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """The page with the version of what it shows, or with what has changed since."""
        form, obj = context["adminform"].form, kwargs.get("obj")
        formsets = [inline.formset for inline in context.get("inline_admin_formsets", ())]
        if obj is not None and request.method == "POST":
            held = self.held(request, obj)
            context["version"] = request.POST.get(VERSION, "")
            context["overwrite"] = version(held)
            context["is_stale"] = self.is_stale(request, obj)
            context["overwrites"] = not context["is_stale"] and bool(request.POST.get(OVERWRITE))
            if context["is_stale"]:
                context["differences"] = differences(context["version"], held, [form, *_forms(formsets)])
        elif obj is not None:
            below = (one.instance for formset in formsets for one in formset.initial_forms)
            context["version"] = version(stored(row) for row in (obj, *below))
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


def _forms(formsets: Iterable[Any]) -> list[Any]:
    return [form for formset in formsets for form in formset.initial_forms]


def differences(opened: str, held: list[Stored], forms: list[Any]) -> list[Difference]:
    """What differs between the version that a form was opened at and the stored rows, field by field."""
    before = _parsed(opened)
    if not before:
        return []
    sent = {
        f"{form.instance._meta.model_name}.{form.instance.pk}": form for form in forms if form.instance.pk
    }
    found: list[Difference] = []
    for place, row in enumerate(held):
        words = getattr(row.row, "component", row.row)
        of_row = f"{row.row._meta.verbose_name} “{words}”" if place else ""
        if row.key not in before:
            found.append(Difference(of_row, "added", "–"))
            continue
        hashes, form = before[row.key], sent.get(row.key)
        for i, (name, value) in enumerate(row.values.items()):
            if hashes[i * _HASH_LENGTH : (i + 1) * _HASH_LENGTH] != _hash(value):
                field: Any = row.row._meta.get_field(name)
                label = ": ".join(filter(None, (of_row, str(field.verbose_name))))
                found.append(Difference(label, _shown(field, value), _sent(form, name)))
    gone = before.keys() - {row.key for row in held}
    names = {row._meta.model_name: str(row._meta.verbose_name) for row in (form.instance for form in forms)}
    found += [Difference(names.get(key.split(".")[0], "row"), "deleted", "kept") for key in sorted(gone)]
    return found
