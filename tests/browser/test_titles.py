"""Journeys of people who come with words: a slip of the pen, an empty result, one title, a list, a suggestion."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from roles.actions import editors
from tests.browser.journey import Journey, with_and_without_script

NAME, PASSWORD = "mira", "quiet-harbour-lantern"


class TestSearching(Journey):
    """From words to a role."""

    def test_with_a_slip_of_the_pen(self) -> None:
        self.given_i_am_on("/")
        self.when_i_enter("kubernetes relibility", "Title, alias or code")
        self.when_i_press("Search")
        self.then_i_read("No role has “relibility”; read as “reliability”.")
        self.then_nobody_meets_a_barrier()
        self.when_i_follow("Senior Site Reliability Engineer", exact=False)
        self.then_the_heading_is("Senior Site Reliability Engineer")

    def test_by_a_skill_and_why_each_hit_is_there(self) -> None:
        self.given_i_am_on("/roles/")
        self.when_i_enter("mentoring", "Title, skill, code or other words")
        self.when_i_press("Show")
        row = self.main.get_by_role("row").filter(has_text="AIMLAM.GEN.P4")
        self.then_i_read("skill:", within=row)
        expect(row.locator("mark")).to_have_text("Mentoring")

    def test_to_an_empty_result_and_back(self) -> None:
        self.given_i_am_on("/roles/")
        self.when_i_choose("Data Scientist", "Function")
        self.when_i_choose("E3 Chief Officer", "Level")
        self.when_i_press("Show")
        self.then_i_read("No role has all of that.")
        self.then_nobody_meets_a_barrier()
        self.when_i_follow("Remove Level: E3 Chief Officer")
        self.then_i_am_on("/roles/?function=DATSCI")
        assert "Senior Data Scientist" in self.rows("roles")
        self.when_i_follow("Clear all")
        self.then_i_am_on("/roles/")

    def test_the_grid_shows_where_roles_are_missing(self) -> None:
        self.given_i_am_on("/roles/")
        self.when_i_follow("Grid of functions and levels")
        self.then_i_am_on("/roles/?view=grid")
        self.then_nobody_meets_a_barrier()
        self.when_i_follow("P4 Senior Data Scientist")
        self.then_the_heading_is("Senior Data Scientist")


class TestResolving(Journey):
    """From a job title to what it means."""

    def test_one_title(self) -> None:
        self.given_i_am_on("/")
        self.when_i_follow("Titles", within=self.page.get_by_role("banner"))
        self.when_i_enter("Snr Data Scientist", "Job title")
        self.when_i_press("Resolve")
        self.then_the_heading_is("What “Snr Data Scientist” means")
        self.then_i_read("Confident")
        self.then_i_read("because the approved alias “Sr. Data Scientist” has the same words")
        self.then_i_read("“Snr” read as P4")
        self.then_nobody_meets_a_barrier()
        self.main.get_by_role("link", name="Senior Data Scientist", exact=True).first.click()
        self.then_i_am_on("/roles/DATSCI.GEN.P4/")

    @with_and_without_script
    def test_a_workbook_and_the_answer_as_a_workbook(self, tmp_path: Path) -> None:
        self.given_i_am_on("/resolve/list/")
        self.when_i_choose_the_file(tmp_path / "people.xlsx")
        self.when_i_press("Resolve")
        self.then_the_heading_is("3 titles resolved")
        self.then_nobody_meets_a_barrier()
        self.when_i_follow("Needs review 1")
        assert self.rows("Titles and what they mean") == ["Data Analyst II/III"]
        with self.page.expect_download() as started:
            self.when_i_follow("XLSX")
        kept = tmp_path / started.value.suggested_filename
        started.value.save_as(kept)
        sheet = load_workbook(kept).active
        assert sheet
        answers = {row[1]: (row[0], row[2], row[3]) for row in sheet.iter_rows(min_row=2, values_only=True)}
        assert answers["Sr. Data Scientist"] == ("2", "confident", "DATSCI.GEN.P4")
        assert answers["Marine Biologist"] == ("4", "no_match", None)

    def test_pasted_titles_as_csv(self) -> None:
        self.given_i_am_on("/resolve/list/")
        self.when_i_enter("Sr. Data Scientist\nMarine Biologist", "Titles, one a line")
        self.when_i_press("Resolve")
        with self.page.expect_download() as started:
            self.when_i_press("Download CSV")
        content = Path(started.value.path()).read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(content)))
        assert [(row["title"], row["state"]) for row in rows] == [
            ("Sr. Data Scientist", "confident"),
            ("Marine Biologist", "no_match"),
        ]

    def when_i_choose_the_file(self, path: Path) -> None:
        """A workbook with three titles in its second column."""
        book = Workbook()
        assert book.active
        for row in (
            ["Id", "Job title"],
            [1, "Sr. Data Scientist"],
            [2, "Data Analyst II/III"],
            [3, "Marine Biologist"],
        ):
            book.active.append(row)
        book.save(path)
        self.main.get_by_label("Or a file: CSV or XLSX, with one title a row").set_input_files(path)


@pytest.mark.usefixtures("live_catalogue")
class TestSuggesting(Journey):
    """A visitor suggests a title, an editor approves it, and it stands."""

    @with_and_without_script
    def test_a_suggested_title_is_approved(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        self.when_i_follow("Suggest a title for this role")
        self.when_i_enter("Gradient Wrangler", "Title")
        self.when_i_press("Suggest")
        self.then_the_heading_is("Thank you. Your title waits for an editor")
        self.then_i_read("Until then it is shown nowhere")
        self.then_nobody_meets_a_barrier()
        self.when_an_editor_approves("Gradient Wrangler")
        self.given_i_am_on("/resolve/?title=gradient+wrangler")
        self.then_i_read("exact approved alias “Gradient Wrangler”")
        self.when_i_follow("The page of this title")
        self.then_the_heading_is("Gradient Wrangler")
        self.then_i_read(f"by {NAME}")
        self.then_nobody_meets_a_barrier()

    def when_an_editor_approves(self, title: str) -> None:
        """In the queue, in a browser of their own."""
        editors.create_editor(name=NAME, password=PASSWORD)
        desk = self.visitor()
        desk.goto("/admin/roles/alias/")
        desk.get_by_label("Username:").fill(NAME)
        desk.get_by_label("Password:").fill(PASSWORD)
        desk.get_by_role("button", name="Log in").click()
        desk.goto(f"/admin/roles/alias/?q={title}")
        desk.get_by_role("button", name=f"Approve: {title}").click()
        expect(desk.get_by_text(f"{title}: approved.")).to_be_visible()
