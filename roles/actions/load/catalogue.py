"""Load the catalogue from its files: validate everything, then write in one transaction."""

from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction

from roles.actions import component_counts, search_index
from roles.actions.load.changes import ChangeReport
from roles.actions.load.checks import Checked, Sources
from roles.actions.load.id_lookups import Load, Progress, silent
from roles.actions.load.roles import apply_roles, follow_the_tree, remove_roles
from roles.actions.load.tree import apply_tree, prune_tree
from roles.documents.errors import Fault, Refused
from roles.formats import catalogue_jsonl, catalogue_yaml
from roles.formats.catalogue_jsonl import RoleLines
from roles.formats.catalogue_paths import YAML_SUFFIXES, find
from roles.formats.catalogue_yaml import ReadFile
from roles.formats.references import SETS
from roles.models import Revision, Role

REASON = "load_catalogue"
PRUNED_SHARE = 0.2
"""The share of the roles that may be removed without saying so: above it, files were more likely left out."""
_ABOVE_ROLES = {"superfunctions", "functions", "focuses", "levels", "classification entries"}


@dataclass(frozen=True)
class Removal:
    """The codes of the roles that a load removes, of how many that there were."""

    codes: list[str]
    before: int

    def is_too_much(self, at_most: int | None = None) -> bool:
        """Whether more roles are removed than a number, or than the share that needs no word of its own."""
        limit = PRUNED_SHARE * self.before if at_most is None else at_most
        return len(self.codes) > limit

    def __str__(self) -> str:
        share = f" ({len(self.codes) / self.before:.0%})" if self.before else ""
        return f"{len(self.codes):,} of {self.before:,} {'role' if self.before == 1 else 'roles'}{share}"


class TooManyRemoved(Exception):
    """A load that was refused because it would have removed too many roles; nothing was written."""

    def __init__(self, removal: Removal) -> None:
        super().__init__(str(removal))
        self.removal = removal


@dataclass(frozen=True)
class Loaded:
    """What a load did, or would do, and how many editors' decisions it kept against the files."""

    report: ChangeReport
    decisions_kept: int
    removal: Removal

    @property
    def removed_roles(self) -> list[str]:
        return self.removal.codes

    @property
    def is_idle(self) -> bool:
        """Whether nothing changed."""
        return all(changes.is_idle for changes in self.report.values())


def open_files(paths: list[Path], progress: Progress = silent, *, with_lines: bool = True) -> Sources:
    """Read the YAML files of paths and folders, and find the JSON Lines there, which are read as they are needed.

    The faults of YAML files are in the result, with what could be read in spite of them.
    """
    suffixes = (*YAML_SUFFIXES, *([catalogue_jsonl.SUFFIX] if with_lines else []))
    found, faults = find(paths, *suffixes)
    unsure = set(SETS[None]) if faults else set()
    lines = [RoleLines(path) for path in found if with_lines and path.suffix == catalogue_jsonl.SUFFIX]
    others = [path for path in found if not (with_lines and path.suffix == catalogue_jsonl.SUFFIX)]
    if not found and not faults:
        faults = [Fault(", ".join(map(str, paths)), 0, "", "holds no YAML file; expected a catalogue")]
    files: list[ReadFile] = []
    for done, path in enumerate(others, start=1):
        attempt = catalogue_yaml.read_what_is_right(path)
        faults += attempt.faults
        files += [attempt.file] if attempt.file else []
        unsure |= SETS[attempt.form] if attempt.faults else set()
        progress("Reading files", done, len(others))
    return Sources(files, lines, faults, unsure)


def load(
    *,
    paths: list[Path],
    dry_run: bool = False,
    prune: bool = False,
    prune_at_most: int | None = None,
    allow_same_titles: bool = False,
    progress: Progress = silent,
) -> Loaded:
    """Bring the catalogue into line with the files below ``paths``.

    Without ``prune``, roles that the files do not mention are left, and an editor's decision on an alias or mapping is
    kept against a file that records none. Two roles of one title among the files are refused unless a document accepts
    it, or ``allow_same_titles``. With ``dry_run`` the same is done and rolled back. Raises Refused with every fault,
    before anything is written, and TooManyRemoved when more roles would be removed than ``prune_at_most``, or than
    PRUNED_SHARE of all where that is None. Of JSON Lines no more than a batch is in memory at any time.
    """
    sources = open_files(paths, progress)
    try:
        with transaction.atomic():
            checked = sources.check(prune=prune, allow_same_titles=allow_same_titles, progress=progress)
            removal = _removal(checked.codes) if prune else Removal([], 0)
            if removal.is_too_much(prune_at_most) and not dry_run:
                raise TooManyRemoved(removal)
            load, loaded = _apply(sources, checked, removal, prune, progress)
            if dry_run:
                transaction.set_rollback(True)
            elif not loaded.is_idle:
                component_counts.recount()
                _refresh_index(load, progress)
                Revision.bump()
    except IntegrityError as fault:  # a constraint that the checks do not know
        message = f"the catalogue's rules refuse this: {' '.join(str(fault).split())}"
        raise Refused([Fault(", ".join(map(str, paths)), 0, "", message)]) from fault
    return loaded


def _removal(kept: set[str]) -> Removal:
    codes = Role.objects.order_by("code").values_list("code", flat=True)
    return Removal([code for code in codes.iterator() if code not in kept], codes.count())


def _apply(
    sources: Sources, checked: Checked, removal: Removal, prune: bool, progress: Progress
) -> tuple[Load, Loaded]:
    load = Load(prune, REASON, checked.contested)
    forms = [file.form for file in sources.files]
    apply_tree(forms, report=load.report, prune=prune, progress=progress)
    if prune:
        remove_roles(checked.codes, load.report)
    documents = (document for _, document in sources.documents())
    apply_roles(documents, total=len(checked.codes), load=load, progress=progress)
    load.touched |= set(follow_the_tree(report=load.report, reason=REASON))
    if prune:
        prune_tree(forms, report=load.report)
    return load, Loaded(load.report, load.decisions_kept, removal)


def _refresh_index(load: Load, progress: Progress) -> None:
    """Refresh the index of roles that changed, or of all when something above them changed."""
    above = any(changes.changed for name, changes in load.report.items() if name in _ABOVE_ROLES)
    ids = list(Role.objects.order_by("pk").values_list("pk", flat=True)) if above else sorted(load.touched)
    progress("Search index", 0, len(ids))
    search_index.refresh_ids(ids, progress=lambda done: progress("Search index", done, len(ids)))
