"""A long list: taken or not, how far it is, its answer at an address of its own, and what a visitor may ask for."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from roles.actions.title_lists import jobs, processes
from roles.domain.choices import JobState
from roles.formats.title_lists import SentList, UnreadableList, Wish
from roles.models import Receipt, Revision, TitleListJob
from roles.resolve.batch import resolve_list
from roles.views import downloads
from roles.views import resolve_list as list_view
from tests.reader import captioned, cells, every, faults, opened, page_of, texts, the
from tests.uploads import workbook

pytestmark = pytest.mark.usefixtures("catalogue")

ADDRESS = "/resolve/list/"
LONG = "\n".join(["Sr. Data Scientist", "Marine Biologist", "10"] * 70)


@pytest.fixture
def _no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists wait, as when every process is busy."""
    monkeypatch.setattr(processes, "wake", lambda: None)


def sent(client: Client, titles: str = LONG, **data: Any) -> Any:
    return client.post(ADDRESS, {"titles": titles, **data})


def test_a_long_list_has_its_answer_at_an_address_of_its_own(client: Client) -> None:
    response = sent(client)
    assert response.status_code == 302
    address = response["Location"]
    assert len(address.split("/")[-2]) >= 20
    answer = client.get(address)
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    page = page_of(answer)
    assert the(page, "h1").text == "140 titles resolved"
    lines = cells(captioned(page, "Titles and what they mean, page 1 of 2"))
    assert [line[:2] for line in lines[:3]] == [
        ["1", "Sr. Data Scientist"],
        ["2", "Marine Biologist"],
        ["3", "10"],
    ]
    assert any(text.startswith("70 rows have no title.") for text in texts(page, "p"))
    assert "Read from text with one title a line, no headers." in " ".join(texts(page, "p"))
    assert every(page, "meta", name="robots")[0].attributes["content"] == "noindex"


def test_its_states_pages_and_files_come_from_the_answer_and_nothing_is_resolved_twice(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = sent(client)["Location"]
    number = Revision.current().number
    Revision.bump()
    monkeypatch.delattr("roles.actions.title_lists.work.resolve_list")
    lines = cells(captioned(opened(client, f"{address}?state=confident"), "Titles and"))
    assert {line[1] for line in lines} == {"Sr. Data Scientist"}
    assert len(cells(captioned(opened(client, f"{address}?page=2"), "Titles and"))) == 10
    rows = list(csv.DictReader(io.StringIO(client.get(f"{address}?as=csv").content.decode("utf-8-sig"))))
    assert [row["row"] for row in rows] == [str(row) for row in range(1, 211)]
    assert {row["revision"] for row in rows} == {str(number)}
    assert client.get(f"{address}?as=xlsx")["Content-Disposition"].endswith('"titles-resolved.xlsx"')


def test_it_can_be_kept_as_a_receipt_with_its_revision(client: Client) -> None:
    address = sent(client)["Location"]
    number = Revision.current().number
    Revision.bump()
    response = client.post(address)
    assert response.status_code == 302
    kept = Receipt.objects.get()
    assert (response["Location"], kept.revision, len(kept.lines)) == (kept.get_absolute_url(), number, 210)


@pytest.mark.usefixtures("_no_process")
def test_until_it_is_there_the_page_shows_how_far_it_is(client: Client, settings: Any) -> None:
    settings.LIST_PROCESSES = 2
    first, second = sent(client)["Location"], sent(client)["Location"]
    response = client.get(second)
    assert (response.status_code, response["Refresh"]) == (202, "1")
    page = page_of(response)
    assert "1 list comes before it." in texts(page, "p")
    assert every(page, "a", href=second)
    assert "It comes next." in texts(opened(client, first, 202), "p")
    job = jobs.take_up()
    assert job
    assert "It is being read." in texts(opened(client, first, 202), "p")
    jobs.show_life(job=job, done=100, total=140)
    page = opened(client, first, 202)
    assert "100 of 140 titles resolved" in texts(page, "p")
    assert the(page, "progress").attributes["value"] == "100"


@pytest.mark.usefixtures("_no_process")
def test_the_longer_it_takes_the_less_often_the_page_comes_again(client: Client) -> None:
    address = sent(client)["Location"]
    for waited, refresh in ((30, "4"), (600, "10")):
        TitleListJob.objects.update(created_at=timezone.now() - timedelta(seconds=waited))
        assert client.get(address)["Refresh"] == refresh


@pytest.mark.usefixtures("_no_process")
def test_a_list_whose_process_is_gone_is_told_to_have_failed(client: Client) -> None:
    address = sent(client, column="B")["Location"]
    assert jobs.take_up()
    TitleListJob.objects.update(alive_until=timezone.now())
    response = client.get(address)
    assert (response.status_code, response.headers.get("Refresh")) == (200, None)
    page = page_of(response)
    assert "The list was not finished" in texts(page, "h2")
    assert any("Send the list again" in fault for fault in faults(page))
    assert every(page, "input", name="column")[0].attributes["value"] == "B"
    assert every(page, "input", name="file")


def test_a_fault_of_the_work_is_told(client: Client) -> None:
    job = jobs.begin(visitor="ann", sent=SentList("", b"Nurse", Wish()))
    jobs.fail(job=job, why="It broke.")
    assert any("It broke." in fault for fault in faults(opened(client, job.get_absolute_url())))


def test_a_list_that_cannot_be_read_is_told_with_400(client: Client) -> None:
    file = SimpleUploadedFile("a.xlsx", workbook([["Nurse"]]))
    response = client.post(ADDRESS, {"file": file, "sheet": "Two"}, follow=True)
    assert response.status_code == 400
    page = page_of(response)
    assert "The list could not be read" in texts(page, "h2")
    assert every(page, "input", name="sheet")[0].attributes["value"] == "Two"


def test_an_answer_is_gone_after_an_hour(client: Client) -> None:
    address = sent(client)["Location"]
    TitleListJob.objects.update(expires_at=timezone.now())
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no such list. Its answer is kept for an hour" in response.content.decode()
    assert client.get("/resolve/list/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


@pytest.mark.usefixtures("_no_process")
def test_a_visitor_has_two_lists_at_a_time_and_keeps_what_was_pasted(client: Client) -> None:
    sent(client), sent(client)
    response = sent(client)
    assert (response.status_code, response["Retry-After"]) == (429, "30")
    page = page_of(response)
    assert "The list was not taken" in texts(page, "h2")
    assert any("2 lists of yours are being worked on" in fault for fault in faults(page))
    assert the(page, "textarea").text.split() == LONG.split()
    assert sent(client, REMOTE_ADDR="192.0.2.9").status_code == 429  # a field of that name is no address
    assert client.post(ADDRESS, {"titles": LONG}, REMOTE_ADDR="192.0.2.9").status_code == 302
    assert sent(client, titles="Nurse").status_code == 200


@pytest.mark.usefixtures("_no_process")
def test_a_full_queue_is_told_with_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_UNFINISHED", 0)
    response = sent(client)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert not TitleListJob.objects.exists()


def test_a_visitor_may_send_so_many_long_lists_in_an_hour(client: Client, settings: Any) -> None:
    settings.LISTS_PER_VISITOR = 1
    assert sent(client).status_code == 302
    response = sent(client)
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert any("many long lists within an hour" in fault for fault in faults(page_of(response)))


def test_and_so_many_short_ones_in_ten_minutes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_view, "SHORT_LISTS", 1)
    assert sent(client, titles="Nurse").status_code == 200
    response = sent(client, titles="Nurse")
    assert (response.status_code, response["Retry-After"]) == (429, "600")
    assert the(page_of(response), "h1").text == "Too much at once"


def test_and_download_so_many_long_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "LONG_DOWNLOADS", 1)
    monkeypatch.setattr(downloads, "LONG_TABLE", 30)
    address = sent(client)["Location"]
    assert [client.get(f"{address}?as=csv").status_code for _ in range(2)] == [200, 429]
    assert client.get("/roles/roles.csv").status_code == 429
    assert client.get("/roles/roles.csv?function=AIMLAM").status_code == 200


