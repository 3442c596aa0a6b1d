"""The journey of an editor: titles from the queue to the page of their role."""

from decimal import Decimal

import pytest
from playwright.sync_api import Locator, expect

from roles.actions import aliases, editors
from roles.domain.choices import AliasType
from roles.models import Role
from tests.browser.journey import Journey, with_and_without_script
from tests.browser.looking import barriers, overflow

NAME, PASSWORD = "mira", "quiet-harbour-lantern"
TITLE = "Machine Learning III"


@pytest.mark.usefixtures("live_catalogue")
class TestReviewingTitles(Journey):
    """An editor decides on titles; a reader sees it at once."""

    @with_and_without_script
    def test_an_approved_title_stands_on_the_page_at_once(self) -> None:
        self.given_an_editor_who_has_signed_in()
        self.when_i_open_the_queue_and_look_for(TITLE)
        self.when_i_press(f"Approve: {TITLE}", within=self.row_of("AIMLAM.GEN.P3"))
        self.then_i_am_told(f"{TITLE}: approved.")
        self.then_a_reader_sees_the_title_as("approved")

    def test_a_second_approval_is_refused_and_undoing_the_first_makes_room(self) -> None:
        self.given_an_editor_who_has_signed_in()
        self.given_another_role_that_wants_the_title("DATSCI.GEN.P3")
        self.when_i_open_the_queue_and_look_for(TITLE)
        self.when_i_press(f"Approve: {TITLE}", within=self.row_of("AIMLAM.GEN.P3"))
        self.when_i_look_for(TITLE)
        self.when_i_press(f"Approve: {TITLE}", within=self.row_of("DATSCI.GEN.P3"))
        self.then_i_am_told(f"“{TITLE}” is already approved for AIMLAM.GEN.P3 (scope global).")
        self.when_i_look_for(TITLE)
        self.when_i_press(f"Undo: {TITLE}", within=self.row_of("AIMLAM.GEN.P3"))
        self.then_i_am_told(f"{TITLE}: pending again.")
        self.then_a_reader_sees_the_title_as("pending")
        self.when_i_look_for(TITLE)
        self.when_i_press(f"Approve: {TITLE}", within=self.row_of("DATSCI.GEN.P3"))
        self.then_i_am_told(f"{TITLE}: approved.")

    @with_and_without_script
    def test_many_are_decided_on_after_a_question_and_that_is_undone(self) -> None:
        self.given_an_editor_who_has_signed_in()
        self.when_i_open_the_queue_and_look_for(TITLE)
        self.row_of("AIMLAM.GEN.P3").get_by_role("checkbox").check()
        self.main.get_by_label("Action:").select_option("reject")
        self.when_i_press("Go")
        self.then_the_heading_is("Reject: 1 alias")
        self.then_i_read("Nothing has been changed yet.")
        self.then_the_page_is_free_of_barriers()
        self.when_i_press("Reject 1 alias")
        self.then_i_am_told("1 rejected.")
        self.when_i_press("Undo", within=self.page.locator(".messagelist"))
        self.then_i_am_told("1 taken back.")
        self.then_a_reader_sees_the_title_as("pending")

    @pytest.mark.parametrize("script", [True])
    def test_the_admin_has_no_barrier_and_keeps_my_place(self) -> None:
        self.given_an_editor_who_has_signed_in()
        self.page.wait_for_load_state("networkidle")  # the page that follows the sign-in
        self.then_our_part_is_free_of_barriers(".queues")
        self.when_i_follow("mappings need review", exact=False)
        self.then_the_page_is_free_of_barriers()
        self.given_i_am_on("/admin/roles/alias/?state__exact=pending")
        self.then_the_page_is_free_of_barriers()
        expect(self.page.get_by_role("columnheader", name="Contested with")).to_be_in_viewport(ratio=1)
        buttons = self.main.get_by_role("button", name="Reject: ")
        following = self.main.get_by_role("button", name="Approve: ").nth(21)
        name = following.get_attribute("aria-label")
        buttons.nth(20).click()
        self.then_i_am_told("rejected.")
        expect(self.main.get_by_role("button", name=f"{name}", exact=True).first).to_be_focused()
        expect(self.page.locator(".messagelist").get_by_role("button", name="Undo")).to_be_in_viewport()

    @pytest.mark.parametrize("script", [True])
    def test_the_form_of_a_role_fits_and_every_field_has_a_name(self) -> None:
        self.given_an_editor_who_has_signed_in()
        role = Role.objects.get(code="AIMLAM.GEN.P3")
        self.given_i_am_on(f"/admin/roles/role/{role.pk}/change/")
        expect(self.page.locator("[role=combobox][aria-label]").nth(3)).to_be_attached()
        self.then_the_page_is_free_of_barriers()
        other = self.page.context.new_page()
        other.goto(self.page.url)
        other.get_by_label("Tagline:").fill("Their tagline.")
        other.get_by_role("button", name="Save", exact=True).click()
        expect(other.get_by_text("was changed successfully")).to_be_visible()
        self.when_i_enter("My tagline.", "Tagline:")
        self.when_i_press("Save")
        self.then_i_read("Another editor was faster")
        self.then_our_part_is_free_of_barriers(".conflict")
        assert overflow(self.page) == []
        self.when_i_press("Save mine over theirs")
        self.then_i_am_told("was changed successfully")

    def given_an_editor_who_has_signed_in(self) -> None:
        """With an account of their own, at the admin's first page."""
        editors.create_editor(name=NAME, password=PASSWORD)
        self.given_i_am_on("/admin/")
        self.when_i_enter(NAME, "Username:")
        self.when_i_enter(PASSWORD, "Password:")
        self.when_i_press("Log in")
        expect(self.main.get_by_role("heading", name="To review")).to_be_visible()

    def given_another_role_that_wants_the_title(self, code: str) -> None:
        """The same words, proposed for a second role."""
        role = Role.objects.get(code=code)
        by = editors.get_user_model().objects.get(username=NAME)
        aliases.add(role=role, text=TITLE, type=AliasType.COMMON, confidence=Decimal("0.60"), by=by)

    def when_i_open_the_queue_and_look_for(self, title: str) -> None:
        """From the admin's first page."""
        self.when_i_follow("aliases pending", exact=False)
        self.when_i_look_for(title)

    def when_i_look_for(self, title: str) -> None:
        """In the whole list, decided or not."""
        self.given_i_am_on("/admin/roles/alias/")
        self.main.get_by_role("searchbox").or_(self.main.get_by_role("textbox", name="Search")).fill(title)
        self.when_i_press("Search")

    def row_of(self, code: str) -> Locator:
        """The row of the title for a role; other roles that want it stand in a column of their own."""
        title = self.page.get_by_role("link", name=TITLE, exact=True)
        role = self.page.locator(".field-role_code .code", has_text=code)
        return self.main.get_by_role("row").filter(has=title).filter(has=role)

    def then_i_am_told(self, words: str) -> None:
        """In the messages above the list."""
        expect(self.page.locator(".messagelist")).to_contain_text(words)

    def then_a_reader_sees_the_title_as(self, state: str) -> None:
        """Somebody without an account, on the role's own page."""
        reader = self.visitor()
        reader.goto("/roles/AIMLAM.GEN.P3/")
        reader.locator("#aliases summary").click()
        approved = reader.get_by_role("table", name="Titles that people use")
        pending = reader.get_by_role("table", name="Titles that no editor has decided on")
        header = reader.get_by_role("rowheader", name=TITLE, exact=True)
        here, elsewhere = (approved, pending) if state == "approved" else (pending, approved)
        expect(here.get_by_role("row").filter(has=header)).to_be_visible()
        expect(elsewhere.get_by_role("row").filter(has=header)).to_have_count(0)

    def then_the_page_is_free_of_barriers(self) -> None:
        """No serious one, and nothing to scroll sideways for on a screen of 1280 pixels."""
        assert overflow(self.page) == []
        if self.script:
            found = barriers(self.page, "body")
            assert [one for one in found if "(serious)" in one or "(critical)" in one] == []

    def then_our_part_is_free_of_barriers(self, selector: str) -> None:
        """Django's own pages break some rules; what stands on them from us breaks no serious one, light or dark."""
        expect(self.page.locator(selector).first).to_be_visible()
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            found = barriers(self.page, selector)
            assert [one for one in found if "(serious)" in one or "(critical)" in one] == []
