"""The step between any two rungs of a focus: what it adds, carries and drops accounts for both rungs."""

from itertools import permutations

import pytest

from roles.compare.step import step
from roles.models import Focus, Role
from tests import by_hand

pytestmark = pytest.mark.usefixtures("catalogue")


def test_every_step_of_every_focus_accounts_for_both_rungs() -> None:
    sets = by_hand.components()
    for focus in Focus.objects.select_related("function"):
        codes = {role.level.code: role.code for role in focus.roles.select_related("level")}
        for lower, upper in zip(sorted(codes), sorted(codes)[1:], strict=False):
            found = step(focus, lower, upper)
            before, after = sets[codes[lower]], sets[codes[upper]]
            assert (found.lower.code, found.upper.code) == (codes[lower], codes[upper])
            assert (found.added, found.carried, found.dropped) == (
                len(after - before),
                len(after & before),
                len(before - after),
            )


def test_the_words_of_both_rungs_are_there_and_what_is_unmarked_is_the_same() -> None:
    focus = Focus.objects.select_related("function").get(function__code="AIMLAM", code="GEN")
    levels = [role.level.code for role in focus.roles.select_related("level")]
    for lower, upper in permutations(levels, 2):
        for change in step(focus, lower, upper).changes:
            kept = [
                [
                    word.casefold().strip(".,;:")
                    for segment in segments
                    if not segment.differs
                    for word in segment.text.split()
                ]
                for segments in (change.lower, change.upper)
            ]
            assert kept[0] == kept[1]
            same = [
                " ".join(segment.text for segment in segments) for segments in (change.lower, change.upper)
            ]
            if same[0] == same[1]:
                assert not any(segment.differs for segment in (*change.lower, *change.upper))


@pytest.mark.parametrize(
    ("lower", "upper", "missing"),
    [("P3", "E1", "E1"), ("E1", "P3", "E1"), ("E1", "E2", "E1, E2"), ("P3", "P9", "P9")],
)
def test_a_rung_without_a_role_is_named(lower: str, upper: str, missing: str) -> None:
    focus = Focus.objects.select_related("function").get(function__code="AIMLAM", code="GEN")
    with pytest.raises(Role.DoesNotExist, match=f"^{missing}$"):
        step(focus, lower, upper)
