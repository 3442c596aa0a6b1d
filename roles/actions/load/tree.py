"""The part of a load above roles: classifications, levels, tree and overrides of the level guide."""

from collections.abc import Callable, Iterable
from typing import Any

from roles.actions.load.changes import ChangeReport
from roles.actions.load.merge import Present, Table, link, merge
from roles.documents.files import (
    CatalogueFile,
    ClassificationsFile,
    FunctionFile,
    LevelsFile,
    TreeFile,
)
from roles.models import (
    Classification,
    ClassificationEntry,
    Focus,
    Function,
    Level,
    LevelGuide,
    Superfunction,
    Track,
)
from roles.models.level import GUIDE_ROWS

_CLASSIFICATIONS = Table(Classification, "code", "name", "publisher")
_ENTRIES = Table(
    ClassificationEntry,
    *("classification__code", "code", "classification_id", "title", "definition", "parent_id"),
    width=2,
)
_TRACKS = Table(Track, "code", "name", "position")
_LEVELS = Table(Level, "code", "track_id", "name", "min_years", "max_years", "grade", *GUIDE_ROWS)
_NODE = ("code", "name", "definition", "position")
_SUPERFUNCTIONS = Table(Superfunction, *_NODE, "soc_major_group_id")
_FUNCTIONS = Table(Function, *_NODE, "superfunction_id", "title_stems")
_FOCUSES = Table(Focus, "function__code", *_NODE, "function_id", "title_stems", width=2)
_GUIDES = Table(LevelGuide, "function__code", "level__code", "function_id", "level_id", *GUIDE_ROWS, width=2)


def apply_tree(
    forms: list[CatalogueFile],
    *,
    report: ChangeReport,
    prune: bool,
    progress: Callable[[str, int, int], None],
) -> None:
    """Write the classifications, levels, tree and overrides of the level guide of the files."""
    functions = [form for form in forms if isinstance(form, FunctionFile)]
    _classifications([form for form in forms if isinstance(form, ClassificationsFile)], report)
    progress("Classifications", 1, 4)
    _levels([form for form in forms if isinstance(form, LevelsFile)], report)
    progress("Levels", 2, 4)
    _tree([form for form in forms if isinstance(form, TreeFile)], report)
    progress("Tree", 3, 4)
    _guides(functions, report, prune)
    progress("Level guides", 4, 4)


def _merge(table: Table, rows: Iterable[Any], report: ChangeReport) -> dict[Any, int]:
    """Add and change rows, remove none; returns the ids of all rows of the table by key."""
    present = table.present()
    merged = merge(table, present=present, desired=rows, report=report)
    return {key: pk for key, (pk, _) in present.items()} | merged.ids


def _classifications(forms: list[ClassificationsFile], report: ChangeReport) -> None:
    classifications = [classification for form in forms for classification in form.classifications]
    rows = [_CLASSIFICATIONS.row(code=c.code, name=c.name, publisher=c.publisher) for c in classifications]
    ids = _merge(_CLASSIFICATIONS, rows, report)
    entries = {(str(c.code), entry.code): entry for c in classifications for entry in c.entries}
    present = _ENTRIES.present()
    merged = merge(
        _ENTRIES,
        present=present,
        desired=[
            _ENTRIES.row(
                classification__code=key[0],
                classification_id=ids[key[0]],
                code=entry.code,
                title=entry.title,
                definition=entry.definition,
                parent_id=_parent(present, key) if entry.parent else None,  # linked once all are written
            )
            for key, entry in entries.items()
        ],
        report=report,
    )
    known = {key: pk for key, (pk, _) in present.items()} | merged.ids
    parents = {key: known[key[0], entry.parent] for key, entry in entries.items() if entry.parent}
    link(_ENTRIES, "parent_id", present=_ENTRIES.present(), targets=parents, report=report)


