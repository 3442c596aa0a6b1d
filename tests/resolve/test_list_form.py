"""The form for a list: a short one is read at once, a longer one is kept as it was sent, and an old outcome is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from roles.formats.title_lists import Preview, SentList, UnclearLayout, UnreadableList, Wish, carry
from roles.resolve.list_form import TitleListForm
from tests.uploads import workbook


def test_a_short_list_is_read() -> None:
    form = TitleListForm({"titles": "Nurse\n10"})
    assert form.is_valid()
    assert form.cleaned_data["list"].titles == ("Nurse",)


@pytest.mark.parametrize("name", ["titles", "file"])
def test_a_longer_one_is_kept_as_it_was_sent(name: str) -> None:
    content = workbook([["Nurse"]]) if name == "file" else ("Nurse\n" * 201).encode()
    data = {"titles": content.decode()} if name == "titles" else {}
    files = {"file": SimpleUploadedFile("a.xlsx", content)} if name == "file" else {}
    form = TitleListForm(data | {"column": "A"}, files)
    assert form.is_valid()
    assert form.cleaned_data["list"] is None
    assert (form.sent.content, form.sent.name, form.sent.wish.column) == (
        content,
        "a.xlsx" if files else "",
        "A",
    )


def test_a_file_comes_before_what_the_page_carried() -> None:
    carried = carry(SentList("", b"Nurse", Wish()).read())
    form = TitleListForm({"rows": carried})
    assert form.is_valid()
    assert form.cleaned_data["list"].titles == ("Nurse",)
    form = TitleListForm({"rows": carried}, {"file": SimpleUploadedFile("a.txt", b"Plumber")})
    assert form.is_valid()
    assert form.cleaned_data["list"].titles == ("Plumber",)


def test_an_outcome_is_told_as_a_fault() -> None:
    form = TitleListForm({"column": "B"}, outcome=UnreadableList("It is empty."))
    assert form.non_field_errors() == ["It is empty."]
    preview = Preview("", ("A",), ((1, ("x",)),))
    form = TitleListForm({}, outcome=UnclearLayout("Which?", (preview,)))
    assert form.non_field_errors() == ["Which? Say below which it is, and send the list again."]
    assert form.previews == (preview,)


@pytest.mark.parametrize("number", [201, 202])
def test_a_page_carries_short_lists_alone(number: int) -> None:
    form = TitleListForm({"rows": carry(SentList("", b"Nurse\n" * number, Wish()).read())})
    assert form.is_valid() == (number == 201)


def test_the_dearest_short_list_can_be_carried_and_one_that_costs_more_is_not_read() -> None:
    dearest = SentList("", "\n".join(["a" + "\x01" * 98] * 200).encode(), Wish())
    assert dearest.is_short
    rows = carry(dearest.read())
    assert len(rows) > 100_000
    assert TitleListForm({"rows": rows}).is_valid()
    form = TitleListForm({"rows": rows + " " * 100_000})
    assert "The list did not come back whole" in form.non_field_errors()[0]
