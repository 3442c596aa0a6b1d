"""The catalogue's tables, one file per thing, each with its named querysets and constraints.

``constraints`` builds what several tables share, ``addresses`` remembers the addresses of pages; ``search`` has the
tables of the search index.
"""

from roles.models.alias import Alias
from roles.models.classification import Classification, ClassificationEntry
from roles.models.component import Component, RoleComponent
from roles.models.level import Level, LevelGuide, Track
from roles.models.mapping import Mapping
from roles.models.pay import PayBenchmark
from roles.models.receipt import Receipt
from roles.models.redirect import Redirect
from roles.models.revision import Revision
from roles.models.role import CoreOutput, Role
from roles.models.search import Keyword, Word
from roles.models.tree import Focus, Function, Superfunction

__all__ = [
    "Alias",
    "Classification",
    "ClassificationEntry",
    "Component",
    "CoreOutput",
    "Focus",
    "Function",
    "Keyword",
    "Level",
    "LevelGuide",
    "Mapping",
    "PayBenchmark",
    "Receipt",
    "Redirect",
    "Revision",
    "Role",
    "RoleComponent",
    "Superfunction",
    "Track",
    "Word",
]
