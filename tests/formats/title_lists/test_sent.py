"""Which lists are short enough to be read in the request."""

import pytest

from roles.formats.title_lists import MOST_BYTES, SentList, UnreadableList, Wish
from tests.uploads import workbook


@pytest.mark.parametrize(
    ("content", "is_short"),
    [
        (b"Nurse\n" * 200, True),
        (b"Nurse\r\n" * 200, True),
        (b"Nurse\n" * 201, False),
        (b"Nurse\r" * 201, False),
        (b"x" * 20_000, True),
        (b"x" * 20_001, False),
        (workbook([["Nurse"]]), False),
    ],
    ids=[
        "lines",
        "lines-of-windows",
        "too-many",
        "too-many-of-old-mac",
        "bytes",
        "too-many-bytes",
        "workbook",
    ],
)
def test_text_of_few_lines_is_short(content: bytes, *, is_short: bool) -> None:
    assert SentList("list.csv", content, Wish()).is_short == is_short


def test_a_file_is_read_by_its_name_and_pasted_text_without() -> None:
    content = b"Engineer, Backend\nNurse, Senior\n"
    assert SentList("", content, Wish()).read().titles == ("Engineer, Backend", "Nurse, Senior")
    assert SentList("a.txt", content, Wish()).read().source.encoding == "UTF-8"


def test_what_is_too_large_is_not_taken() -> None:
    with pytest.raises(UnreadableList, match="larger than 10 MB"):
        SentList("a.csv", b"x" * (MOST_BYTES + 1), Wish())
