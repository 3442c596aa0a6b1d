"""A table as a file: its name, its type, and cells that no spreadsheet takes for formulas."""

import csv
import io

from openpyxl import load_workbook

from roles.views.downloads import ENDINGS, table_download

ROWS = [["Code", "Title"], ["A.GEN.P1", "=1+1"], ["B.GEN.P1", "Zoë, “nurse”"]]


def test_a_download_is_named_and_typed_by_its_ending() -> None:
    found = {}
    for ending in ENDINGS:
        response = table_download(ROWS, ending, name="roles", sheet="Roles")
        found[response["Content-Disposition"]] = response["Content-Type"]
    assert found == {
        'attachment; filename="roles.csv"': "text/csv; charset=utf-8",
        'attachment; filename="roles.xlsx"': "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }


def test_a_formula_leaves_as_text() -> None:
    response = table_download(iter(ROWS), "csv", name="roles", sheet="Roles")
    assert list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")))) == [
        ROWS[0],
        ["A.GEN.P1", "'=1+1"],
        ROWS[2],
    ]
    response = table_download(iter(ROWS), "xlsx", name="roles", sheet="Roles")
    sheet = load_workbook(io.BytesIO(response.content))["Roles"]
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == ROWS
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
