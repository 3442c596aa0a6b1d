"""Documents as they are read from the tables: whole, in order, in a constant number of queries."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles import dump
from roles.documents.files import FunctionFile
from roles.formats import catalogue_yaml
from roles.models import Role
from tests import worlds

pytestmark = pytest.mark.usefixtures("catalogue")


def test_every_document_is_the_one_in_fixtures() -> None:
    written = {}
    for path in worlds.FUNCTIONS:
        file, _ = catalogue_yaml.read(path)
        assert file is not None
        assert isinstance(file.form, FunctionFile)
        written |= {document.code: document for document in file.form.roles}
    read = {document.code: document for document in dump.documents(Role.objects.all())}
    assert read == written


def test_documents_come_in_the_order_that_is_asked_for() -> None:
    codes = [document.code for document in dump.documents(Role.objects.order_by("-code"))]
    assert codes == sorted(codes, reverse=True)


def test_one_document() -> None:
    role = dump.with_document(Role.objects.all()).get(code="AIMLAM.GEN.P3")
    found = dump.document(role)
    assert found.code == "AIMLAM.GEN.P3"
    assert found.role.title == "Experienced AI/ML Engineer"


def test_reading_everything_takes_as_many_queries_for_many_roles_as_for_few() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(dump.documents(Role.objects.all()))
        return len(captured)

    before = queries()
    worlds.grow(40)
    assert queries() == before


def test_the_files_of_the_catalogue_in_the_order_in_which_one_needs_them(tmp_path: Path) -> None:
    names = [catalogue_yaml.file_name(form) for form in dump.files()]
    assert names[:3] == ["levels.yaml", "classifications.yaml", "tree.yaml"]
    tree = yaml.safe_load((settings.FIXTURES_DIR / "tree.yaml").read_text(encoding="utf-8"))
    functions = [function["code"] for field in tree["superfunctions"] for function in field["functions"]]
    assert names[3:] == [f"functions/{code}.yaml" for code in functions]
