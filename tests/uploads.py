"""Files as people send them, made for the tests."""

import io
import zipfile
from typing import Any

from openpyxl import Workbook


def workbook(rows: list[list[Any]]) -> bytes:
    """A workbook of one sheet; a text that begins with = is a formula in it."""
    book = Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
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
