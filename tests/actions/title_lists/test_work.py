"""What is done to a list; however it ends, its job tells."""

from typing import Any

import pytest

from roles.actions import receipts
from roles.actions.title_lists import jobs, work
from roles.domain.choices import JobState
from roles.formats.title_lists import SentList, UnclearLayout, Wish
from roles.models import Revision, TitleListJob
from roles.resolve.batch import resolve_list
from roles.resolve.stored import unpack, unpack_fault
from tests.uploads import workbook

pytestmark = pytest.mark.usefixtures("catalogue")


def worked_on(content: bytes, name: str = "list.csv", wish: Wish = Wish()) -> tuple[TitleListJob, bool]:  # noqa: B008
    job = jobs.begin(visitor="ann", sent=SentList(name, content, wish))
    taken = jobs.take_up()
    assert taken
    goes_on = work.work_on(taken)
    job.refresh_from_db()
    return job, goes_on


def test_a_list_is_read_as_wished_and_resolved() -> None:
    content = workbook([["a", "b"], ["x", "Sr. Data Scientist"], ["y", "10"]])
    job, goes_on = worked_on(content, "list.xlsx", Wish(column="b", header_row=1))
    answer = unpack(bytes(job.answer or b""))
    assert (job.state, goes_on, job.revision) == (JobState.DONE, True, Revision.current().number)
    assert answer.titles
    assert answer.titles.source.in_words == "sheet “Sheet”, column B, headers in row 1 (“b”)"
    assert list(answer.lines) == resolve_list(answer.titles.rows)
    assert [line.row for line in answer.lines] == [2, 3]


def test_pasted_text_is_read_as_pasted() -> None:
    job, _ = worked_on("Engineer, Backend\nPflegekräfte".encode(), name="")
    assert [line.title for line in unpack(bytes(job.answer or b"")).lines] == [
        "Engineer, Backend",
        "Pflegekräfte",
    ]


def test_progress_is_told_from_the_moment_that_the_list_is_read() -> None:
    jobs.begin(visitor="ann", sent=SentList("", b"Sr. Data Scientist\n10\nNurse", Wish()))
    job, told = jobs.take_up(), []
    assert job
    work.work_on(job, lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "The file is empty"), (b"title\n10\n", "No title was found. row 2: “10”, no letter in it")],
)
def test_a_list_that_cannot_be_read_is_refused_with_the_reason(content: bytes, why: str) -> None:
    job, goes_on = worked_on(content)
    assert (job.state, goes_on) == (JobState.REFUSED, True)
    assert str(unpack_fault(bytes(job.answer or b""))).startswith(why)


def test_what_is_unclear_is_refused_with_the_beginning_of_the_file() -> None:
    job, _ = worked_on(b"Title;Surname;Work\nMrs;Baker;Nurse\nMr;Cook;Plumber\n")
    fault = unpack_fault(bytes(job.answer or b""))
    assert isinstance(fault, UnclearLayout)
    assert fault.previews[0].rows[1] == (2, ("Mrs", "Baker", "Nurse"))


@pytest.mark.parametrize(
    ("fault", "why"),
    [(MemoryError, work.TOO_LARGE), (RuntimeError, work.WENT_WRONG)],
    ids=["memory", "other"],
)
def test_a_fault_ends_the_job_and_the_process(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception], why: str
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise fault

    monkeypatch.setattr(work, "resolve_list", fail)
    job, goes_on = worked_on(b"title\nNurse\n")
    assert (job.state, goes_on) == (JobState.FAILED, False)
    assert str(unpack_fault(bytes(job.answer or b""))) == why


def test_the_titles_of_a_receipt_are_resolved_again() -> None:
    lines = resolve_list([(1, "Sr. Data Scientist"), (2, "10", "no letter in it")])
    job = jobs.begin_again(visitor="ann", receipt=receipts.keep(lines=lines))
    taken = jobs.take_up()
    assert taken
    work.work_on(taken)
    job.refresh_from_db()
    answer = unpack(bytes(job.answer or b""))
    assert (answer.lines, answer.titles) == (lines, None)
