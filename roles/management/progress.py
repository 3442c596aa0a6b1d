"""Progress bars of commands: on a terminal only, so that logs and pipes stay clean."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from roles.actions.load.catalogue import silent


@contextmanager
def progress_bar(stream: Any) -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function ``(stage, done, total)`` that draws the present stage as a bar if ``stream`` is a terminal."""
    if not getattr(stream, "isatty", lambda: False)():
        yield silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task("")

        def advance(stage: str, done: int, total: int) -> None:
            bars.update(task, description=stage, completed=done, total=total)

        yield advance
