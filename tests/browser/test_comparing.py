"""Journeys through a comparison: put together, turned round, cut down, shared and taken away."""

import csv
import io
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.journey import Journey, with_and_without_script

PAIR = "/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4"


class TestComparing(Journey):
    """Two roles and more, side by side."""

    @with_and_without_script
    def test_from_a_role_to_a_comparison_and_round_it(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        self.when_i_follow("Compare", within=self.page.get_by_role("complementary"))
        expect(self.main.get_by_label("Role 1", exact=True)).to_have_value("AIMLAM.GEN.P3")
        self.when_i_enter("aimlam.gen.p4", "Role 2")
        self.when_i_press("Compare")
        self.then_the_heading_is("Experienced AI/ML Engineer and Senior AI/ML Engineer")
        self.then_i_read("As a move from AIMLAM.GEN.P3 to AIMLAM.GEN.P4")
        self.when_i_follow("Swap")
        self.then_i_am_on("/compare/?role=AIMLAM.GEN.P4&role=AIMLAM.GEN.P3")
        self.then_the_heading_is("Senior AI/ML Engineer and Experienced AI/ML Engineer")
        self.then_nobody_meets_a_barrier()

    def test_only_what_differs(self) -> None:
        self.given_i_am_on(PAIR)
        everything = len(self.rows("Words that differ"))
        self.when_i_follow("Differences only")
        assert len(self.rows("Only what differs")) < everything
        self.when_i_follow("Show everything")
        assert len(self.rows("Words that differ")) == everything

    def test_the_heads_stay_in_sight(self) -> None:
        self.given_i_am_on(PAIR)
        head = self.main.get_by_role("columnheader", name="Senior AI/ML Engineer")
        self.page.mouse.wheel(0, 2500)
        expect(self.main.get_by_role("heading", level=1)).not_to_be_in_viewport()
        expect(head).to_be_in_viewport()

    def test_another_role_for_one_of_two(self) -> None:
        self.given_i_am_on(PAIR)
        self.when_i_follow("remove AIMLAM.GEN.P4")
        self.then_i_am_on("/compare/?role=AIMLAM.GEN.P3")
        self.when_i_enter("DATSCI.GEN.P3", "Role 2")
        self.when_i_press("Compare")
        self.then_the_heading_is("Experienced AI/ML Engineer and Data Scientist III")

    def test_a_third_role(self) -> None:
        self.given_i_am_on(PAIR)
        self.when_i_enter("SWENG.GEN.M1", "Role 3 (optional)")
        self.when_i_press("Compare")
        self.then_the_heading_is(
            "Experienced AI/ML Engineer and Senior AI/ML Engineer and Engineering Manager I"
        )
        self.then_nobody_meets_a_barrier()
        self.when_i_follow("remove AIMLAM.GEN.P3")
        self.then_the_heading_is("Senior AI/ML Engineer and Engineering Manager I")

    def test_from_a_neighbour(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        self.when_i_follow("compare with AIMLAM.GEN.P4")
        expect(self.page).to_have_url(f"{self.site}{PAIR}")

    def test_a_shared_address_shows_the_same(self) -> None:
        self.given_i_am_on(PAIR)
        self.when_i_follow("Differences only")
        somebody_else = self.visitor()
        somebody_else.goto(self.page.url)
        assert somebody_else.get_by_role("main").inner_text() == self.main.inner_text()


class TestTakingItAway(Journey):
    """Downloads that open where they are meant to be opened."""

    def test_as_csv(self) -> None:
        content = self._downloaded("CSV").read_text(encoding="utf-8-sig")
        rows = list(csv.reader(io.StringIO(content)))
        assert rows[0] == ["Section", "Attribute", "AIMLAM.GEN.P3", "AIMLAM.GEN.P4"]
        assert ["Role", "Title", "Experienced AI/ML Engineer", "Senior AI/ML Engineer"] in rows
        assert {len(row) for row in rows} == {4}

    def test_as_a_workbook(self) -> None:
        sheet = load_workbook(self._downloaded("XLSX")).active
        rows = list(sheet.iter_rows(values_only=True)) if sheet else []
        assert rows[0] == ("Section", "Attribute", "AIMLAM.GEN.P3", "AIMLAM.GEN.P4")
        assert ("Role", "Title", "Experienced AI/ML Engineer", "Senior AI/ML Engineer") in rows

    def _downloaded(self, link: str) -> Path:
        self.given_i_am_on(PAIR)
        with self.page.expect_download() as started:
            self.when_i_follow(link)
        name = f"compare-AIMLAM.GEN.P3-AIMLAM.GEN.P4.{link.lower()}"
        assert started.value.suggested_filename == name
        kept = Path(started.value.path()).with_name(name)
        Path(started.value.path()).rename(kept)
        return kept
