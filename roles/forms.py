"""Forms of the public pages that are not filters."""

from typing import Any

from django import forms

from roles.codes import MalformedCode, RoleCode
from roles.coordinates import MatchBand, MoveKind
from roles.models import Role
from roles.nearby import near_roles

NOT_LISTED = {"invalid_choice": "“%(value)s” is not one of the list."}
"""What a form says of a value that is none of its choices."""


class RoleField(forms.CharField):
    """A role by its code, or a former one; cleans to the Role with its place, and names near codes if there is none."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"data-suggest": "roles", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=120, widget=forms.TextInput(attrs=attributes), **kwargs)

    def clean(self, value: Any) -> Any:
        """The role; raises ValidationError with a way on."""
        text = super().clean(value)
        if not text:
            return None
        try:
            code = str(RoleCode.parse(text))
        except MalformedCode as fault:
            raise forms.ValidationError(_with_near(str(fault), text)) from None
        role = Role.objects.with_card().select_related("replaced_by").of_code(code).first()
        if role is None:
            raise forms.ValidationError(_with_near(f"There is no role {code}.", code))
        return role


def _with_near(message: str, text: str) -> str:
    near = near_roles(text, 3)
    return f"{message} Did you mean {' or '.join(found.code for found in near)}?" if near else message


class DistanceForm(forms.Form):
    """Two roles whose distance is to be explained."""

    a = RoleField(label="From", help_text="A role's code, for example AIMLAM.GEN.P3")
    b = RoleField(label="To", help_text="Another role's code")


class AdjacentForm(forms.Form):
    """The filters of the list of adjacent roles."""

    band = forms.ChoiceField(
        label="Match band",
        required=False,
        error_messages=NOT_LISTED,
        choices=[("", "Any band"), *((band.slug, band.value) for band in MatchBand)],
    )
    move = forms.ChoiceField(
        label="Kind of move",
        required=False,
        error_messages=NOT_LISTED,
        choices=[("", "Any move"), *((move.slug, move.value.capitalize()) for move in MoveKind)],
    )


class ComponentsForm(forms.Form):
    """The filters of the list of components."""

    q = forms.CharField(
        label="Label holds", max_length=120, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
