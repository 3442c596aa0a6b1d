"""Files as people send them, and as attackers do, made for the tests."""

import io
import zipfile
from typing import Any

from openpyxl import Workbook

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(rows: list[list[Any]], **sheets: list[list[Any]]) -> bytes:
    """A workbook with the rows on its first sheet, and further sheets by name; a text that begins with = is a formula.

    A sheet whose name begins with "Hidden" is hidden.
    """
    book = Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    for name, content in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name.startswith("Hidden") else "visible"
        for row in content:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def raw_workbook(sheet: bytes, strings: bytes = b"<sst/>", styles: bytes = b"<styleSheet/>") -> bytes:
    """A workbook whose parts are these bytes, whatever they are."""
    relations = "<Relationships>{}</Relationships>"
    relation = '<Relationship Id="{0}" Type="{1}/{0}" Target="{2}"/>'
    targets = {"worksheet": "sheet.xml", "sharedStrings": "strings.xml", "styles": "styles.xml"}
    own = "".join(relation.format(kind, _KINDS, target) for kind, target in targets.items())
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations.format(relation.format("officeDocument", _KINDS, "xl/workbook.xml")),
        "xl/workbook.xml": '<workbook><sheets><sheet name="Sheet" r:id="worksheet"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations.format(own),
        "xl/sheet.xml": sheet,
        "xl/strings.xml": strings,
        "xl/styles.xml": styles,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """A workbook of half a megabyte that would unpack to half a gigabyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(5):
            with archive.open(f"xl/worksheets/sheet{i}.xml", "w") as sheet:
                for _ in range(100):
                    sheet.write(b"0" * 1024 * 1024)
    return out.getvalue()
