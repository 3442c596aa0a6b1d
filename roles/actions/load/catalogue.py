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
from roles.formats.catalogue_yaml import ReadFile
from roles.models import Revision, Role

REASON = "load_catalogue"
_ABOVE_ROLES = {"superfunctions", "functions", "focuses", "levels", "classification entries"}


@dataclass(frozen=True)
class Loaded:
    """What a load did, or would do, and how many editors' decisions it kept against the files."""

    report: ChangeReport
    decisions_kept: int
    removed_roles: list[str]

    @property
    def is_idle(self) -> bool:
        """Whether nothing changed."""
        return all(changes.is_idle for changes in self.report.values())


def read_files(paths: list[Path], progress: Progress = silent) -> list[ReadFile]:
    """Read and validate YAML files and folders; raises Refused with every fault of every file."""
    files, faults = _read(list(catalogue_yaml.paths_under(paths)), paths, progress)
    if faults:  # a reference to a file that could not be read would seem to dangle
        raise Refused(faults)
    return files


def open_files(paths: list[Path], progress: Progress = silent) -> Sources:
    """Read the YAML files of paths and folders, and find the JSON Lines there, which are read as they are needed.

    Raises Refused with every fault of every file when a YAML file is faulty.
    """
    found = list(catalogue_yaml.paths_under(paths, catalogue_jsonl.SUFFIX))
    lines = [RoleLines(path) for path in found if path.suffix == catalogue_jsonl.SUFFIX]
    if len(lines) == len(found) > 0:
        return Sources([], lines)
    files, faults = _read([path for path in found if path.suffix != catalogue_jsonl.SUFFIX], paths, progress)
    if faults:
        raise Refused([*faults, *(fault for file in lines for _, _, wrong in file.read() for fault in wrong)])
    return Sources(files, lines)


def _read(found: list[Path], paths: list[Path], progress: Progress) -> tuple[list[ReadFile], list[Fault]]:
    if not found:
        return [], [Fault(", ".join(map(str, paths)), 0, "", "holds no YAML file; expected a catalogue")]
    files: list[ReadFile] = []
    faults: list[Fault] = []
    for done, path in enumerate(found, start=1):
        file, wrong = catalogue_yaml.read(path)
        faults += wrong
        if file:
            files.append(file)
        progress("Reading files", done, len(found))
    return files, faults


def load(
    *, paths: list[Path], dry_run: bool = False, prune: bool = False, progress: Progress = silent
) -> Loaded:
    """Bring the catalogue into line with the files below ``paths``.

    Without ``prune``, roles that the files do not mention are left, and an editor's decision on an alias or mapping is
    kept against a file that records none. With ``dry_run`` the same is done and rolled back. Raises Refused with every
    fault, before anything is written. Of JSON Lines no more than a batch is in memory at any time.
    """
    sources = open_files(paths, progress)
    try:
        with transaction.atomic():
            checked = sources.check(prune=prune, progress=progress)
            load, loaded = _apply(sources, checked, prune, progress)
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


def _apply(sources: Sources, checked: Checked, prune: bool, progress: Progress) -> tuple[Load, Loaded]:
    load = Load(prune, REASON, checked.contested)
    forms = [file.form for file in sources.files]
    apply_tree(forms, report=load.report, prune=prune, progress=progress)
    removed = remove_roles(checked.codes, load.report) if prune else []
    documents = (document for _, document in sources.documents())
    apply_roles(documents, total=len(checked.codes), load=load, progress=progress)
    load.touched |= set(follow_the_tree(report=load.report, reason=REASON))
    if prune:
        prune_tree(forms, report=load.report)
    return load, Loaded(load.report, load.decisions_kept, removed)


def _refresh_index(load: Load, progress: Progress) -> None:
    """Refresh the index of roles that changed, or of all when something above them changed."""
    above = any(changes.changed for name, changes in load.report.items() if name in _ABOVE_ROLES)
    ids = list(Role.objects.order_by("pk").values_list("pk", flat=True)) if above else sorted(load.touched)
    progress("Search index", 0, len(ids))
    search_index.refresh_ids(ids, progress=lambda done: progress("Search index", done, len(ids)))
