"""The page of a role: every role of the catalogue whole, and nothing repeated."""

from collections import Counter
from decimal import Decimal

import pytest

from roles.domain.choices import AliasState, Kind
from roles.models import Alias, Mapping, Role, RoleComponent
from roles.role.page import alias_table, component_groups, mapping_lines, role_page

pytestmark = pytest.mark.usefixtures("catalogue")

ORIGINS = {"from the function": "function", "from the focus": "focus", "from the level": "level"}


def components_of(role: Role) -> list[RoleComponent]:
    return list(role.role_components.select_related("component").order_by("position", "pk"))


def test_every_component_of_every_role_is_in_its_group_in_order() -> None:
    for role in Role.objects.all():
        known = components_of(role)
        groups = component_groups(known)
        assert [group.kind for group in groups] == list(Kind)
        for group in groups:
            own = [row.component for row in known if row.component.kind == group.kind]
            assert [line.component for line in group.lines] == own


def test_the_note_and_the_tags_together_tell_all_and_repeat_nothing() -> None:
    seen: Counter[str] = Counter()
    for role in Role.objects.all():
        known = {row.component: (row.commonness, row.origin) for row in components_of(role)}
        for group in component_groups(components_of(role)):
            if not group.lines:
                assert group.note == ""
                continue
            words = group.note.removesuffix(", unless marked").split(", ")
            usual = (words[0], ORIGINS[words[1]])
            for line in group.lines:
                commonness, origin = usual
                for tag in line.tags:
                    commonness, origin = (commonness, ORIGINS[tag]) if tag in ORIGINS else (tag, origin)
                assert (commonness, origin) == known[line.component]
                differing = sum(a != b for a, b in zip(known[line.component], usual, strict=True))
                assert len(line.tags) == differing
                seen[str(differing)] += 1
            assert group.note.endswith(", unless marked") == any(line.tags for line in group.lines)
            assert usual[0] == Counter(known[line.component][0] for line in group.lines).most_common(1)[0][0]
            assert Counter(known[line.component][1] for line in group.lines)[usual[1]] == max(
                Counter(known[line.component][1] for line in group.lines).values()
            )
    assert set(seen) == {"0", "1", "2"}


def aliases(*rows: tuple[str, str, str]) -> list[Alias]:
    return [
        Alias(text=text, type=type_, state=state, confidence=Decimal("0.70")) for text, type_, state in rows
    ]


@pytest.mark.parametrize(
    ("rows", "shown", "shows_type", "note"),
    [
        pytest.param([], [], False, "", id="none"),
        pytest.param([("A", "common", "pending")], ["A"], True, "", id="one"),
        pytest.param(
            [("A", "common", "pending"), ("B", "common", "pending")],
            ["A", "B"],
            False,
            "all common",
            id="alike",
        ),
        pytest.param(
            [("A", "former", "pending"), ("B", "common", "pending")], ["A", "B"], True, "", id="two-types"
        ),
        pytest.param(
            [("A", "common", "approved"), ("B", "common", "pending")], ["B"], True, "", id="two-states"
        ),
        pytest.param(
            [("A", "common", "rejected"), ("B", "former", "pending"), ("C", "former", "pending")],
            ["B", "C"],
            False,
            "all former",
            id="what-is-rejected-does-not-count",
        ),
        pytest.param([("A", "common", "rejected")], [], False, "", id="only-rejected"),
    ],
)
def test_what_all_aliases_of_a_state_share_is_told_once(
    rows: list[tuple[str, str, str]], shown: list[str], shows_type: bool, note: str
) -> None:
    table = alias_table(aliases(*rows), AliasState.PENDING)
    assert [line.alias.text for line in table.lines] == shown
    assert (table.shows_type, table.note) == (shows_type, note)


def test_only_an_approved_alias_leads_to_the_page_of_the_title() -> None:
    rows = aliases(("A B", "common", "approved"), ("C", "common", "pending"))
    assert [line.address for line in alias_table(rows, AliasState.APPROVED).lines] == ["/titles/a-b/"]
    assert [line.address for line in alias_table(rows, AliasState.PENDING).lines] == [""]


def test_mappings_are_put_in_words() -> None:
    relations = {
        "exact": "the same work",
        "close": "nearly the same work",
        "broad": "a wider field that includes the role",
        "narrow": "a part of the role",
    }
    rows = list(Mapping.objects.select_related("entry__classification"))
    for line in mapping_lines(rows):
        assert line.standard == "SOC 2018"
        assert line.depth == line.mapping.entry.depth
        assert line.meaning == relations[line.relation]
        assert line.review == {"needs_review": "needs review", "confirmed": "confirmed"}[line.mapping.review]
    assert len(mapping_lines(rows)) == len(rows)
    for row in rows[::2]:
        row.review = "rejected"
    assert [line.mapping for line in mapping_lines(rows)] == rows[1::2]


def test_a_page_is_whole() -> None:
    for role in list(Role.objects.with_place().order_by("code"))[::6]:
        page = role_page(role)
        assert page.component_count == role.role_components.count()
        assert page.outputs == list(role.core_outputs.order_by("position").values_list("text", flat=True))
        assert len(page.approved.lines) == role.aliases.filter(state="approved").count()
        assert len(page.pending.lines) == role.aliases.filter(state="pending").count()
        assert len(page.mappings) == role.mappings.exclude(review="rejected").count()
        assert page.has_story
        assert len(page.neighbours.nearest) == 8
        assert len(page.neighbours.by_content) == 5
