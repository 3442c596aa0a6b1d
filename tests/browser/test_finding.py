"""Journeys to a role: by a title, by its code, by suggestions, and back from a wrong code."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.journey import Journey, with_and_without_script


class TestFindingARole(Journey):
    """From the home page to the page of a role."""

    @with_and_without_script
    def test_by_a_title(self) -> None:
        self.given_i_am_on("/")
        self.when_i_enter("machine learning", "Title, alias or code")
        self.when_i_press("Search")
        self.then_i_am_on("/roles/?q=machine+learning")
        self.when_i_follow("Experienced AI/ML Engineer")
        self.then_i_am_on("/roles/AIMLAM.GEN.P3/")
        self.then_the_heading_is("Experienced AI/ML Engineer")
        self.then_nobody_meets_a_barrier()

    @pytest.mark.parametrize("code", ["AIMLAM.GEN.P3", " aimlam.gen.p3 "])
    def test_by_its_exact_code(self, code: str) -> None:
        self.given_i_am_on("/")
        self.when_i_enter(code, "Title, alias or code")
        self.when_i_press("Search")
        self.then_i_am_on("/roles/AIMLAM.GEN.P3/")

    def test_by_its_code_from_any_page(self) -> None:
        header = self.page.get_by_role("banner")
        self.given_i_am_on("/levels/")
        self.when_i_enter("AIMLAM.GEN.P3", "Title, alias or code", within=header)
        self.when_i_press("Search", within=header)
        self.then_i_am_on("/roles/AIMLAM.GEN.P3/")

    def test_by_function_and_level(self) -> None:
        self.given_i_am_on("/")
        self.when_i_follow("Roles", within=self.page.get_by_role("banner"))
        self.when_i_choose("Site Reliability Engineer", "Function")
        self.when_i_choose("M2 Manager II", "Level")
        self.when_i_press("Show")
        assert self.rows("1 role") == ["Site Reliability Engineering Manager II"]
        self.when_i_follow("Clear all")
        self.then_i_am_on("/roles/")

    def test_by_the_ladder_of_its_function(self) -> None:
        self.given_i_am_on("/functions/")
        self.when_i_follow("Data Scientist")
        self.when_i_follow("Senior Data Scientist")
        self.then_i_am_on("/roles/DATSCI.GEN.P4/")

    def test_by_a_component_that_it_needs(self) -> None:
        self.given_i_am_on("/components/")
        self.when_i_follow("Skills")
        self.when_i_enter("mentor", "Name contains")
        self.when_i_press("Show")
        self.when_i_follow("Mentoring")
        self.when_i_follow("Senior AI/ML Engineer")
        self.then_i_am_on("/roles/AIMLAM.GEN.P4/")

    def test_nothing_is_called_that(self) -> None:
        self.given_i_am_on("/")
        self.when_i_enter("xyzzy plugh", "Title, alias or code")
        self.when_i_press("Search")
        self.then_i_read("No role has all of that.")
        self.when_i_follow("see all roles")
        self.then_i_am_on("/roles/")
        self.then_nobody_meets_a_barrier()


class TestSuggestions(Journey):
    """What a script adds: titles to choose from while one types."""

    @pytest.fixture
    def script(self) -> bool:
        return True

    def test_typing_suggests_codes_with_their_titles(self) -> None:
        self.given_i_am_on("/")
        field = self.main.get_by_label("Title, alias or code")
        with self.page.expect_response(re.compile("/roles/suggest/")):
            field.press_sequentially("data sci")
        options = self.main.locator("datalist option")
        expect(options).not_to_have_count(0)
        shown = {option.get_attribute("value"): option.get_attribute("label") for option in options.all()}
        assert shown["DATSCI.GEN.P3"] == "Data Scientist III (DATSCI.GEN.P3)"
        assert field.get_attribute("list") == self.main.locator("datalist").get_attribute("id")

    def test_too_little_to_go_by_suggests_nothing(self) -> None:
        self.given_i_am_on("/compare/")
        field = self.main.get_by_label("Role 1")
        with self.page.expect_response(re.compile("/roles/suggest/")):
            field.press_sequentially("NLP")
        options = self.main.locator("datalist").first.locator("option")
        expect(options).not_to_have_count(0)
        field.fill("N")
        expect(options).to_have_count(0)

    def test_a_suggestion_that_was_chosen_leads_to_its_role(self) -> None:
        self.given_i_am_on("/")
        self.when_i_enter("DATSCI.GEN.P3", "Title, alias or code")
        self.main.get_by_label("Title, alias or code").press("Enter")
        self.then_i_am_on("/roles/DATSCI.GEN.P3/")


class TestAWrongCode(Journey):
    """A code that is none: what it may have meant, and the way there."""

    def test_in_the_address(self) -> None:
        self.given_i_am_on("/roles/AIMLM.GEN.P3/")
        self.then_the_heading_is("There is no page at this address")
        self.then_i_read("Did you mean")
        self.when_i_follow("Experienced AI/ML Engineer")
        self.then_i_am_on("/roles/AIMLAM.GEN.P3/")

    def test_of_a_level(self) -> None:
        self.given_i_am_on("/levels/P33/")
        self.then_i_read("Did you mean")
        self.when_i_follow("Mid-Level Professional")
        self.then_i_am_on("/levels/P3/")

    @with_and_without_script
    def test_in_a_comparison(self) -> None:
        self.given_i_am_on("/compare/")
        self.when_i_enter("AIMLM.GEN.P3", "Role 1")
        self.when_i_enter("AIMLAM.GEN.P4", "Role 2")
        self.when_i_press("Compare")
        self.then_i_read("There is no role AIMLM.GEN.P3.")
        self.when_i_enter("AIMLAM.GEN.P3", "Role 1")
        self.when_i_press("Compare")
        self.then_the_heading_is("Experienced AI/ML Engineer and Senior AI/ML Engineer")
        self.then_nobody_meets_a_barrier()

    def test_between_two_roles(self) -> None:
        self.given_i_am_on("/coordinates/")
        self.when_i_enter("AIMLM.GEN.P3", "From")
        self.when_i_enter("SWENG.GEN.M1", "To")
        self.when_i_press("Explain")
        self.then_i_read("Did you mean AIMLAM.GEN.P3")
        self.when_i_enter("AIMLAM.GEN.P3", "From")
        self.when_i_press("Explain")
        self.then_i_read("No confident match")
        self.then_nobody_meets_a_barrier()
