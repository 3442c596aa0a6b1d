"""A packed answer comes back as it was, and so does a fault."""

from roles.formats.title_lists import Preview, SentList, UnclearLayout, UnreadableList, Wish
from roles.resolve.batch import Line
from roles.resolve.stored import pack, pack_fault, unpack, unpack_fault


def test_an_answer_comes_back_with_how_the_list_was_read() -> None:
    titles = SentList("a.csv", b"Team\n\nJob title;x\nNurse;1\n10;2\n", Wish()).read()
    lines = [
        Line(row, text, "no_title" if reason else "no_match", evidence=reason)
        for row, text, reason in titles.rows
    ]
    found = unpack(pack(lines, titles))
    assert (found.lines, found.titles) == (lines, titles)
    assert len(lines) == 4


def test_an_answer_may_have_no_list() -> None:
    line = Line(1, "Nurse", "confident", "A.B.P1", "A nurse", "0.91", "“x”\ud7ff\U0001f680", "C.D.P2 0.50")
    assert unpack(pack([line], None)).lines == [line]
    assert unpack(pack([line], None)).titles is None


def test_a_fault_comes_back() -> None:
    plain = unpack_fault(pack_fault(UnreadableList("It is empty.")))
    assert (type(plain), str(plain)) == (UnreadableList, "It is empty.")
    fault = UnclearLayout("Which?", (Preview("People", ("A", "B"), ((1, ("x", "y")),)),))
    unclear = unpack_fault(pack_fault(fault))
    assert isinstance(unclear, UnclearLayout)
    assert str(unclear) == "Which?"
    assert unclear.previews == fault.previews