def _parent(present: Present, key: tuple[str, str]) -> int | None:
    row = _ENTRIES.find(present, key)
    return row.parent_id if row else None


def _levels(forms: list[LevelsFile], report: ChangeReport) -> None:
    tracks = [track for form in forms for track in form.tracks]
    rows = [_TRACKS.row(code=t.code, name=t.name, position=i) for i, t in enumerate(tracks)]
    ids = _merge(_TRACKS, rows, report)
    levels = [
        _LEVELS.row(
            code=level.code,
            track_id=ids[level.code[0]],
            name=level.name,
            min_years=level.min_years,
            max_years=level.max_years,
            grade=level.grade,
            **level.guide.model_dump(),
        )
        for form in forms
        for level in form.levels
    ]
    _merge(_LEVELS, levels, report)


def _tree(forms: list[TreeFile], report: ChangeReport) -> None:
    tree = [superfunction for form in forms for superfunction in form.superfunctions]
    groups = dict(ClassificationEntry.objects.filter(code__endswith="-0000").values_list("code", "pk"))
    superfunctions = [
        _SUPERFUNCTIONS.row(**_node(s, i), soc_major_group_id=groups[s.soc_major_group])
        for i, s in enumerate(tree)
    ]
    ids = _merge(_SUPERFUNCTIONS, superfunctions, report)
    functions = [
        _FUNCTIONS.row(**_node(f, i), superfunction_id=ids[s.code], title_stems=list(f.title_stems))
        for s in tree
        for i, f in enumerate(s.functions)
    ]
    ids = _merge(_FUNCTIONS, functions, report)
    focuses = [
        _FOCUSES.row(
            function__code=f.code,
            function_id=ids[f.code],
            title_stems=list(focus.title_stems),
            **_node(focus, i),
        )
        for s in tree
        for f in s.functions
        for i, focus in enumerate(f.focuses)
    ]
    _merge(_FOCUSES, focuses, report)


def _node(form: Any, position: int) -> dict[str, Any]:
    return {"code": form.code, "name": form.name, "definition": form.definition, "position": position}


def _guides(forms: list[FunctionFile], report: ChangeReport, prune: bool) -> None:
    functions = dict(Function.objects.values_list("code", "pk"))
    levels = dict(Level.objects.values_list("code", "pk"))
    mentioned = {form.function for form in forms}
    merge(
        _GUIDES,
        present=_GUIDES.present(),
        desired=[
            _GUIDES.row(
                function__code=form.function,
                level__code=level,
                function_id=functions[form.function],
                level_id=levels[level],
                **{row: getattr(override, row) or "" for row in GUIDE_ROWS},
            )
            for form in forms
            for level, override in form.guide.items()
        ],
        report=report,
        removable=lambda row: prune or row.function__code in mentioned,
    )


def prune_tree(forms: Iterable[CatalogueFile], *, report: ChangeReport) -> None:
    """Remove the branches of the tree that the files do not mention and that have no roles.

    Without a tree file nothing is removed.
    """
    trees = [form for form in forms if isinstance(form, TreeFile)]
    if not trees:
        return
    superfunctions = [superfunction for tree in trees for superfunction in tree.superfunctions]
    functions = [function for superfunction in superfunctions for function in superfunction.functions]
    _remove(
        Focus, {(function.code, focus.code) for function in functions for focus in function.focuses}, report
    )
    _remove(Function, {(function.code,) for function in functions}, report)
    _remove(Superfunction, {(superfunction.code,) for superfunction in superfunctions}, report)


def _remove(
    model: type[Focus] | type[Function] | type[Superfunction],
    kept: set[tuple[str, ...]],
    report: ChangeReport,
) -> None:
    gone = [row for row in model.objects.filter(roles=None) if row.natural_key() not in kept]
    report[str(model._meta.verbose_name_plural)].removed += [row.natural_key() for row in gone]
    model.objects.filter(pk__in=[row.pk for row in gone]).delete()
