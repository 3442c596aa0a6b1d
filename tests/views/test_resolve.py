"""One title: the page says the state in words, names the candidates and the evidence, and leads on."""

import pytest
from django.test import Client

from roles.models import Role
from tests.reader import captioned, cells, every, faults, links, opened, texts, the

pytestmark = pytest.mark.usefixtures("catalogue")


def test_a_confident_answer_names_the_role_and_why(client: Client) -> None:
    page = opened(client, "/resolve/?title=Sr.+Data+Scientist")
    assert texts(page, "h1") == ["What “Sr. Data Scientist” means"]
    assert the(page, "h2", id="answer").text == "Confident"
    first, *_ = cells(captioned(page, "Roles that the title may mean"))
    title = Role.objects.get(code="DATSCI.GEN.P4").title
    assert first[:4] == [title, "DATSCI.GEN.P4", "P4 Senior Professional", "score 1.00"]
    assert first[4] == "exact approved alias “Sr. Data Scientist”"
    assert "“Sr.” read as P4" in texts(page, "li")
    assert links(the(page, "main"))[title] == "/roles/DATSCI.GEN.P4/"


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Sr. Data Scientist", "the approved alias “Sr. Data Scientist” is exactly this title"),
        ("Senior  data scientist", "the title of the role “Senior Data Scientist” is exactly this title"),
        (
            "Snr Data Scientist",
            "the approved alias “Sr. Data Scientist” has the same words, qualifiers left out",
        ),
        (
            "Senior Data Scientist (remote)",
            "the approved alias “Sr. Data Scientist” has the same words, qualifiers left out",
        ),
        (
            "Senior Data Scietnist",
            "the approved alias “Sr. Data Scientist” is nearly this title, and no other role has one as near",
        ),
    ],
)
def test_a_confident_answer_names_the_rule_that_made_it_so(client: Client, title: str, why: str) -> None:
    page = opened(client, f"/resolve/?title={title}")
    assert the(page, "h2", id="answer").text == "Confident"
    role = Role.objects.get(code="DATSCI.GEN.P4").title
    assert f"The title means DATSCI.GEN.P4 {role}, because {why}." in texts(page, "p")


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Data Analyst II/III", "it names several levels"),
        ("Sr. Data Scientist II", "it states two levels that do not go together"),
        ("Site Reliability Engineer", "it states no level"),
    ],
)
def test_what_is_open_says_why_and_lets_somebody_choose(client: Client, title: str, why: str) -> None:
    page = opened(client, f"/resolve/?title={title}")
    assert the(page, "h2", id="answer").text == "Needs review"
    assert any(text.endswith(f"{why}.") for text in texts(page, "p"))
    assert len(cells(captioned(page, "Roles that the title may mean"))) > 1
    onward = links(the(page, "main"))
    assert client.get(onward["Compare these roles side by side"]).status_code == 200


def test_both_of_two_levels_are_candidates(client: Client) -> None:
    page = opened(client, "/resolve/?title=Data+Analyst+II/III")
    codes = [row[1] for row in cells(captioned(page, "Roles that the title may mean"))]
    assert set(codes[:2]) == {"DATANA.GEN.P2", "DATANA.GEN.P3"}


@pytest.mark.parametrize("title", ["Marine Biologist", "工程师", "xyzzy", "مهندس"])
def test_it_abstains_where_no_name_is_near(client: Client, title: str) -> None:
    page = opened(client, f"/resolve/?title={title}")
    assert the(page, "h2", id="answer").text == "No confident match"
    assert "/titles/suggest/" in " ".join(links(the(page, "main")).values())


@pytest.mark.parametrize("title", ["Senior Data Scientist", "sr. data scientist"])
def test_a_title_that_a_role_has_leads_to_its_page(client: Client, title: str) -> None:
    onward = links(the(opened(client, f"/resolve/?title={title}"), "main"))
    assert the(opened(client, onward["The page of this title"]), "h1")


@pytest.mark.parametrize(
    "title", ["Senior Data Scientist, Berlin", "Marine Biologist", "Machine Learning III"]
)
def test_a_title_that_nobody_has_leads_to_no_page(client: Client, title: str) -> None:
    assert "The page of this title" not in links(the(opened(client, f"/resolve/?title={title}"), "main"))


def test_a_slip_is_read_as_the_word_that_was_meant(client: Client) -> None:
    page = opened(client, "/resolve/?title=Senior+Data+Scietnist")
    assert "“scietnist” read as scientist" in texts(page, "li")
    assert cells(captioned(page, "Roles that"))[0][1] == "DATSCI.GEN.P4"


@pytest.mark.parametrize(
    ("title", "said"),
    [("", "Enter a title, for example"), ("x" * 301, "at most 300 characters"), ("a\0b", "Null characters")],
    ids=["empty", "long", "null"],
)
def test_what_is_no_title_is_explained(client: Client, title: str, said: str) -> None:
    response = client.get("/resolve/", {"title": title})
    assert response.status_code == 400
    assert said in response.content.decode()


@pytest.mark.parametrize("title", ["🦄", "!!!", "3.0", "x" * 300, "<b>Data</b>", "II"])
def test_odd_titles_are_answered(client: Client, title: str) -> None:
    assert client.get("/resolve/", {"title": title}).status_code == 200


def test_without_a_title_there_is_the_form(client: Client) -> None:
    page = opened(client, "/resolve/")
    assert texts(page, "h1") == ["Resolve a title"]
    assert len(every(page, "input", name="title")) == 1
    assert not every(page, "table")
    assert not faults(page)
