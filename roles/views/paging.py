"""Pages of a long list."""

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import HttpRequest


def page_of(request: HttpRequest, rows: Any, size: int) -> tuple[Page[Any], str]:
    """The page that the address asks for, and what is wrong with the number if anything is.

    A wrong number gives the first page beside the message, so that there is a way on.
    """
    paginator = Paginator(rows, size)
    wanted = request.GET.get("page", "1")
    try:
        if len(wanted) > 9 or not (wanted.isascii() and wanted.isdigit()):
            raise InvalidPage
        return paginator.page(int(wanted)), ""
    except InvalidPage:
        last = paginator.num_pages
        exist = "There is one page" if last == 1 else f"There are pages 1 to {last:,}"
        return paginator.page(1), f"There is no page “{wanted[:20]}”. {exist}; this is the first."
