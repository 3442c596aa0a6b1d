"""Role codes: parsed kindly, refused clearly, and found again when mistyped."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.domain import codes
from roles.domain.codes import MalformedCode, RoleCode, near_codes

CODES = ["AIMLAM.GEN.P2", "AIMLAM.GEN.P3", "AIMLAM.NLP.P3", "DATSCI.GEN.P3", "SWENG.BACK.M1"]


@pytest.mark.parametrize("text", ["AIMLAM.GEN.P3", "aimlam.gen.p3", "  Aimlam.Gen.p3\n"])
def test_parse_disregards_case_and_outer_spaces(text: str) -> None:
    assert RoleCode.parse(text) == RoleCode("AIMLAM", "GEN", "P3")


@given(
    st.from_regex(codes.FUNCTION, fullmatch=True),
    st.from_regex(codes.FOCUS, fullmatch=True),
    st.from_regex(codes.LEVEL, fullmatch=True),
)
def test_what_is_written_is_read_back(function: str, focus: str, level: str) -> None:
    code = RoleCode(function, focus, level)
    assert RoleCode.parse(str(code)) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AIMLAM",
        "AIMLAM.GEN",
        "AIMLAM.GEN.P3.X",
        "AIMLAM.GEN.P0",  # levels count from 1
        "AIMLAM.GEN.X3",  # there is no track X
        "AIMLAM.GEN.P10",
        "AI.GEN.P3",  # a function has three characters at least
        "AIMLAMX.GEN.P3",
        "AIMLAM.G.P3",
        "AIM LAM.GEN.P3",
        "AIMLAM-GEN-P3",
        "ΑIMLAM.GEN.P3",  # a Greek capital alpha
        "AIMLAM.GEN.P٣",  # an Arabic digit
        "AIMLAM.GEN.P3\x00",
    ],
)
def test_anything_else_is_malformed(text: str) -> None:
    with pytest.raises(MalformedCode, match=r"three parts: function, focus and level, as in AIMLAM\.GEN\.P3"):
        RoleCode.parse(text)


@given(st.text(max_size=200))
def test_parse_raises_nothing_but_its_own(text: str) -> None:
    try:
        code = RoleCode.parse(text)
    except MalformedCode:
        return
    assert re.fullmatch(codes.ROLE, str(code))


def test_a_long_text_is_cut_in_the_refusal() -> None:
    with pytest.raises(MalformedCode) as refused:
        RoleCode.parse("x" * 10_000)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("scope", "is_one"),
    [
        ("global", True),
        ("DE", True),
        ("US-CA", True),
        ("GB-ENG", True),
        ("de", False),
        ("Global", False),
        ("", False),
    ],
)
def test_scope_pattern(scope: str, is_one: bool) -> None:
    assert bool(re.fullmatch(codes.SCOPE, scope)) is is_one


@pytest.mark.parametrize(
    ("mistyped", "nearest"),
    [
        ("AIMLAM.GEN.P33", "AIMLAM.GEN.P3"),
        ("AIMLM.GEN.P3", "AIMLAM.GEN.P3"),
        ("aimlam.gne.p3", "AIMLAM.GEN.P3"),
        ("AIMLAM GEN P3", "AIMLAM.GEN.P3"),
        ("SWENG.BAK.M1", "SWENG.BACK.M1"),
    ],
)
def test_a_slip_finds_the_code_that_was_meant(mistyped: str, nearest: str) -> None:
    assert near_codes(mistyped, CODES)[0] == nearest


@pytest.mark.parametrize("text", ["", "hello", "ZZZ.QQQ.E9", "?" * 10_000])
def test_nothing_is_suggested_for_what_is_like_no_code(text: str) -> None:
    assert near_codes(text, CODES) == []


def test_suggestions_come_nearest_first_then_by_code_and_no_more_than_asked_for() -> None:
    # AIMLAM.GEN.P4 differs from P2 and P3 in one character each
    assert near_codes("AIMLAM.GEN.P4", reversed(CODES), limit=2) == ["AIMLAM.GEN.P2", "AIMLAM.GEN.P3"]
