"""Rows have natural keys: dumpdata and loaddata transfer the catalogue without primary keys."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from roles import dump
from roles.models import Redirect, Revision, Role
from tests import worlds

MODELS = [model for model in apps.get_app_config("roles").get_models() if not hasattr(model, "instance_type")]
PAY = {
    "currency": "EUR",
    "region": "Germany",
    "year": 2026,
    "p25": 60000,
    "median": 70000.5,
    "source": "A survey",
    "method": "As published",
}


@pytest.mark.usefixtures("empty_catalogue")
def test_dumped_and_loaded_again_the_catalogue_is_the_same(tmp_path: Path) -> None:
    folder = worlds.small_catalogue(tmp_path / "catalogue")
    decided = {"decided_by": "ada", "decided_at": "2026-11-23T09:30:00+00:00"}
    retired = worlds.role_document(
        "DATSCI.GEN.P2",
        status="retired",
        replaced_by="DATSCI.GEN.P3",
        aliases=[worlds.alias("Data Scientist II", state="approved", **decided)],
        mappings=[worlds.mapping(review="confirmed", **decided)],
        pay=[PAY],
    )
    worlds.load_files(folder, {"functions/more.yaml": worlds.function_file("DATSCI", retired)})
    Redirect.objects.create(code="OLDONE.GEN.P1", role=Role.objects.get(code="DATSCI.GEN.P3"))
    before, revision = list(dump.files()), Revision.current().number

    dumped = tmp_path / "dump.json"
    labels = [model._meta.label for model in MODELS]
    call_command("dumpdata", *labels, natural_foreign=True, natural_primary=True, output=str(dumped))
    worlds.remove_everything()
    assert not Role.objects.exists()
    call_command("loaddata", str(dumped), verbosity=0)

    assert list(dump.files()) == before
    assert Revision.current().number == revision
    assert Redirect.objects.get().role.code == "DATSCI.GEN.P3"


@pytest.mark.usefixtures("empty_catalogue")
def test_no_primary_key_leaves_the_database(tmp_path: Path) -> None:
    worlds.load_files(worlds.small_catalogue(tmp_path / "catalogue"), {})
    dumped = tmp_path / "dump.json"
    labels = [model._meta.label for model in MODELS if model is not Revision]
    call_command("dumpdata", *labels, natural_foreign=True, natural_primary=True, output=str(dumped))
    rows = json.loads(dumped.read_text())
    assert rows
    assert [row["model"] for row in rows if "pk" in row] == []
