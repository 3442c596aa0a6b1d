"""Pages of a list: the one asked for, or the first beside a sentence; never a fault of the server."""

from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from roles.views.paging import page_of

ROWS = list(range(23))


def asked(text: str | None, rows: list[int] = ROWS) -> tuple[int, list[int], str]:
    query = QueryDict(mutable=True)
    if text is not None:
        query["page"] = text
    request = RequestFactory().get(f"/?{query.urlencode()}")
    page, fault = page_of(request, rows, 10)
    return page.number, list(page.object_list), fault


def test_each_page_has_its_rows_and_together_they_have_all() -> None:
    assert asked(None) == asked("1") == (1, ROWS[:10], "")
    assert asked("2") == (2, ROWS[10:20], "")
    assert asked("3") == (3, ROWS[20:], "")


def test_a_leading_nought_makes_no_difference() -> None:
    assert asked("02") == asked("2")


def test_the_sentence_says_which_pages_there_are() -> None:
    assert asked("4") == (1, ROWS[:10], "There is no page “4”. There are pages 1 to 3; this is the first.")
    assert asked("2", ROWS[:5]) == (
        1,
        ROWS[:5],
        "There is no page “2”. There is one page; this is the first.",
    )


def test_a_number_over_999_has_a_comma() -> None:
    assert asked("1236", list(range(12_345)))[2] == (
        "There is no page “1236”. There are pages 1 to 1,235; this is the first."
    )


def test_an_empty_list_has_one_empty_page() -> None:
    assert asked(None, []) == (1, [], "")
    assert asked("2", []) == (1, [], "There is no page “2”. There is one page; this is the first.")


@given(st.one_of(st.text(), st.integers().map(str), st.from_regex(r"\d{1,30}", fullmatch=True)))
def test_whatever_is_asked_for_there_is_a_page(text: str) -> None:
    number, rows, fault = asked(text)
    is_there = text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= 3
    assert bool(fault) is not is_there
    assert number == (int(text) if is_there else 1)
    assert rows == ROWS[10 * (number - 1) : 10 * number]
