"""The form for a list of titles; a short list is read while the form is checked."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from roles.formats.title_lists import (
    DELIMITERS,
    ENCODINGS,
    LONGEST_TITLE,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TITLES,
    Preview,
    SentList,
    TitleList,
    UnclearLayout,
    UnreadableList,
    Wish,
    carried_list,
    carry,
)
from roles.formats.title_lists.carried import NOT_WHOLE
from roles.formats.title_lists.sent import SHORT_BYTES, SHORT_LINES
from roles.forms import NOT_LISTED

MOST_CARRIED = 6 * SHORT_BYTES + 200 * SHORT_LINES
"""Characters of a short list as JSON: it may write one as six, and tells number and reason of each row."""


class AnyTextField(forms.CharField):
    """Text as it was sent: a NUL is replaced instead of refused, and so spoils its own line alone."""

    def to_python(self, value: Any) -> str:
        """The text without NUL."""
        return (super().to_python(value) or "").replace("\0", "\ufffd")


def _choices(first: str, names: Iterable[str]) -> list[tuple[str, str]]:
    return [("", first), *((name, name) for name in names)]


class TitleListForm(forms.Form):
    """A list of titles: pasted, uploaded, or carried along from the page before.

    Cleans to ``list``: a TitleList if the list is short, otherwise None, and then ``sent`` is to be read by a process.
    Where it is unclear what the titles are, ``previews`` show the beginning of the file. With an ``outcome`` the form
    tells what came of a list that was sent before.
    """

    previews: tuple[Preview, ...] = ()
    sent: SentList

    titles = AnyTextField(
        label="Titles, one a line",
        required=False,
        max_length=MOST_TITLES * LONGEST_TITLE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=f"At most {MOST_TITLES:,} titles of {LONGEST_TITLE} characters.",
    )
    file = forms.FileField(
        label="Or a file: CSV or XLSX, with one title a row",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm"}),
        help_text=(
            f"At most {MOST_BYTES // 1024 // 1024} MB, {MOST_ROWS:,} rows and {MOST_COLUMNS} columns. "
            "A .txt file has one title a line, commas and all."
        ),
    )
    sheet = forms.CharField(
        label="Sheet",
        required=False,
        max_length=60,
        help_text="Its name or number. Left empty, it is found out.",
    )
    header_row = forms.IntegerField(
        label="Row of the headers",
        required=False,
        min_value=0,
        max_value=MOST_ROWS,
        help_text="0 if there are none. Left empty, it is found out.",
    )
    column = forms.CharField(
        label="Column of the file",
        required=False,
        max_length=60,
        help_text="Its header or its letter. Left empty, it is found out.",
    )
    delimiter = forms.ChoiceField(
        label="Delimiter",
        required=False,
        error_messages=NOT_LISTED,
        choices=_choices("Find out", DELIMITERS),
    )
    encoding = forms.ChoiceField(
        label="Encoding", required=False, error_messages=NOT_LISTED, choices=_choices("Find out", ENCODINGS)
    )
    rows = AnyTextField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, outcome: UnreadableList | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outcome = outcome

    def clean(self) -> dict[str, Any]:
        """Read the list if it is short; raises ValidationError when nothing was given, or when it cannot be read."""
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            self.sent = self._sent(data)
            found = self._read(data)
        except UnclearLayout as unclear:
            self.previews = unclear.previews
            raise forms.ValidationError(
                f"{unclear} Say below which it is, and send the list again."
            ) from None
        except UnreadableList as fault:
            raise forms.ValidationError(str(fault)) from None
        if found and not found.titles:
            raise forms.ValidationError(found.why_none)
        return data | {"list": found}

    def _sent(self, data: dict[str, Any]) -> SentList:
        if self._outcome:
            raise self._outcome
        wish = Wish(**{name: data[name] for name in _WISHES})
        if data.get("file"):
            return SentList(data["file"].name, data["file"].read(MOST_BYTES + 1), wish)
        return SentList("", data.get("titles", "").encode(errors="replace"), wish)

    def _read(self, data: dict[str, Any]) -> TitleList | None:
        if data.get("rows") and not self.sent.name:
            return _carried(data["rows"])
        return self.sent.read() if self.sent.is_short else None

    def wished(self) -> list[BoundField]:
        """The fields that say how a file is to be read."""
        return [self[name] for name in _WISHES]

    @property
    def is_doubtful(self) -> bool:
        """Whether these fields need a look: the visitor has filled one in, or is asked to."""
        return bool(self.previews) or any(f.errors or f.value() not in (None, "") for f in self.wished())

    def carried(self) -> str:
        """The list as the next page carries it along, so that nothing need be stored."""
        return carry(self.cleaned_data["list"])


def _carried(text: str) -> TitleList:
    """The list that a page carried; only a short one is carried, since it is resolved again with each button."""
    if len(text) > MOST_CARRIED:
        raise UnreadableList(NOT_WHOLE)
    found = carried_list(text)
    if len(found.rows) > SHORT_LINES + 1:
        raise UnreadableList(NOT_WHOLE)
    return found


_WISHES = [field.name for field in fields(Wish)]
