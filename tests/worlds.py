"""Small worlds for tests: documents, catalogue folders, and a catalogue that grows.

Everything enters through the public load path (YAML files and ``catalogue.load``), so that no test stands on rows
that the catalogue itself would refuse.
"""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import connection

from roles import models
from roles.actions import component_counts
from roles.actions.load import catalogue
from roles.actions.load.catalogue import Loaded
from roles.domain.choices import Kind

FIXTURES = settings.FIXTURES_DIR
FUNCTIONS = [
    FIXTURES / f"functions/{code}.yaml"
    for code in ["ACCEXE", "AIMLAM", "DATANA", "DATENG", "DATSCI", "PRODMG", "REGNUR", "SRENG", "SWENG"]
]
PART = [*(FIXTURES / name for name in ("levels.yaml", "classifications.yaml", "tree.yaml")), *FUNCTIONS]
"""The part of fixtures/ that the tests stand on: whole ladders of several trades, loaded in a fraction of the time."""

SHARED = 5  # components of each kind that a grown role shares with roles of fixtures/


def load_part() -> None:
    """Bring the database into line with PART."""
    catalogue.load(paths=PART)


def settle() -> None:
    """Bring what is derived into line after rows were written past the actions: counts of roles, and the revision."""
    component_counts.recount()
    models.Revision.bump()


def remove_everything() -> None:
    """Empty every table of the catalogue, history included; only inside a transaction that is rolled back."""
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def every_row() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the catalogue's tables, history and revision included: equal when nothing was written."""
    with connection.cursor() as cursor:
        found = {}
        for table in _tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            found[table] = cursor.fetchall()
    return found


def _tables() -> list[str]:
    tables = {model._meta.db_table for model in models.Role._meta.apps.get_app_config("roles").get_models()}
    return sorted(tables & set(connection.introspection.table_names()))


def role_document(code: str, **changes: Any) -> dict[str, Any]:
    """A valid minimal role document as plain data.

    ``changes`` replace keys of its role part (``title=...``, ``status=...``), or whole parts of the document
    (``components=``, ``aliases=``, ``mappings=``, ``pay=``, ``accepted=``).
    """
    parts: dict[str, Any] = {"components": {}, "aliases": [], "mappings": [], "pay": []}
    parts |= {name: changes.pop(name) for name in list(changes) if name in {*parts, "accepted"}}
    role = {
        "code": code,
        "title": f"Role {code}",
        "tagline": f"What {code} is there for.",
        "summary": f"What {code} does.",
        "confidence": 0.7,
        **changes,
    }
    return {"role": role, **parts}


def alias(text: str, **changes: Any) -> dict[str, Any]:
    """A valid alias of a document."""
    return {"text": text, "confidence": 0.7, **changes}


def mapping(code: str = "15-2051", **changes: Any) -> dict[str, Any]:
    """A valid mapping of a document, by default to SOC 2018's Data Scientists."""
    return {
        "classification": "SOC2018",
        "code": code,
        "relation": "close",
        "source": "editor",
        "confidence": 0.6,
        **changes,
    }


def pay(**changes: Any) -> dict[str, Any]:
    """A valid pay benchmark of a document."""
    return {
        "currency": "EUR",
        "region": "Germany",
        "year": 2026,
        "median": 70000,
        "source": "A survey",
        "method": "As published",
        **changes,
    }


def function_file(function: str, *documents: dict[str, Any], **others: Any) -> dict[str, Any]:
    """A function's file as plain data."""
    return {"function": function, **others, "roles": list(documents)}


def tree_file(**functions: list[str]) -> dict[str, Any]:
    """A tree of one superfunction, DATA, as plain data: function codes with their focuses beside GEN."""
    return {"superfunctions": [superfunction("DATA", "Data & AI", **functions)]}


def superfunction(code: str, name: str, **functions: list[str]) -> dict[str, Any]:
    """A superfunction of a tree file as plain data: function codes with their focuses beside GEN."""
    return {
        "code": code,
        "name": name,
        "definition": f"What {name} is.",
        "soc_major_group": "15-0000",
        "functions": [
            {
                "code": function,
                "name": f"Function {function}",
                "definition": f"What {function} is.",
                "title_stems": [],
                "focuses": [
                    {"code": focus, "name": focus, "definition": f"What {focus} is.", "title_stems": []}
                    for focus in ["GEN", *focuses]
                ],
            }
            for function, focuses in functions.items()
        ],
    }


