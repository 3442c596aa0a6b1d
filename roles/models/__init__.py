"""The tables of the catalogue, with their constraints and named queries.

Open ``tree`` for superfunction, function and focus, ``level`` for tracks, levels and overrides of the level guide,
``role`` for roles and core outputs, ``component``, ``alias``, ``classification``, ``mapping`` and ``pay`` for what a
role has, ``redirect`` for former codes, ``receipt`` for kept answers, ``title_list_job`` for lists that are worked on,
``bulk_decision`` for actions on many rows, ``attempt`` for counts of visits, ``search`` for the search index,
``revision`` for the number by which pages are cached, ``constraints`` for shared constraints, and ``addresses`` for
cached URLs.
"""

from roles.models.alias import Alias
from roles.models.attempt import Attempt
from roles.models.bulk_decision import BulkDecision
from roles.models.classification import Classification, ClassificationEntry
from roles.models.component import Component, RoleComponent
from roles.models.level import Level, LevelGuide, Track
from roles.models.mapping import Mapping
from roles.models.pay import PayBenchmark
from roles.models.receipt import Receipt
from roles.models.redirect import Redirect
from roles.models.revision import Revision
from roles.models.role import CoreOutput, Role
from roles.models.search import Posting, Word
from roles.models.title_list_job import TitleListJob
from roles.models.tree import Focus, Function, Superfunction

__all__ = [
    "Alias",
    "Attempt",
    "BulkDecision",
    "Classification",
    "ClassificationEntry",
    "Component",
    "CoreOutput",
    "Focus",
    "Function",
    "Level",
    "LevelGuide",
    "Mapping",
    "PayBenchmark",
    "Posting",
    "Receipt",
    "Redirect",
    "Revision",
    "Role",
    "RoleComponent",
    "Superfunction",
    "TitleListJob",
    "Track",
    "Word",
]
