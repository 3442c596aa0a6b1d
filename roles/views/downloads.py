"""Tables as files to download."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse

from roles.formats.tables import CSV, XLSX, write_csv, write_xlsx
from roles.views.throttle import is_too_often, too_often

ENDINGS = ("csv", "xlsx")

LONG_TABLE = 200
"""Rows of a table that count as much: a hundred thousand in a workbook take many seconds."""

LONG_DOWNLOADS, WITHIN = 30, 600
"""So many long tables may one visitor download within so many seconds."""


def too_many_downloads(request: HttpRequest, rows: int) -> HttpResponse | None:
    """The page that tells so when a visitor has downloaded too much; None when the table may be downloaded."""
    if rows <= LONG_TABLE or not is_too_often(request, "download", limit=LONG_DOWNLOADS, seconds=WITHIN):
        return None
    return too_often(request, "You have downloaded many long tables within ten minutes.", seconds=WITHIN)


def table_download(rows: Iterable[Sequence[str]], ending: str, *, name: str, sheet: str) -> HttpResponse:
    """The rows as the file ``name.ending``, safe to open in a spreadsheet.

    ``ending`` is one of ENDINGS; ``sheet`` is the title of a workbook's only sheet.
    """
    content = write_csv(rows) if ending == "csv" else write_xlsx(rows, sheet)
    return HttpResponse(
        content,
        content_type=CSV if ending == "csv" else XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )
