"""What a load checks against the database before it writes: one pass over the documents, keeping only their codes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

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
    Titles,
    add_files,
    add_parents,
    add_replacement,
    dangling,
    definitions_of_role,
    faults_between,
    labels,
    parent_circles,
    replacement_circles,
)
from roles.models import ClassificationEntry, Component, Focus, Level, Role, Track
from roles.models.component import component_slug


@dataclass(frozen=True)
class Sources:
    """The documents of a load: in files that were read, and in files that are read as they are needed.

    With ``faults``, the files are what could be read; the rest may define more in the sets of ``Known`` that are
    ``unsure``.
    """

    files: list[ReadFile]
    lines: list[RoleLines]
    faults: list[Fault] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)

    def documents(self) -> Iterator[tuple[Location, RoleDocument]]:
        """Yield every document with its location in its file."""
        for file in self.files:
            yield from file.documents()
        for lines in self.lines:
            yield from lines.documents()

    def whole_documents(self) -> Iterator[tuple[Location, RoleDocument]]:
        """Yield the documents of which nothing was left out because of a fault."""
        for file in self.files:
            if not file.kept:
                yield from file.documents()
        for lines in self.lines:
            yield from ((location, document) for location, document, _ in lines.read(again=True) if document)

    def check(
        self, *, prune: bool, allow_same_titles: bool = False, progress: Progress = silent
    ) -> "Checked":
        """Check the files against each other and against the database as the load will leave it.

        Raises Refused with every fault of every file.
        """
        return _Check(self, prune, allow_same_titles).run(progress)


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
    allow_same_titles: bool
    faults: list[Fault] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)  # codes of documents that may lack something
    waiting: list[tuple[str, Fault]] = field(default_factory=list)  # for a role that a later line may define

    def run(self, progress: Progress) -> Checked:
        self.first, self.spelling, self.titles = FirstDefinitions(), _Spelling(), Titles()
        self.approvals = Approvals(prune=self.prune)
        self.replacements, self.parents = replacement_circles(), parent_circles()
        self.faults += self.sources.faults
        self.known = _known(self.prune)
        self.known.unsure |= self.sources.unsure
        add_files(self.known, self.sources.files)
        self._add_edges()
        self._lines(progress)
        self.faults += [fault for code, fault in self.waiting if self.known.lacks("roles", code)]
        self.faults += faults_between(self.sources.files, self.known, self.first)
        for file in self.sources.files:
            for location, document in file.documents():
                self._document(document, partial(_fault_in, file, location), is_whole=not file.kept)
        self.faults += [*self.replacements.faults(), *self.parents.faults()]
        self.faults += self.approvals.faults(
            self.codes,
            self.sources.whole_documents,
            certain=self.codes - self.partial if self.known.unsure else None,
        )
        if self.faults:
            raise Refused(in_order(self.faults))
        return Checked(self.codes, self.approvals.contested())

    def _add_edges(self) -> None:
        """Add the parents of entries and the replacements of the database; what files contain replaces them."""
        entries = ClassificationEntry.objects.order_by().values_list(
            "classification__code", "code", "parent__code"
        )
        for standard, code, parent in entries.exclude(parent=None):
            self.parents.add((standard, code), (standard, parent))
        add_parents(self.parents, self.sources.files)
        if not self.prune:
            replaced = Role.objects.exclude(replaced_by=None).order_by()
            for code, following in replaced.values_list("code", "replaced_by__code"):
                self.replacements.add(code, following)

    def _lines(self, progress: Progress) -> None:
        for done, file in enumerate(self.sources.lines):
            progress("Reading roles", done, len(self.sources.lines))
            is_empty = True
            for location, document, wrong in file.read():
                is_empty = False
                if document:
                    self._line(document, str(file.path), partial(_fault_in, file, location))
                else:
                    self.faults += wrong
                    self.known.unsure.add("roles")
            if is_empty:
                self.faults.append(file.fault((0,), "has no role documents; expected one a line"))

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

    def _document(
        self, document: RoleDocument, fault: Callable[[Location, str], Fault], *, is_whole: bool = True
    ) -> None:
        self.codes.add(document.code)
        if not is_whole:
            self.partial.add(document.code)
        same_titles = () if self.allow_same_titles else self.titles.faults(document)
        for at, message in chain(self.spelling.faults(document), same_titles):
            self.faults.append(fault(at, message))
        add_replacement(self.replacements, document, fault)
        self.approvals.add(document, fault)


def in_order(faults: list[Fault]) -> list[Fault]:
    """Return the faults file by file, each from top to bottom."""
    files = {file: n for n, file in enumerate(dict.fromkeys(fault.file for fault in faults))}
    return sorted(faults, key=lambda fault: (files[fault.file], fault.line))


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
