"""Journeys round a role: its neighbours on the list and on the map, the rungs of its ladder, what changes between."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.journey import Journey, with_and_without_script


class TestNeighbours(Journey):
    """From a role to the roles beside it."""

    def test_by_band_and_by_move(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        self.when_i_follow("All adjacent roles, with the map of the neighbourhood")
        self.then_i_am_on("/roles/AIMLAM.GEN.P3/adjacent/")
        self.when_i_choose("Confident", "Match band")
        self.when_i_choose("Promotion", "Kind of move")
        self.when_i_press("Show")
        self.then_i_am_on("/roles/AIMLAM.GEN.P3/adjacent/?band=confident&move=promotion")
        assert [row.splitlines()[0] for row in self.rows("nearest first")] == [
            "Senior AI/ML Engineer",
            "Staff AI/ML Engineer",
        ]
        self.when_i_follow("Senior AI/ML Engineer")
        self.then_i_am_on("/roles/AIMLAM.GEN.P4/")
        self.then_nobody_meets_a_barrier()

    def test_by_a_dot_of_the_map(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/adjacent/")
        chart = self.main.get_by_role("region", name="Map of the neighbourhood")
        self.when_i_follow("Junior AI/ML Engineer, AIMLAM.GEN.P1, Confident, distance 0.11", within=chart)
        self.then_i_am_on("/roles/AIMLAM.GEN.P1/")

    def test_none_in_that_way(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P6/adjacent/")
        self.when_i_choose("Promotion", "Kind of move")
        self.when_i_press("Show")
        self.then_i_read("No adjacent role matches these filters.")
        self.when_i_follow("See all adjacent roles")
        self.then_i_am_on("/roles/AIMLAM.GEN.P6/adjacent/")

    def test_the_list_goes_on(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/adjacent/")
        first = self.rows("nearest first")
        self.when_i_follow("Next →")
        self.then_i_am_on("/roles/AIMLAM.GEN.P3/adjacent/?page=2")
        assert set(first) & set(self.rows("nearest first")) == set()

    @with_and_without_script
    def test_what_the_distance_is_made_of(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        self.when_i_follow("How coordinates work")
        self.when_i_enter("AIMLAM.GEN.P3", "From")
        self.when_i_enter("aimlam.gen.p4", "To")
        self.when_i_press("Explain")
        self.then_i_read("same focus, one level up")
        self.when_i_follow("Compare AIMLAM.GEN.P3 and AIMLAM.GEN.P4 side by side")
        self.then_i_am_on("/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4")


class TestTheLadder(Journey):
    """Up and down the rungs."""

    def test_one_rung_up_and_down_again(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        ladder = self.page.get_by_role("navigation", name="Ladder")
        expect(ladder.get_by_text("P3", exact=True)).to_have_attribute("aria-current", "page")
        self.when_i_follow("P4", within=ladder)
        self.then_the_heading_is("Senior AI/ML Engineer")
        self.when_i_follow("Experienced AI/ML Engineer", within=self.page.get_by_role("complementary"))
        self.then_i_am_on("/roles/AIMLAM.GEN.P3/")

    def test_what_changes_on_the_way_up(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        self.when_i_follow("what changes to P4")
        self.then_i_am_on("/functions/AIMLAM/GEN/P3-P4/")
        self.then_the_heading_is("What changes from P3 to P4")
        self.then_i_read("Added on P4")
        self.then_nobody_meets_a_barrier()
        self.when_i_follow("Compare the two side by side")
        self.then_i_am_on("/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4")

    def test_from_the_ladder_to_what_changes(self) -> None:
        self.given_i_am_on("/functions/SWENG/")
        self.when_i_follow("what changes, P3-P4 in Backend")
        self.then_i_am_on("/functions/SWENG/BACK/P3-P4/")

    def test_the_guide_of_the_level(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        self.when_i_follow("P3 Mid-Level Professional")
        self.then_i_am_on("/levels/P3/")
        self.then_nobody_meets_a_barrier()


class TestComponentGroups(Journey):
    """The six kinds open and close, with or without a script."""

    def test_a_group_closes_and_opens(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        group = self.main.get_by_role("group").filter(has=self.page.get_by_role("heading", name="Skills"))
        heading, line = group.get_by_role("heading", name="Skills"), group.get_by_role("link").first
        expect(line).to_be_visible()
        heading.click()
        expect(line).to_be_hidden()
        heading.click()
        expect(line).to_be_visible()
        line.click()
        self.then_i_read("The roles that have it")


class TestTheContents(Journey):
    """The list of what stands on a role's page."""

    def test_it_leads_to_each_part_and_stays_in_sight(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        contents = self.page.get_by_role("navigation", name="On this page")
        first, *later = [link.inner_text() for link in contents.get_by_role("link").all()]
        self.when_i_follow(first, within=contents)
        expect(self.heading_of(first)).to_be_in_viewport()
        for words in later:  # the first part stands beside the facts; below them the contents stay
            self.when_i_follow(words, within=contents)
            expect(self.heading_of(words)).to_be_in_viewport()
            expect(contents.get_by_role("link").last).to_be_in_viewport()

    def heading_of(self, words: str) -> Locator:
        """The heading of the part that a line of the contents leads to."""
        return self.main.get_by_role("heading", level=2, name=words.partition(" (")[0]).first


class TestCopying(Journey):
    """What a script adds: the code in the clipboard."""

    @pytest.fixture
    def script(self) -> bool:
        return True

    def test_the_code_is_copied(self) -> None:
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        self.when_i_press("Copy code")
        expect(self.main.get_by_role("button", name="Copied")).to_be_visible()
        assert self.page.evaluate("navigator.clipboard.readText()") == "AIMLAM.GEN.P3"
        self.then_nobody_meets_a_barrier()
