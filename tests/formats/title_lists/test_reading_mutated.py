"""Files with a few bytes changed: read, asked about or refused in words, and never an error of another kind."""

import contextlib
import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from roles.formats.title_lists.bounds import UnreadableList
from roles.formats.title_lists.carried import carried_list, carry
from roles.formats.title_lists.delimited import DELIMITERS, ENCODINGS
from roles.formats.title_lists.reading import read_file
from roles.formats.title_lists.rows import TitleList, Wish
from tests.uploads import workbook

TEXT = 'Staff\n\nName;Job title;Since\nAnn;Ingénieur;2020\nBo;"Cook; Head";\n;;\nCy;10;x\n'
BOOK = workbook([["Cover"]], Staff=[["Id", "Job title"], [1, "Nurse"], [None, "=1+1"], [2.5, True]])
with zipfile.ZipFile(io.BytesIO(BOOK)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist() if not name.startswith("docProps")}
CARRIED = carry(read_file("a.csv", TEXT.encode())).encode()

WHATEVER = st.one_of(
    st.binary(max_size=4),
    st.sampled_from([b"1e999", b"-1", b"NaN", b"Infinity", b"null", b"true", b"[" * 2000, b"9" * 5000]),
    st.sampled_from([b"<c>", b"</c>", b"<row/>", b' t="d"', b' r="ZZZZ9"', b"&x;", b"&#0;", b"<!--", b"s"]),
    st.sampled_from([b"\\ud800", b'"', b"\0", b"'", b"\xff\xfe", b"\n"]),
)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), WHATEVER), min_size=1, max_size=4)
WISHES = st.builds(
    Wish,
    sheet=st.sampled_from(["", "", "2", "x"]),
    header_row=st.sampled_from([None, None, None, 0, 3]),
    column=st.sampled_from(["", "", "", "B", "Job title"]),
    delimiter=st.sampled_from(["", "", *DELIMITERS]),
    encoding=st.sampled_from(["", "", *ENCODINGS]),
)
few = settings(max_examples=60, derandomize=True)


def changed(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, length, new in changes:
        at = int(place * len(content))
        content = content[:at] + new + content[at + length :]
    return content


def comes_to_an_end(name: str, content: bytes, wish: Wish) -> None:
    """A list that was read can be carried, and so shown; any other outcome is an UnreadableList."""
    try:
        found = read_file(name, content, wish)
    except UnreadableList as fault:
        str(fault).encode()
        return
    assert isinstance(found, TitleList)
    assert carried_list(carry(found)) == found


@few
@given(
    st.sampled_from(["utf-8-sig", "utf-16", "cp1252"]), st.sampled_from(["a.csv", "a.txt"]), CHANGES, WISHES
)
def test_text(encoding: str, name: str, changes: list[tuple[float, int, bytes]], wish: Wish) -> None:
    comes_to_an_end(name, changed(TEXT.encode(encoding), changes), wish)


@few
@given(CHANGES, WISHES)
def test_a_workbook(changes: list[tuple[float, int, bytes]], wish: Wish) -> None:
    comes_to_an_end("a.xlsx", changed(BOOK, changes), wish)


@few
@given(st.sampled_from(sorted(PARTS)), CHANGES, WISHES)
def test_the_parts_of_a_workbook(part: str, changes: list[tuple[float, int, bytes]], wish: Wish) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in PARTS.items():
            archive.writestr(name, changed(content, changes) if name == part else content)
    comes_to_an_end("a.xlsx", out.getvalue(), wish)


@few
@given(CHANGES)
def test_a_carried_list(changes: list[tuple[float, int, bytes]]) -> None:
    text = changed(CARRIED, changes).decode(errors="replace")
    with contextlib.suppress(UnreadableList):
        carry(carried_list(text)).encode()
