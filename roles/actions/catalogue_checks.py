"""What a load checks against the database before it writes."""

from collections.abc import Iterator

from roles.actions.catalogue_decisions import outranks, outstays
from roles.catalogue_files import FunctionFile
from roles.document import RoleDocument
from roles.faults import Fault, Place
from roles.formats.catalogue_yaml import ReadFile
from roles.models import Alias, ClassificationEntry, Component, Focus, Level, Role, Track
from roles.models.component import component_slug
from roles.references import Known, add_files, faults_between, labels
from roles.titles import normalise
from roles.vocabulary import AliasState


def faults_of_files(files: list[ReadFile], *, prune: bool) -> list[Fault]:
    """Every fault between the files and between them and the database, as it stands after the load."""
    known = Known(
        tracks=set(Track.objects.values_list("code", flat=True)),
        levels=set(Level.objects.values_list("code", flat=True)),
        focuses=set(Focus.objects.values_list("function__code", "code")),
        entries=set(ClassificationEntry.objects.values_list("classification__code", "code")),
        roles=set() if prune else set(Role.objects.values_list("code", flat=True)),
    )
    add_files(known, files)
    return [*faults_between(files, known), *_spelling_faults(files), *_approval_faults(files, prune)]


def _spelling_faults(files: list[ReadFile]) -> list[Fault]:
    """Labels that differ from a known component in punctuation alone."""
    spelled = {
        (kind, slug): (key, label)
        for kind, slug, key, label in Component.objects.values_list("kind", "slug", "key", "label")
    }
    faults = []
    for file, place, kind, label in labels(files):
        slug, key = component_slug(label), normalise(label)
        known_key, known_label = spelled.setdefault((kind.value, slug), (key, label))
        if not slug:
            faults.append(file.fault(place, f"“{label}” holds no letter or figure; expected a label"))
        elif known_key != key:
            message = f"“{label}” differs from “{known_label}” only in punctuation; expected one spelling"
            faults.append(file.fault(place, message))
    return faults


def _approval_faults(files: list[ReadFile], prune: bool) -> list[Fault]:
    """Aliases that the files approve while another role has them approved and keeps them."""
    documents = {document.code: document for _, _, document in _documents(files)}
    taken = dict(_approvals_that_stay(documents, prune))
    faults = []
    for file, place, document in _documents(files):
        for j, alias in enumerate(document.aliases):
            holder = taken.get((normalise(alias.text), alias.scope), document.code)
            if alias.state is AliasState.APPROVED and holder != document.code:
                message = f"“{alias.text}” is already approved for {holder}; expected one role for a title"
                faults.append(file.fault((*place, "aliases", j, "state"), message))
    return faults


def _documents(files: list[ReadFile]) -> Iterator[tuple[ReadFile, Place, RoleDocument]]:
    for file in files:
        if isinstance(file.form, FunctionFile):
            for i, document in enumerate(file.form.roles):
                yield file, ("roles", i), document


def _approvals_that_stay(
    documents: dict[str, RoleDocument], prune: bool
) -> Iterator[tuple[tuple[str, str], str]]:
    """(title, scope) with the role's code, for each approved alias that the load leaves as it is."""
    said = {
        (code, normalise(alias.text)): alias
        for code, document in documents.items()
        for alias in document.aliases
    }
    for row in Alias.objects.approved().select_related("role"):
        code = row.role.code
        if code not in documents:
            stays, scope = not prune, row.scope
        elif alias := said.get((code, row.key)):
            stays, scope = outranks(row, alias.decided_by, prune=prune), alias.scope
        else:
            stays, scope = outstays(row, prune=prune), row.scope
        if stays:
            yield (row.key, scope), code
