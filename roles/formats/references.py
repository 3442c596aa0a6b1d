"""References between catalogue files: every code that a file refers to must exist, and be defined once.

Plain values only: the files that were read, and the codes of the database.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from roles.documents.errors import Fault, Location
from roles.documents.files import CatalogueFile, ClassificationsFile, FunctionFile, LevelsFile, TreeFile
from roles.documents.role import SAME_TITLE, RoleDocument
from roles.domain.choices import AliasState, Kind, Status
from roles.domain.classifications import SOC
from roles.domain.codes import GENERAL_FOCUS, RoleCode
from roles.domain.titles import normalise
from roles.formats.catalogue_yaml import ReadFile
from roles.formats.circles import Circles


@dataclass
class Known:
    """The codes that files may refer to: those of the database and of the files together.

    ``focuses`` are pairs (function, focus), ``entries`` pairs (classification, code). ``unsure`` names the sets that
    may lack something because a file that adds to them could not be read, or not wholly.
    """

    tracks: set[str] = field(default_factory=set)
    levels: set[str] = field(default_factory=set)
    focuses: set[tuple[str, str]] = field(default_factory=set)
    entries: set[tuple[str, str]] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)

    def lacks(self, name: str, code: str | tuple[str, str]) -> bool:
        """Whether a code is certainly not in the set of a name."""
        return name not in self.unsure and code not in getattr(self, name)


SETS: dict[type[CatalogueFile] | None, set[str]] = {
    LevelsFile: {"tracks", "levels"},
    TreeFile: {"focuses"},
    ClassificationsFile: {"entries"},
    FunctionFile: {"roles"},
    None: {"tracks", "levels", "focuses", "entries", "roles"},
}
"""The sets of ``Known`` that a file of some form adds to; of a file of unknown form, all."""


def add_files(known: Known, files: list[ReadFile]) -> None:
    """Add the codes that the files define."""
    for file in files:
        match file.form:
            case LevelsFile() as form:
                known.tracks |= {track.code for track in form.tracks}
                known.levels |= {level.code for level in form.levels}
            case TreeFile() as form:
                for superfunction in form.superfunctions:
                    for function in superfunction.functions:
                        known.focuses |= {(function.code, focus.code) for focus in function.focuses}
            case ClassificationsFile() as form:
                for standard in form.classifications:
                    known.entries |= {(standard.code, entry.code) for entry in standard.entries}
            case FunctionFile() as form:
                known.roles |= {document.code for document in form.roles}


def faults_between(
    files: list[ReadFile], known: Known, first: "FirstDefinitions | None" = None
) -> list[Fault]:
    """Every reference to what does not exist, and every repeated definition.

    ``first`` has the definitions of other sources that were read before.
    """
    first = first or FirstDefinitions()
    faults: list[Fault] = []
    for file in files:
        for location, message in [
            *_dangling(file, known),
            *first.repeated(str(file.path), _definitions(file)),
        ]:
            faults.append(file.fault(location, message))
    return faults


def _dangling(file: ReadFile, known: Known) -> Iterator[tuple[Location, str]]:
    match file.form:
        case LevelsFile() as form:
            for i, level in enumerate(form.levels):
                if known.lacks("tracks", level.code[0]):
                    yield (
                        ("levels", i, "code"),
                        f"there is no track {level.code[0]}; expected it under tracks",
                    )
        case TreeFile() as form:
            for i, superfunction in enumerate(form.superfunctions):
                if known.lacks("entries", (SOC, superfunction.soc_major_group)):
                    location: Location = ("superfunctions", i, "soc_major_group")
                    yield location, f"{superfunction.soc_major_group} is not an entry of SOC2018"
        case ClassificationsFile() as form:
            for i, standard in enumerate(form.classifications):
                for j, entry in enumerate(standard.entries):
                    if entry.parent and known.lacks("entries", (standard.code, entry.parent)):
                        location = ("classifications", i, "entries", j, "parent")
                        yield location, f"{entry.parent} is not an entry of {standard.code}"
        case FunctionFile() as form:
            yield from _dangling_guide(form, known)
            for i, document in enumerate(form.roles):
                for location, message in dangling(document, known):
                    yield ("roles", i, *location), message


def _dangling_guide(form: FunctionFile, known: Known) -> Iterator[tuple[Location, str]]:
    if known.lacks("focuses", (form.function, GENERAL_FOCUS)):
        yield ("function",), f"there is no function {form.function}; expected one of tree.yaml"
    for level in form.guide:
        if known.lacks("levels", level):
            yield ("guide", level), f"there is no level {level}; expected one of levels.yaml"


def dangling(document: RoleDocument, known: Known) -> Iterator[tuple[Location, str]]:
    """Yield every reference of a document to what does not exist: its location in the document, and a message."""
    code = RoleCode.parse(document.code)
    if known.lacks("focuses", (code.function, code.focus)):
        yield ("role", "code"), f"there is no focus {code.function}.{code.focus}; expected one of tree.yaml"
    if known.lacks("levels", code.level):
        yield ("role", "code"), f"there is no level {code.level}; expected one of levels.yaml"
    if document.role.replaced_by and known.lacks("roles", document.role.replaced_by):
        yield REPLACED_BY, f"there is no role {document.role.replaced_by}"
    for i, mapping in enumerate(document.mappings):
        if known.lacks("entries", (mapping.classification, mapping.code)):
            message = f"{mapping.code} is not an entry of {mapping.classification}"
            yield ("mappings", i, "code"), f"{message}; expected one of classifications.yaml"


def parent_circles() -> Circles:
    """Finds entries of a classification that are each other's parents."""
    return Circles("the parents form a circle")