def write_yaml(path: Path, data: Any) -> Path:
    """Write plain data (or, as bytes, anything at all) to a file; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        text = yaml.dump(data, Dumper=_WithoutAnchors, sort_keys=False, allow_unicode=True)
        path.write_text(text, encoding="utf-8")
    return path


class _WithoutAnchors(yaml.CSafeDumper):
    """Writes a value that occurs twice as often as it occurs: catalogue files know no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def entry_count() -> int:
    """How many classification entries the small catalogue has: those of fixtures/."""
    files = yaml.load((FIXTURES / "classifications.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return sum(len(classification["entries"]) for classification in files["classifications"])


def small_catalogue(folder: Path) -> Path:
    """Write a whole catalogue of three roles to ``folder``, which loads in no time; returns the folder.

    The ladder and the classifications are those of fixtures/; the tree has AIMLAM (GEN, NLP) and DATSCI (GEN).
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("levels.yaml", "classifications.yaml"):
        shutil.copyfile(FIXTURES / name, folder / name)
    write_yaml(folder / "tree.yaml", tree_file(AIMLAM=["NLP"], DATSCI=[]))
    skills = {
        "skill": [{"label": "Python"}, {"label": "Mentoring", "commonness": "rare", "origin": "function"}]
    }
    three = role_document(
        "AIMLAM.GEN.P3", components=skills, aliases=[alias("ML Engineer")], mappings=[mapping()]
    )
    four = role_document("AIMLAM.NLP.P4", components=skills, core_outputs=["Language models", "Test sets"])
    guide = {"P3": {"scope": "A whole model"}}
    write_yaml(folder / "functions/AIMLAM.yaml", function_file("AIMLAM", three, four, guide=guide))
    write_yaml(folder / "functions/DATSCI.yaml", function_file("DATSCI", role_document("DATSCI.GEN.P3")))
    return folder


def load_files(folder: Path, files: dict[str, Any], **options: Any) -> Loaded:
    """Write the files (name: plain data) below ``folder`` and load the folder."""
    for name, data in files.items():
        write_yaml(folder / name, data)
    return catalogue.load(paths=[folder], **options)


def function_of(*documents: dict[str, Any]) -> dict[str, Any]:
    """AIMLAM's file with these roles, under the name that it has in the small catalogue."""
    return {"functions/AIMLAM.yaml": function_file("AIMLAM", *documents)}


def grow(number: int) -> list[str]:
    """Add ``number`` roles to the catalogue that is there; returns their codes.

    They stand in new functions under the first superfunction, fill ladders level by level, share components with
    the roles that are there, and have aliases of every state and mappings, so that a page which asks once per row
    is found out by its count of queries.
    """
    parent = models.Superfunction.objects.select_related("soc_major_group").earliest("position", "code")
    levels = [level.code for level in models.Level.objects.in_order()]
    per_function = 2 * len(levels)  # GEN and one specialism
    taken = models.Function.objects.filter(code__startswith="G", superfunction=parent).count()
    functions = [f"G{taken + i:05}" for i in range(-(-number // per_function))]
    codes = [
        f"{function}.{focus}.{level}"
        for function in functions
        for focus in ("GEN", "SPC")
        for level in levels
    ]
    tree = {
        **superfunction(parent.code, parent.name, **{function: ["SPC"] for function in functions}),
        "definition": parent.definition,
        "soc_major_group": parent.soc_major_group.code,
    }
    shared = {
        kind.value: list(
            models.Component.objects.filter(kind=kind.value).values_list("label", flat=True)[:100]
        )
        for kind in Kind
    }
    with tempfile.TemporaryDirectory() as folder:
        write_yaml(Path(folder, "tree.yaml"), {"superfunctions": [tree]})
        documents = [
            json.dumps(_grown(code, i % per_function, shared)) for i, code in enumerate(codes[:number])
        ]
        Path(folder, "roles.jsonl").write_text("\n".join(documents), encoding="utf-8")
        catalogue.load(paths=[Path(folder)])
    return codes[:number]


def _grown(code: str, i: int, shared: dict[str, list[str]]) -> dict[str, Any]:
    components = {
        kind: [{"label": labels[(i + step) % len(labels)]} for step in range(min(SHARED, len(labels)))]
        + [{"label": f"{kind} of {code}", "commonness": "occasional"}]
        for kind, labels in shared.items()
    }
    decided = {"decided_by": "editor", "decided_at": "2026-11-23T09:30:00+00:00"}
    return role_document(
        code,
        status=("published", "in_review", "draft")[i % 3],
        confidence=(0.45, 0.7, 0.85)[i % 3],
        core_outputs=[f"First output of {code}", f"Second output of {code}"],
        components=components,
        aliases=[
            alias(f"Approved title of {code}", state="approved", **decided),
            alias(f"Pending title of {code}", type="abbreviation"),
            alias(f"Rejected title of {code}", state="rejected", **decided),
        ],
        mappings=[mapping(), mapping("15-1252", review="confirmed", **decided)],
    )
