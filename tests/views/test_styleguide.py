"""The style guide shows every component, filled and empty, and nothing of it is in the catalogue."""

import pytest
from django.conf import settings
from django.test import Client

from roles.models import Role
from tests.reader import every, opened, texts, the

pytestmark = pytest.mark.usefixtures("catalogue")

NOT_SHOWN = {
    "components/faults.html": "takes the focus, as it should on a page that has a fault",
    "components/pager.html": "leads to pages, of which the style guide has none",
}


@pytest.mark.usefixtures("noted_templates")
def test_every_component_is_shown(client: Client) -> None:
    response = client.get("/styleguide/")
    used = {template.name for template in response.templates}
    folder = settings.BASE_DIR / "templates" / "components"
    components = {f"components/{path.name}" for path in folder.glob("*.html")}
    assert components - used == set(NOT_SHOWN)


def test_the_three_bands_and_their_words(client: Client) -> None:
    section = the(opened(client, "/styleguide/"), "section", aria_labelledby="sg-band")
    bands = every(section, "span", class_="band")
    assert [band.attributes["data-band"] for band in bands] == ["confident", "needs_review", "no_match"]
    assert [band.text.partition(" distance ")[0] for band in bands] == [
        "Confident",
        "Needs review",
        "No confident match",
    ]


def test_every_confidence_and_status_is_there(client: Client) -> None:
    section = the(opened(client, "/styleguide/"), "section", aria_labelledby="sg-confidence")
    assert texts(section, "span", class_="confidence") == [
        "low confidence 0.00",
        "medium confidence 0.50",
        "high confidence 0.80",
    ]
    assert texts(section, "span", class_="status") == ["draft", "in review", "published", "retired"]


def test_the_samples_are_no_roles_of_the_catalogue(client: Client) -> None:
    page = opened(client, "/styleguide/")
    section = the(page, "section", aria_labelledby="sg-code")
    codes = set(texts(section, "a", "code", class_="code"))
    assert codes
    assert not Role.objects.filter(code__in=codes).exists()


def test_search_engines_are_told_to_leave_it_out(client: Client) -> None:
    robots = [
        meta for meta in opened(client, "/styleguide/").all("meta") if meta.attributes.get("name") == "robots"
    ]
    assert [meta.attributes["content"] for meta in robots] == ["noindex"]


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post("/styleguide/").status_code == 405