def add_parents(circles: Circles, files: list[ReadFile]) -> None:
    """Add which entry of a classification has which parent."""
    for file in files:
        if isinstance(file.form, ClassificationsFile):
            for i, standard in enumerate(file.form.classifications):
                for j, entry in enumerate(standard.entries):
                    location: Location = ("classifications", i, "entries", j, "parent")
                    parent = (standard.code, entry.parent) if entry.parent else None
                    circles.add((standard.code, entry.code), parent, partial(file.fault, location))


def replacement_circles() -> Circles:
    """Finds roles that replace each other."""
    return Circles("the replacements form a circle")


def add_replacement(
    circles: Circles, document: RoleDocument, fault: Callable[[Location, str], Fault]
) -> None:
    """Add which role replaces that of a document; ``fault`` makes a fault of a location in it and a message."""
    following = document.role.replaced_by
    circles.add(document.code, following, partial(fault, REPLACED_BY) if following else None)


class Titles:
    """Finds roles of one title; a role whose document accepts that is left out, and so is a retired one."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def faults(self, document: RoleDocument) -> Iterator[tuple[Location, str]]:
        """Yield what is wrong with the title of a document, given those before."""
        role = document.role
        if role.status is Status.RETIRED or document.accepts(SAME_TITLE, "role.title"):
            return
        first = self._first.setdefault(normalise(role.title), role.code)
        if first != role.code:
            yield (
                ("role", "title"),
                f"“{role.title}” is also the title of {first}; expected another, or an acceptance of {SAME_TITLE} "
                "(see fixtures/README.md), or --allow-same-titles",
            )


REPLACED_BY: Location = ("role", "replaced_by")
"""Where a document refers to another, which may come later."""


class Definition(NamedTuple):
    """Something that may be defined once: where it is, the key by which it is known, and what it is in words."""

    location: Location
    key: tuple[str, ...]
    words: str


class FirstDefinitions:
    """Remembers which file defined something first."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, ...], str] = {}

    def repeated(self, file: str, definitions: Iterable[Definition]) -> Iterator[tuple[Location, str]]:
        """Yield the location of every definition of a file that is not the first, with a message."""
        for definition in definitions:
            if definition.key in self._files:
                first = self._files[definition.key]
                yield definition.location, f"{definition.words} stands in {first} already; expected it once"
            else:
                self._files[definition.key] = file


def _definitions(file: ReadFile) -> Iterator[Definition]:
    match file.form:
        case LevelsFile() as form:
            yield from _definitions_of_levels(form)
        case TreeFile() as form:
            yield from _definitions_of_tree(form)
        case ClassificationsFile() as form:
            for i, classification in enumerate(form.classifications):
                for j, entry in enumerate(classification.entries):
                    location: Location = ("classifications", i, "entries", j, "code")
                    key = ("entry", classification.code, entry.code)
                    yield Definition(location, key, f"the entry {entry.code}")
        case FunctionFile() as form:
            for level in form.guide:
                words = f"{form.function}'s guide of {level}"
                yield Definition(("guide", level), ("guide", form.function, level), words)
            for i, document in enumerate(form.roles):
                yield from definitions_of_role(document, "roles", i)


def _definitions_of_levels(form: LevelsFile) -> Iterator[Definition]:
    for i, track in enumerate(form.tracks):
        at: Location = ("tracks", i)
        yield Definition((*at, "code"), ("track", track.code), f"the track {track.code}")
        yield Definition((*at, "name"), ("track name", track.name), f"a track of the name “{track.name}”")
    for i, level in enumerate(form.levels):
        at = ("levels", i)
        track_code, grade = level.code[0], str(level.grade)
        yield Definition((*at, "code"), ("level", level.code), f"the level {level.code}")
        yield Definition((*at, "name"), ("level name", level.name), f"a level of the name “{level.name}”")
        yield Definition((*at, "grade"), ("grade", track_code, grade), f"grade {grade} of track {track_code}")


def _definitions_of_tree(form: TreeFile) -> Iterator[Definition]:
    for i, superfunction in enumerate(form.superfunctions):
        at: Location = ("superfunctions", i)
        yield from _code_and_name("superfunction", superfunction.code, superfunction.name, at)
        for j, function in enumerate(superfunction.functions):
            inner: Location = (*at, "functions", j)
            yield from _code_and_name("function", function.code, function.name, inner)
            for k, focus in enumerate(function.focuses):
                key = ("focus", function.code, focus.code)
                words = f"the focus {function.code}.{focus.code}"
                yield Definition((*inner, "focuses", k, "code"), key, words)


def _code_and_name(what: str, code: str, name: str, at: Location) -> Iterator[Definition]:
    yield Definition((*at, "code"), (what, code), f"the {what} {code}")
    yield Definition((*at, "name"), (f"{what} name", name), f"a {what} of the name “{name}”")


def definitions_of_role(document: RoleDocument, *above: str | int) -> Iterator[Definition]:
    """Yield what a document at a location may define once in a catalogue: its code and its approved aliases."""
    yield Definition((*above, "role", "code"), ("role", document.code), f"the role {document.code}")
    for i, alias in enumerate(document.aliases):
        if alias.state is AliasState.APPROVED:
            key = ("approved", normalise(alias.text), alias.scope)
            words = f"the approved alias “{alias.text}” (scope {alias.scope})"
            yield Definition((*above, "aliases", i, "text"), key, words)


def labels(document: RoleDocument) -> Iterator[tuple[Location, Kind, str]]:
    """Yield the location, the kind and the label of every component of a document."""
    for kind in Kind:
        for j, component in enumerate(document.components.of(kind)):
            yield ("components", kind.value, j, "label"), kind, component.label
