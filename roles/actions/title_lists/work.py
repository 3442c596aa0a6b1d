"""What is done to a list: it is read and resolved, and its job ends in any case but the end of the process."""

import logging
from collections.abc import Callable

from roles.actions.title_lists import jobs
from roles.formats.title_lists import SentList, TitleList, UnreadableList, Wish
from roles.models import Revision, TitleListJob
from roles.resolve.batch import resolve_list
from roles.resolve.receipt import lines_of

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

WENT_WRONG = "Something went wrong with this list. It was reported; you may send the list again."
TOO_LARGE = (
    "Reading this list takes too much memory. Copy the column of titles into a new file and send that."
)


def work_on(job: TitleListJob, progress: Progress = lambda done, total: None) -> bool:
    """Read and resolve the list, and end its job; ``progress`` is told the number of titles done and of all.

    Returns whether all went well enough for the process to go on with another list.
    """
    try:
        _read_and_resolve(job, progress)
    except UnreadableList as fault:
        jobs.refuse(job=job, fault=fault)
    except MemoryError:
        jobs.fail(job=job, why=TOO_LARGE)
        return False
    except Exception:
        logger.exception("A list of titles could not be worked on")
        jobs.fail(job=job, why=WENT_WRONG)
        return False
    return True


def _read_and_resolve(job: TitleListJob, progress: Progress) -> None:
    revision = Revision.current().number
    titles = None if job.receipt else _read(job)
    rows = (
        titles.rows if titles else [line.asked for line in lines_of(job.receipt.lines if job.receipt else ())]
    )
    total = len(titles.titles) if titles else len(rows)
    progress(0, total)
    lines = resolve_list(rows, progress=lambda done: progress(done, total))
    jobs.finish(job=job, lines=lines, titles=titles, revision=revision)


def _read(job: TitleListJob) -> TitleList:
    found = SentList(job.asked["name"], bytes(job.content or b""), Wish(**job.wish)).read()
    if not found.titles:
        raise UnreadableList(found.why_none)
    return found
