"""What changes from one rung to the next: the guide with the differing words marked, and the components."""

from dataclasses import dataclass

from roles.compare.components import KindComparison, compare_components
from roles.domain.diff import Segment, word_diff
from roles.dump import with_document
from roles.levels.guide import LABELS, guide, overrides
from roles.models import Focus, Role
from roles.models.level import GUIDE_ROWS


@dataclass(frozen=True)
class GuideChange:
    """A row of the guide on both rungs."""

    label: str
    lower: tuple[Segment, ...]
    upper: tuple[Segment, ...]


@dataclass(frozen=True)
class Step:
    """The step from the lower to the upper of two roles of one focus."""

    focus: Focus
    lower: Role
    upper: Role
    changes: tuple[GuideChange, ...]
    kinds: tuple[KindComparison, ...]

    @property
    def carried(self) -> int:
        """Components on both rungs."""
        return sum(len(kind.shared) for kind in self.kinds)

    @property
    def dropped(self) -> int:
        """Components of the lower rung only."""
        return sum(len(kind.only[0]) for kind in self.kinds)

    @property
    def added(self) -> int:
        """Components of the upper rung only."""
        return sum(len(kind.only[1]) for kind in self.kinds)


def step(focus: Focus, lower: str, upper: str) -> Step:
    """The step between two level codes of a focus, in a constant number of queries.

    Raises Role.DoesNotExist when one of the rungs has no role.
    """
    roles = {
        role.level.code: role
        for role in with_document(
            Role.objects.with_place().filter(focus=focus, level__code__in=[lower, upper])
        )
    }
    missing = [level for level in (lower, upper) if level not in roles]
    if missing:
        raise Role.DoesNotExist(", ".join(missing))
    a, b = roles[lower], roles[upper]
    own = overrides(a.function_id)
    guides = [guide(role.level, own.get((role.function_id, role.level_id))) for role in (a, b)]
    changes = []
    for i, name in enumerate(GUIDE_ROWS):
        before, after = word_diff([guides[0].rows[i].text, guides[1].rows[i].text])
        changes.append(GuideChange(LABELS[name], tuple(before), tuple(after)))
    return Step(focus, a, b, tuple(changes), compare_components([a, b]))
