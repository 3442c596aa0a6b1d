"""The home page: the first superfunctions with their counts, and an example role."""

from dataclasses import dataclass

from roles.adjacent.explanation import example_role
from roles.facets import index as facet_index
from roles.functions import some_functions
from roles.models import Level, Role, Superfunction


@dataclass(frozen=True)
class HomePage:
    """What the home page shows; ``more_superfunctions`` counts those that it leaves out."""

    superfunctions: list[Superfunction]
    more_superfunctions: int
    role_count: int
    level_count: int
    example: Role | None


def home_page() -> HomePage:
    """The home page of the current revision, in a constant number of queries."""
    known = facet_index.current()
    shown = some_functions(known)
    return HomePage(
        superfunctions=shown,
        more_superfunctions=len(known.facets["superfunction"].labels) - len(shown),
        role_count=len(known),
        level_count=Level.objects.count(),
        example=example_role(known),
    )
