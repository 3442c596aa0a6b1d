"""References between catalogue files: every code that a file names must stand somewhere.

Plain values only: the files that were read, and the codes that the database holds already.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

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
    """The codes that may be referred to: those of the database and those of the files together.

    ``focuses`` are pairs (function, focus); ``entries`` are pairs (classification, code). ``unsure`` names the sets
    that may lack something because a file that adds to them could not be read, or not wholly.
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
"""The sets of ``Known`` that a file of some form adds to; of a file that cannot be told, all."""


def add_files(known: Known, files: list[ReadFile]) -> None:
    """Add what the files define to what is known."""
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


def faults_between(files: list[ReadFile], known: Known, once: "Once | None" = None) -> list[Fault]:
    """Every reference to what does not exist, and everything that the files say twice (``once``: or others before)."""
    twice = once or Once()
    faults: list[Fault] = []
    for file in files:
        for place, message in [*_dangling(file, known), *twice.repeated(str(file.path), _said(file))]:
            faults.append(file.fault(place, message))
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
                    place: Location = ("superfunctions", i, "soc_major_group")
                    yield place, f"{superfunction.soc_major_group} is not an entry of SOC2018"
        case ClassificationsFile() as form:
            for i, standard in enumerate(form.classifications):
                for j, entry in enumerate(standard.entries):
                    if entry.parent and known.lacks("entries", (standard.code, entry.parent)):
                        place = ("classifications", i, "entries", j, "parent")
                        yield place, f"{entry.parent} is not an entry of {standard.code}"
        case FunctionFile() as form:
            yield from _dangling_guide(form, known)
            for i, document in enumerate(form.roles):
                for place, message in dangling(document, known):
                    yield ("roles", i, *place), message


def _dangling_guide(form: FunctionFile, known: Known) -> Iterator[tuple[Location, str]]:
    if known.lacks("focuses", (form.function, GENERAL_FOCUS)):
        yield ("function",), f"there is no function {form.function}; expected one of tree.yaml"
    for level in form.guide:
        if known.lacks("levels", level):
            yield ("guide", level), f"there is no level {level}; expected one of levels.yaml"


def dangling(document: RoleDocument, known: Known) -> Iterator[tuple[Location, str]]:
    """Every reference of a document to what does not exist, with its place in the document."""
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
                    place: Location = ("classifications", i, "entries", j, "parent")
                    parent = (standard.code, entry.parent) if entry.parent else None
                    circles.add((standard.code, entry.code), parent, partial(file.fault, place))


def replacement_circles() -> Circles:
    """Finds roles that replace each other."""
    return Circles("the replacements form a circle")


def add_replacement(
    circles: Circles, document: RoleDocument, fault: Callable[[Location, str], Fault]
) -> None:
    """Add which role a document says replaces it; ``fault`` makes a fault of a place in it and a message."""
    following = document.role.replaced_by
    circles.add(document.code, following, partial(fault, REPLACED_BY) if following else None)


class Titles:
    """Finds roles of one title; a role whose document accepts that is left out, and so is a retired one."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def faults(self, document: RoleDocument) -> Iterator[tuple[Location, str]]:
        """What is wrong with the title of a document, given those before."""
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
"""Where a document names another that may stand later."""


class Once:
    """Remembers which file first said a thing."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, ...], str] = {}

    def repeated(self, file: str, said: "_Said") -> Iterator[tuple[Location, str]]:
        """The places at which a file says what was said already, each with a message."""
        for place, key, words in said:
            if key in self._first:
                yield place, f"{words} stands in {self._first[key]} already; expected it once"
            else:
                self._first[key] = file


_Said = Iterator[tuple[Location, tuple[str, ...], str]]
"""What a file says once and for all: where, the key by which it is known, and the thing in words."""


def _said(file: ReadFile) -> _Said:
    match file.form:
        case LevelsFile() as form:
            yield from _said_of_ladder(form)
        case TreeFile() as form:
            yield from _said_of_tree(form)
        case ClassificationsFile() as form:
            for i, standard in enumerate(form.classifications):
                for j, entry in enumerate(standard.entries):
                    place: Location = ("classifications", i, "entries", j, "code")
                    yield place, ("entry", standard.code, entry.code), f"the entry {entry.code}"
        case FunctionFile() as form:
            for level in form.guide:
                yield ("guide", level), ("guide", form.function, level), f"{form.function}'s guide of {level}"
            for i, document in enumerate(form.roles):
                yield from said_once(("roles", i), document)


def _said_of_ladder(form: LevelsFile) -> _Said:
    for i, track in enumerate(form.tracks):
        yield ("tracks", i, "code"), ("track", track.code), f"the track {track.code}"
        yield ("tracks", i, "name"), ("track name", track.name), f"a track of the name “{track.name}”"
    for i, level in enumerate(form.levels):
        grade = f"grade {level.grade} of track {level.code[0]}"
        yield ("levels", i, "code"), ("level", level.code), f"the level {level.code}"
        yield ("levels", i, "name"), ("level name", level.name), f"a level of the name “{level.name}”"
        yield ("levels", i, "grade"), ("grade", level.code[0], str(level.grade)), grade


def _said_of_tree(form: TreeFile) -> _Said:
    for i, superfunction in enumerate(form.superfunctions):
        place: Location = ("superfunctions", i)
        name = f"a superfunction of the name “{superfunction.name}”"
        yield (
            (*place, "code"),
            ("superfunction", superfunction.code),
            f"the superfunction {superfunction.code}",
        )
        yield (*place, "name"), ("superfunction name", superfunction.name), name
        for j, function in enumerate(superfunction.functions):
            inner: Location = (*place, "functions", j)
            name = f"a function of the name “{function.name}”"
            yield (*inner, "code"), ("function", function.code), f"the function {function.code}"
            yield (*inner, "name"), ("function name", function.name), name
            for k, focus in enumerate(function.focuses):
                key = ("focus", function.code, focus.code)
                yield (*inner, "focuses", k, "code"), key, f"the focus {function.code}.{focus.code}"


def said_once(place: Location, document: RoleDocument) -> _Said:
    """What a document at a place says that no other document may: its code and its approved aliases."""
    yield (*place, "role", "code"), ("role", document.code), f"the role {document.code}"
    for i, alias in enumerate(document.aliases):
        if alias.state is AliasState.APPROVED:
            words = f"the approved alias “{alias.text}” (scope {alias.scope})"
            yield (*place, "aliases", i, "text"), ("approved", normalise(alias.text), alias.scope), words


def labels(document: RoleDocument) -> Iterator[tuple[Location, Kind, str]]:
    """Every component label of a document with its place in it."""
    for kind in Kind:
        for j, component in enumerate(document.components.of(kind)):
            yield ("components", kind.value, j, "label"), kind, component.label
