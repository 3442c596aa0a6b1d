"""Two editors on one record: the second is told what the first changed, and nothing is overwritten unasked."""

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from roles.models import Alias, Component, Focus, Function, Level, LevelGuide, Mapping, Role, Superfunction
from tests.admin.forms import errors, shown


def change(row: Any) -> str:
    return reverse(f"admin:roles_{row._meta.model_name}_change", args=[row.pk])


def filled(form: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {name: "" if value is None else value for name, value in {**form, **changes}.items()}


def told(response: Any) -> list[tuple[str, ...]]:
    """The differences on the page: field, theirs, yours."""
    page = response.content.decode()
    if 'class="conflict"' not in page:
        return []
    table = page[page.index('class="conflict"') :].split("<tbody>")[1].split("</tbody>")[0]
    rows = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in table.split("</tr>"))
    return [tuple(map(html.unescape, cells)) for cells in rows if cells]


@pytest.mark.parametrize(
    ("model", "field", "theirs", "yours"),
    [
        (Alias, "text", "Their Title", "My Title"),
        (Mapping, "confidence", "0.11", "0.22"),
        (Level, "scope", "Their scope.", "My scope."),
        (LevelGuide, "scope", "Their scope.", "My scope."),
        (Superfunction, "name", "Their name", "My name"),
        (Function, "definition", "Their words.", "My words."),
        (Focus, "name", "Their name", "My name"),
        (Component, "label", "Their Label", "My Label"),
        (Role, "tagline", "Their tagline.", "My tagline."),
    ],
)
def test_the_second_editor_overwrites_nothing(
    chief: Client, model: Any, field: str, theirs: str, yours: str
) -> None:
    row = model.objects.order_by("pk").last()
    opened = shown(chief.get(change(row)))
    assert chief.post(change(row), filled(opened, **{field: theirs})).status_code == 302
    response = chief.post(change(row), filled(opened, **{field: yours}))
    assert "Another editor has changed this meanwhile." in errors(response)
    label = str(model._meta.get_field(field).verbose_name)
    assert told(response) == [(label[0].upper() + label[1:], theirs, yours)]
    assert str(getattr(model.objects.get(pk=row.pk), field)) == theirs
    assert str(shown(response)[field]) == yours, "the input is kept"


def conflict(client: Client, row: Any, **yours: Any) -> Any:
    """The page of the second editor's form, when the first has changed the title meanwhile."""
    opened = shown(client.get(change(row)))
    client.post(change(row), filled(opened, tagline="Their tagline."))
    return client.post(change(row), filled(opened, **yours))


def overwriting(response: Any) -> str:
    [value] = re.findall(r'name="_overwrite" value="([^"]*)"', response.content.decode())
    return value.replace("&quot;", '"')


def test_saving_again_does_not_overwrite_but_the_button_does(desk: Client, role: Role) -> None:
    response = conflict(desk, role, tagline="My tagline.")
    again = desk.post(change(role), filled(shown(response)))
    assert told(again) == [("Tagline", "Their tagline.", "My tagline.")]
    sent = filled(shown(response), _overwrite=overwriting(response))
    assert desk.post(change(role), sent).status_code == 302
    assert Role.objects.get(pk=role.pk).tagline == "My tagline."
    assert role.history.filter(tagline="Their tagline.").exists(), "nothing is lost"


def test_theirs_are_taken_by_opening_the_form_again(desk: Client, role: Role) -> None:
    response = conflict(desk, role, tagline="My tagline.")
    assert f'<a href="{change(role)}">Take theirs' in response.content.decode()
    assert desk.post(change(role), filled(shown(desk.get(change(role))), summary="Mine.")).status_code == 302
    stored = Role.objects.get(pk=role.pk)
    assert (stored.tagline, stored.summary) == ("Their tagline.", "Mine.")


def test_a_third_edit_is_told_of_too(desk: Client, role: Role) -> None:
    response = conflict(desk, role, tagline="My tagline.")
    third = shown(desk.get(change(role)))
    desk.post(change(role), filled(third, summary="A third summary."))
    sent = filled(shown(response), _overwrite=overwriting(response))
    again = desk.post(change(role), sent)
    assert ("Summary", "A third summary.", shown(response)["summary"]) in told(again)
    assert Role.objects.get(pk=role.pk).tagline == "Their tagline."


def test_a_form_without_a_version_is_not_saved(desk: Client, role: Role) -> None:
    sent = filled(shown(desk.get(change(role))), title="Mine")
    for version in ("", "[]", "{}", "x", "[" * 5000, "1e999"):
        response = desk.post(change(role), {**sent, "_version": version})
        assert "Compare it with what is stored" in response.content.decode()
    assert Role.objects.get(pk=role.pk).title == role.title


def test_rows_below_a_role_belong_to_its_version(desk: Client, role: Role) -> None:
    first, second, third = role.role_components.select_related("component").order_by("pk")[:3]
    opened = shown(desk.get(change(role)))
    role.role_components.filter(pk=first.pk).update(commonness="rare")
    role.role_components.filter(pk=second.pk).delete()
    role.aliases.create(text="A Third Title", confidence="0.5")
    response = desk.post(change(role), filled(opened, tagline="My tagline."))
    assert told(response) == [
        (f"Role component “{first.component}”: commonness", "rare", str(first.commonness)),
        ("Alias “A Third Title”", "added", "–"),
        ("Role component", "deleted", "kept"),
    ]
    sent = filled(opened, tagline="My tagline.", _overwrite=overwriting(response))
    assert desk.post(change(role), sent).status_code == 302
    assert Role.objects.get(pk=role.pk).tagline == "My tagline."
    assert not role.role_components.filter(pk=second.pk).exists()
    assert role.role_components.get(pk=first.pk).commonness == first.commonness
    assert role.role_components.filter(pk=third.pk).exists()


def test_a_decision_taken_meanwhile_is_told(desk: Client, whisperer: Alias) -> None:
    opened = shown(desk.get(change(whisperer)))
    desk.post(f"/admin/roles/alias/{whisperer.pk}/approve/")
    response = desk.post(change(whisperer), filled(opened, text="Model Charmer III"))
    assert ("State", "approved", "–") in told(response)
    whisperer.refresh_from_db()
    assert whisperer.text == "Model Whisperer III"


def test_what_was_changed_and_changed_back_is_no_conflict(desk: Client, role: Role) -> None:
    opened = shown(desk.get(change(role)))
    Role.objects.filter(pk=role.pk).update(tagline="Their tagline.")
    Role.objects.filter(pk=role.pk).update(tagline=role.tagline)
    assert desk.post(change(role), filled(opened, summary="Mine.")).status_code == 302
