"""Loading the catalogue from its files: validate everything, then apply in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction

from roles.actions import component_counts, search_index
from roles.actions.catalogue_checks import faults_of_files
from roles.actions.catalogue_roles import apply_roles, follow_the_tree
from roles.actions.catalogue_tree import apply_tree, prune_tree
from roles.actions.sync import Plan
from roles.catalogue_files import FunctionFile
from roles.faults import Fault, Refused
from roles.formats import catalogue_yaml
from roles.formats.catalogue_yaml import ReadFile
from roles.models import Revision, Role
from roles.models.role import RoleQuerySet

REASON = "load_catalogue"
_ABOVE_ROLES = {"superfunctions", "functions", "focuses", "levels", "classification entries", "components"}
Progress = Callable[[str, int, int], None]
"""Told the stage in words, how far it is and how far it goes."""


def silent(stage: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


@dataclass(frozen=True)
class Loaded:
    """What a load did, or would do: the plan, and how many editors' decisions outranked the files."""

    plan: Plan
    decisions_kept: int
    removed_roles: list[str]

    @property
    def is_idle(self) -> bool:
        """Whether the catalogue was as the files say already."""
        return all(tally.is_idle for tally in self.plan.values())


def read_files(paths: list[Path], progress: Progress = silent) -> list[ReadFile]:
    """Read and validate the files and folders; raises Refused with every fault of every file."""
    found = list(catalogue_yaml.paths_under(paths))
    if not found:
        raise Refused([Fault(", ".join(map(str, paths)), 0, "", "holds no YAML file; expected a catalogue")])
    files: list[ReadFile] = []
    faults: list[Fault] = []
    for done, path in enumerate(found, start=1):
        file, wrong = catalogue_yaml.read(path)
        faults += wrong
        if file:
            files.append(file)
        progress("Reading files", done, len(found))
    if faults:  # references are judged only when every file stands, or they would all seem to dangle
        raise Refused(faults)
    return files


def load(
    *, paths: list[Path], dry_run: bool = False, prune: bool = False, progress: Progress = silent
) -> Loaded:
    """Bring the catalogue into line with the files below ``paths``.

    Roles that the files do not mention stay, unless ``prune``. A decision that an editor has taken on an
    alias or mapping outranks a file that knows of none. With ``dry_run`` the same is done and rolled back.
    Raises Refused, with every fault and nothing written, when anything is wrong.
    """
    files = read_files(paths, progress)
    try:
        with transaction.atomic():
            if faults := faults_of_files(files, prune=prune):
                raise Refused(faults)
            loaded = _apply(files, prune, progress)
            if dry_run:
                transaction.set_rollback(True)
            elif not loaded.is_idle:
                progress("Search index", 0, 1)
                component_counts.recount()
                search_index.refresh(_touched(files, loaded.plan))
                progress("Search index", 1, 1)
                Revision.bump()
    except IntegrityError as fault:  # a rule that only the database sees broken
        message = f"the catalogue's rules refuse this: {' '.join(str(fault).split())}"
        raise Refused([Fault(", ".join(map(str, paths)), 0, "", message)]) from fault
    return loaded


def _touched(files: list[ReadFile], plan: Plan) -> RoleQuerySet:
    """The roles whose keywords may have changed: those of the files, or all when something above them changed."""
    if any(tally.changed for name, tally in plan.items() if name in _ABOVE_ROLES):
        return Role.objects.all()
    documents = [d for file in files if isinstance(file.form, FunctionFile) for d in file.form.roles]
    return Role.objects.filter(code__in=[document.code for document in documents])


def _apply(files: list[ReadFile], prune: bool, progress: Progress) -> Loaded:
    plan: Plan = {}
    forms = [file.form for file in files]
    documents = [document for form in forms if isinstance(form, FunctionFile) for document in form.roles]
    apply_tree(forms, plan=plan, prune=prune, progress=progress)
    kept, removed = apply_roles(documents, plan=plan, prune=prune, reason=REASON, progress=progress)
    follow_the_tree(plan=plan, reason=REASON)
    if prune:
        prune_tree(forms, plan=plan)
    return Loaded(plan, kept, removed)
