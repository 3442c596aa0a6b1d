"""Hypothesis strategies for valid documents and catalogue files, as plain data."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from roles.domain import codes
from roles.domain.choices import (
    AliasOrigin,
    AliasState,
    AliasType,
    Choice,
    Commonness,
    ComponentOrigin,
    Kind,
    MappingSource,
    PayPeriod,
    Relation,
    ReviewState,
    Status,
)
from roles.domain.currencies import CURRENCIES
from roles.domain.titles import normalise

AWKWARD = st.sampled_from(
    [
        "C++ & C#: a “tale”",
        "yes",
        "null",
        "0x1F",
        "1e3",
        "2026-11-23",
        "12:30:45",
        "- a dash first",
        "# not a comment",
        "'quoted' \"twice\"",
        "key: value",
        "{a: 1}, [b]",
        "*star &and !bang %percent @at `tick`",
        "5–8+ years",
        "数据科学家 😀 Ω",
        "no\u00a0break \u200b\u200fmarks \U000e0041 \ufffd",
        "back\\slash",
        "x" * 119,
    ]
)


def text(limit: int, least: int = 1) -> st.SearchStrategy[str]:
    """Text of a document: trimmed, without controls and overrides of direction, at most ``limit`` characters long."""
    characters = st.characters(
        exclude_categories=("Cs", "Cc", "Zl", "Zp"),
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
    anything = st.text(characters, min_size=least, max_size=limit)
    return st.one_of(anything, AWKWARD).map(str.strip).filter(lambda value: len(value) >= least)


def word(words: type[Choice]) -> st.SearchStrategy[str]:
    """The stored value of a member of a closed list."""
    return st.sampled_from([member.value for member in words])


figures = st.decimals(0, 1, places=2)
money = st.decimals(0, 10**9, places=2)
scopes = st.one_of(st.just("global"), st.from_regex(codes.SCOPE, fullmatch=True))
role_codes = st.from_regex(codes.ROLE, fullmatch=True)
zones = st.one_of(
    st.just(UTC), st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))
)
moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1), timezones=zones)  # noqa: DTZ001


def _short_key(label: str) -> bool:
    return 0 < len(normalise(label)) <= 120


labels = text(120).filter(_short_key)
decisions = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"decided_by": text(150), "decided_at": moments}),
)


def _with_decision(data: dict[str, Any], decision: dict[str, Any]) -> dict[str, Any]:
    return data | decision


aliases = st.builds(
    _with_decision,
    st.fixed_dictionaries(
        {
            "text": labels,
            "type": word(AliasType),
            "confidence": figures,
            "state": word(AliasState),
            "scope": scopes,
            "origin": word(AliasOrigin),
        }
    ),
    decisions,
)
mappings = st.builds(
    _with_decision,
    st.fixed_dictionaries(
        {
            "classification": st.just("SOC2018"),
            "code": st.from_regex(r"[1-5][0-9]-[0-9]{4}", fullmatch=True),
            "relation": word(Relation),
            "source": word(MappingSource),
            "confidence": figures,
            "review": word(ReviewState),
        }
    ),
    decisions,
)
components = st.fixed_dictionaries(
    {
        kind.value: st.lists(
            st.fixed_dictionaries(
                {"label": labels, "commonness": word(Commonness), "origin": word(ComponentOrigin)}
            ),
            max_size=3,
            unique_by=lambda component: normalise(component["label"]),
        )
        for kind in Kind
    }
)


@st.composite
def pay(draw: st.DrawFn) -> dict[str, Any]:
    """A pay benchmark whose percentiles rise."""
    p10, p25, median, p75, p90 = sorted(draw(st.lists(money, min_size=5, max_size=5)))
    return {
        "currency": draw(st.sampled_from(sorted(CURRENCIES))),
        "region": draw(text(200)),
        "period": draw(word(PayPeriod)),
        "year": draw(st.integers(1990, 2100)),
        "p10": draw(st.sampled_from([p10, None])),
        "p25": draw(st.sampled_from([p25, None])),
        "median": median,
        "p75": draw(st.sampled_from([p75, None])),
        "p90": draw(st.sampled_from([p90, None])),
        "source": draw(text(200)),
        "method": draw(text(200)),
    }


stories = st.fixed_dictionaries(
    {
        "who": text(300, 0),
        "problem": st.fixed_dictionaries(
            {"external": text(300, 0), "internal": text(300, 0), "why": text(300, 0)}
        ),
        "plan": st.lists(text(300), max_size=4),
        "stakes": text(300, 0),
        "success": text(300, 0),
    }
)


@st.composite
def acceptances(draw: st.DrawFn) -> dict[str, Any]:
    """An accepted finding, at a place or at all of them."""
    accepted = {"rule": draw(st.sampled_from(["years-outside-level", "near-duplicate"]))}
    if draw(st.booleans()):
        accepted["place"] = draw(text(200))
    return accepted | {"reason": draw(text(200))}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A whole valid role document in canonical form."""
    code = draw(role_codes)
    role = {
        "code": code,
        "title": draw(labels),
        "tagline": draw(text(200)),
        "summary": draw(text(2000)),
        "story": draw(stories),
        "core_outputs": draw(st.lists(text(200), max_size=3)),
        "confidence": draw(figures),
        "status": draw(word(Status)),
        "scope": draw(scopes),
        "version": draw(st.integers(1, 9999)),
    }
    if role["status"] == "retired" and draw(st.booleans()):
        role["replaced_by"] = draw(role_codes.filter(lambda other: other != code))
    accepted = st.lists(
        acceptances(), min_size=1, max_size=3, unique_by=lambda one: (one["rule"], one.get("place"))
    )
    return {
        "role": role,
        "components": draw(components),
        "aliases": draw(st.lists(aliases, max_size=3, unique_by=lambda alias: normalise(alias["text"]))),
        "mappings": draw(st.lists(mappings, max_size=3, unique_by=lambda mapping: mapping["code"])),
        "pay": draw(st.lists(pay(), max_size=2, unique_by=lambda benchmark: benchmark["region"])),
        **({"accepted": draw(accepted)} if draw(st.booleans()) else {}),
    }
