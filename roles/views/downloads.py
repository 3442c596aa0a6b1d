"""Tables as files to download."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from roles.formats.tables import CSV, XLSX, write_csv, write_xlsx

ENDINGS = ("csv", "xlsx")


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
