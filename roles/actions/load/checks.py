"""What a load checks against the database before it writes: one pass over the documents, keeping only their codes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from roles.actions.load.approvals import Approvals
from roles.actions.load.id_lookups import Progress, silent
from roles.documents.errors import Fault, Location, Refused
from roles.documents.role import RoleDocument
from roles.domain.titles import normalise
from roles.formats.catalogue_jsonl import RoleLines
from roles.formats.catalogue_yaml import ReadFile
from roles.formats.references import (
    REPLACED_BY,
    FirstDefinitions,
    Known,
    add_files,
    dangling,
    definitions_of_role,
    faults_between,
    labels,
)
from roles.models import ClassificationEntry, Component, Focus, Level, Role, Track
from roles.models.component import component_slug


@dataclass(frozen=True)
class Sources:
    """The documents of a load: in files that were read, and in files that are read as they are needed."""

    files: list[ReadFile]
    lines: list[RoleLines]

    def documents(self) -> Iterator[tuple[Location, RoleDocument]]:
        """Yield every document with its location in its file."""
        for file in self.files:
            yield from file.documents()
        for lines in self.lines:
            yield from lines.documents()

    def check(self, *, prune: bool, progress: Progress = silent) -> "Checked":
        """Check the files against each other and against the database as the load will leave it.

        Raises Refused with every fault. References are checked only when every line is valid: those to a role of an
        invalid line would seem to dangle.
        """
        return _Check(self, prune).run(progress)


@dataclass(frozen=True)
class Checked:
    """What a load knows of its documents once they were found right.

    ``codes`` are those of their roles; ``contested`` the aliases (role's code, key) that they approve while another
    role has them approved and is to give them up.
    """

    codes: set[str]
    contested: frozenset[tuple[str, str]]


@dataclass
class _Check:
    sources: Sources
    prune: bool
    faults: list[Fault] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    waiting: list[tuple[str, Fault]] = field(default_factory=list)  # for a role that a later line may define

    def run(self, progress: Progress) -> Checked:
        self.first, self.spelling = FirstDefinitions(), _Spelling()
        self.approvals = Approvals(prune=self.prune)
        self.known = _known(self.prune)
        add_files(self.known, self.sources.files)
        self._lines(progress)
        self.faults += [fault for code, fault in self.waiting if code not in self.known.roles]
        self.faults += faults_between(self.sources.files, self.known, self.first)
        for file in self.sources.files:
            for location, document in file.documents():
                self._document(document, partial(_fault_in, file, location))
        self.faults += self.approvals.faults(self.codes, self.sources.documents)
        if self.faults:
            raise Refused(self.faults)
        return Checked(self.codes, self.approvals.contested())

    def _lines(self, progress: Progress) -> None:
        broken: list[Fault] = []
        for done, file in enumerate(self.sources.lines):
            progress("Reading roles", done, len(self.sources.lines))
            for location, document, wrong in file.read():
                broken += wrong
                if document and not broken:
                    self._line(document, str(file.path), partial(_fault_in, file, location))
        if broken:
            raise Refused(broken)

    def _line(self, document: RoleDocument, path: str, fault: Callable[[Location, str], Fault]) -> None:
        self.known.roles.add(document.code)
        for at, message in dangling(document, self.known):
            if at == REPLACED_BY:
                self.waiting.append((str(document.role.replaced_by), fault(at, message)))
            else:
                self.faults.append(fault(at, message))
        repeated = self.first.repeated(path, definitions_of_role(document))
        self.faults += [fault(at, message) for at, message in repeated]
        self._document(document, fault)

    def _document(self, document: RoleDocument, fault: Callable[[Location, str], Fault]) -> None:
        self.codes.add(document.code)
        self.faults += [fault(at, message) for at, message in self.spelling.faults(document)]
        self.approvals.add(document, fault)


def _fault_in(file: ReadFile | RoleLines, location: Location, at: Location, message: str) -> Fault:
    return file.fault((*location, *at), message)


def _known(prune: bool) -> Known:
    return Known(
        tracks=set(Track.objects.values_list("code", flat=True)),
        levels=set(Level.objects.values_list("code", flat=True)),
        focuses=set(Focus.objects.values_list("function__code", "code")),
        entries=set(ClassificationEntry.objects.values_list("classification__code", "code")),
        roles=set() if prune else set(Role.objects.values_list("code", flat=True)),
    )


class _Spelling:
    """Finds labels that differ only in punctuation from a known component, or from one of another document."""

    def __init__(self) -> None:
        rows = Component.objects.order_by().values_list("kind", "slug", "key", "label")
        self._spelled = {(kind, slug): (key, label) for kind, slug, key, label in rows.iterator()}
        self._right: set[tuple[str, str]] = set()

    def faults(self, document: RoleDocument) -> Iterator[tuple[Location, str]]:
        for location, kind, label in labels(document):
            if (kind.value, label) in self._right:
                continue
            slug, key = component_slug(label), normalise(label)
            known_key, known_label = self._spelled.setdefault((kind.value, slug), (key, label))
            if not slug:
                yield location, f"“{label}” holds no letter or figure; expected a label"
            elif known_key != key:
                yield (
                    location,
                    f"“{label}” differs from “{known_label}” only in punctuation; expected one spelling",
                )
            else:
                self._right.add((kind.value, label))
