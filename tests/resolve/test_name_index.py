"""The roles of stems and levels: as the tables have them, remembered for one revision and for no other."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles.actions import aliases
from roles.domain.choices import AliasType
from roles.facets.role_set import RoleSet
from roles.models import Posting, Role
from roles.resolve import name_index
from roles.resolve.name_index import cached, roles_on, roles_with
from roles.title_parsing.tokens import SearchField, stem_of

STEMS = [stem_of(word) for word in ("engineer", "data", "nurse", "nonesuch")]


def asked() -> int:
    """How many queries it takes."""
    with CaptureQueriesContext(connection) as queries:
        cached(STEMS, ["P3"])
    return len(queries)


@pytest.mark.usefixtures("catalogue")
def test_they_are_those_of_the_index() -> None:
    found = roles_with(STEMS)
    for stem in STEMS[:3]:
        rows = Posting.objects.filter(word__stem=stem, field__lte=SearchField.PENDING)
        assert set(found[stem]) == set(rows.values_list("role", flat=True)) != set()
    assert found[STEMS[3]] == RoleSet()


@pytest.mark.usefixtures("catalogue")
def test_they_are_those_on_the_level() -> None:
    assert roles_on(["P3", "Z9"]) == {
        "P3": RoleSet(Role.objects.filter(level__code="P3").values_list("pk", flat=True)),
        "Z9": RoleSet(),
    }


@pytest.mark.usefixtures("live_catalogue")
def test_what_was_read_is_remembered() -> None:
    expected = roles_with(STEMS), roles_on(["P3"])
    assert asked() == 3
    assert asked() == 1  # the revision
    assert cached(STEMS, ["P3"]) == expected


@pytest.mark.usefixtures("live_catalogue")
def test_a_write_is_seen_at_once() -> None:
    cached(STEMS, ["P3"])
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    aliases.add(
        role=role,
        text="Data Nurse",
        type=AliasType.COMMON,
        confidence=Decimal("0.5"),
        by=User.objects.create_user("vera"),
    )
    found, _ = cached(STEMS, ["P3"])
    assert role.pk in found[stem_of("nurse")]


@pytest.mark.usefixtures("live_catalogue")
def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_index, "MOST_KEPT", 1)
    expected = roles_with(STEMS), roles_on(["P3"])
    for _ in range(3):
        assert cached(STEMS, ["P3"]) == expected
    assert name_index._cache.bytes <= max(sum(roles.nbytes for roles in one.values()) for one in expected)


@pytest.mark.usefixtures("catalogue")
def test_inside_a_transaction_nothing_is_kept() -> None:
    before = asked()
    assert before == asked() == 2
