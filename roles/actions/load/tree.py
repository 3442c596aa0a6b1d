"""The part of a load that is about what roles stand on: classifications, ladder and tree."""

from collections.abc import Callable, Iterable
from typing import Any

from roles.actions.load.sync import ChangeReport, link, sync
from roles.documents.files import (
    CatalogueFile,
    ClassificationSchema,
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


def apply_tree(
    forms: list[CatalogueFile], *, plan: ChangeReport, prune: bool, progress: Callable[[str, int, int], None]
) -> None:
    """Write the classifications, the ladder, the tree and the functions' level guides of the files."""
    functions = [form for form in forms if isinstance(form, FunctionFile)]
    _classifications([form for form in forms if isinstance(form, ClassificationsFile)], plan)
    progress("Classifications", 1, 4)
    _levels([form for form in forms if isinstance(form, LevelsFile)], plan)
    progress("Levels", 2, 4)
    _tree([form for form in forms if isinstance(form, TreeFile)], plan)
    progress("Tree", 3, 4)
    _guides(functions, plan, prune)
    progress("Level guides", 4, 4)


def _classifications(forms: list[ClassificationsFile], plan: ChangeReport) -> None:
    standards: dict[str, ClassificationSchema] = {s.code: s for form in forms for s in form.classifications}
    rows = sync(
        Classification,
        existing={row.code: row for row in Classification.objects.all()},
        desired={
            code: {"code": code, "name": standard.name, "publisher": standard.publisher}
            for code, standard in standards.items()
        },
        plan=plan,
    )
    entries = {
        (str(s.code), entry.code): entry
        for form in forms
        for s in form.classifications
        for entry in s.entries
    }
    desired = {
        key: {
            "classification_id": rows[key[0]].pk,
            "code": entry.code,
            "title": entry.title,
            "definition": entry.definition,
        }
        for key, entry in entries.items()
    }
    existing = {
        (row.classification.code, row.code): row
        for row in ClassificationEntry.objects.select_related("classification")
    }
    saved = {**existing, **sync(ClassificationEntry, existing=existing, desired=desired, plan=plan)}
    parents = {
        key: saved[key[0], entry.parent].pk if entry.parent else None for key, entry in entries.items()
    }
    link(ClassificationEntry, rows=saved, attribute="parent_id", targets=parents, plan=plan)


def _levels(forms: list[LevelsFile], plan: ChangeReport) -> None:
    tracks = [track for form in forms for track in form.tracks]
    existing = {row.code: row for row in Track.objects.all()}
    desired = {t.code: {"code": t.code, "name": t.name, "position": i} for i, t in enumerate(tracks)}
    saved = {**existing, **sync(Track, existing=existing, desired=desired, plan=plan)}
    sync(
        Level,
        existing={row.code: row for row in Level.objects.all()},
        desired={
            level.code: {
                "code": level.code,
                "track_id": saved[level.code[0]].pk,
                "name": level.name,
                "min_years": level.min_years,
                "max_years": level.max_years,
                "grade": level.grade,
                **level.guide.model_dump(),
            }
            for form in forms
            for level in form.levels
        },
        plan=plan,
    )


def _tree(forms: list[TreeFile], plan: ChangeReport) -> None:
    superfunctions = [superfunction for form in forms for superfunction in form.superfunctions]
    groups = dict(ClassificationEntry.objects.filter(code__endswith="-0000").values_list("code", "pk"))
    saved = sync(
        Superfunction,
        existing={row.code: row for row in Superfunction.objects.all()},
        desired={
            s.code: {**_node(s, i), "soc_major_group_id": groups[s.soc_major_group]}
            for i, s in enumerate(superfunctions)
        },
        plan=plan,
    )
    functions = sync(
        Function,
        existing={row.code: row for row in Function.objects.all()},
        desired={
            f.code: {**_node(f, i), "superfunction_id": saved[s.code].pk, "title_stems": list(f.title_stems)}
            for s in superfunctions
            for i, f in enumerate(s.functions)
        },
        plan=plan,
    )
    sync(
        Focus,
        existing={(row.function.code, row.code): row for row in Focus.objects.select_related("function")},
        desired={
            (f.code, focus.code): {
                **_node(focus, i),
                "function_id": functions[f.code].pk,
                "title_stems": list(focus.title_stems),
            }
            for s in superfunctions
            for f in s.functions
            for i, focus in enumerate(f.focuses)
        },
        plan=plan,
    )


def _node(form: Any, position: int) -> dict[str, Any]:
    return {"code": form.code, "name": form.name, "definition": form.definition, "position": position}


def _guides(forms: list[FunctionFile], plan: ChangeReport, prune: bool) -> None:
    functions = dict(Function.objects.values_list("code", "pk"))
    levels = dict(Level.objects.values_list("code", "pk"))
    mentioned = {form.function for form in forms}
    sync(
        LevelGuide,
        existing={
            (row.function.code, row.level.code): row
            for row in LevelGuide.objects.select_related("function", "level")
        },
        desired={
            (form.function, level): {
                "function_id": functions[form.function],
                "level_id": levels[level],
                **{row: getattr(wording, row) or "" for row in GUIDE_ROWS},
            }
            for form in forms
            for level, wording in form.guide.items()
        },
        plan=plan,
        removable=lambda row: prune or row.function.code in mentioned,
    )


def prune_tree(forms: Iterable[CatalogueFile], *, plan: ChangeReport) -> None:
    """Remove the branches of the tree that the files do not mention and that no role stands on.

    Without a tree file there is nothing to go by, and everything stays.
    """
    trees = [form for form in forms if isinstance(form, TreeFile)]
    if not trees:
        return
    superfunctions = [superfunction for tree in trees for superfunction in tree.superfunctions]
    functions = [function for superfunction in superfunctions for function in superfunction.functions]
    _remove(
        Focus, {(function.code, focus.code) for function in functions for focus in function.focuses}, plan
    )
    _remove(Function, {(function.code,) for function in functions}, plan)
    _remove(Superfunction, {(superfunction.code,) for superfunction in superfunctions}, plan)


def _remove(
    model: type[Focus] | type[Function] | type[Superfunction], kept: set[tuple[str, ...]], plan: ChangeReport
) -> None:
    gone = [row for row in model.objects.filter(roles=None) if row.natural_key() not in kept]
    plan[str(model._meta.verbose_name_plural)].removed += [row.natural_key() for row in gone]
    model.objects.filter(pk__in=[row.pk for row in gone]).delete()