class TestReceipts:
    """Long receipts are resolved again by a process."""

    @pytest.fixture
    def address(self, client: Client) -> str:
        return str(client.post(sent(client)["Location"])["Location"])

    def test_what_has_changed_is_shown_on_the_receipt(self, client: Client, address: str) -> None:
        assert every(opened(client, address), "form", action=f"{address}again/")
        assert "What has changed since" not in texts(opened(client, f"{address}?changes=1"), "h2")
        page = page_of(client.post(f"{address}again/", follow=True))
        assert "Nothing: every title has the answer that it had." in texts(page, "p")

    def test_another_job_is_no_answer_for_it(self, client: Client, address: str) -> None:
        other = TitleListJob.objects.earliest("pk")
        assert (other.state, other.receipt) == (JobState.DONE, None)
        page = opened(client, f"{address}?changes={other.token}")
        assert "What has changed since" not in texts(page, "h2")

    @pytest.mark.usefixtures("_no_process")
    def test_it_counts_as_a_long_list(self, client: Client, settings: Any) -> None:
        settings.LISTS_PER_VISITOR = 1
        kept = Receipt.objects.create(
            revision=1, lines=[line.as_data() for line in resolve_list([(1, "Nurse")])]
        )
        again = f"{kept.get_absolute_url()}again/"
        assert client.post(again).status_code == 302
        response = client.post(again)
        assert (response.status_code, response["Retry-After"]) == (429, "3600")


def test_the_page_of_a_job_asks_the_database_little(client: Client, django_assert_num_queries: Any) -> None:
    address = sent(client)["Location"]
    with django_assert_num_queries(2):  # the job, and the revision in the footer
        client.get(address)


def test_a_fault_that_was_kept_is_no_fault_of_the_form_alone(client: Client) -> None:
    job = jobs.begin(visitor="ann", sent=SentList("", b"Nurse", Wish(header_row=2, delimiter="comma")))
    jobs.refuse(job=job, fault=UnreadableList("Row 2 cannot be the headers."))
    page = opened(client, job.get_absolute_url(), 400)
    assert any("Row 2 cannot be the headers." in fault for fault in faults(page))
    assert every(page, "input", name="header_row")[0].attributes["value"] == "2"
