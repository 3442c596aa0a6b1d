"""Forms of the public pages that are not filters."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from roles.did_you_mean import Suggestion, near_roles
from roles.domain.codes import MalformedCode, RoleCode
from roles.domain.coordinates import MatchBand, MoveKind
from roles.domain.titles import has_bidi_override
from roles.formats.title_lists import (
    LONGEST_TITLE,
)
from roles.models import Redirect, Role

NOT_LISTED = {"invalid_choice": "“%(value)s” is not one of the list."}
"""The message for a value that is not among the choices."""

LEAST_COMPARED, MOST_COMPARED = 2, 4


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
        role = Role.objects.for_summaries().select_related("replaced_by").of_code(code).first()
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


class CompareForm(forms.Form):
    """The roles to compare, each by its code or a former one; ``role`` cleans to their present codes.

    Once the form is cleaned, and also when it is not valid, ``codes`` are the existing roles among those named,
    ``near`` is what the others may have meant, and ``texts`` fills the four fields of the picker.
    """

    role = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    differences = forms.Field(required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.codes: list[str] = []
        self.near: list[Suggestion] = []
        self.texts: list[str] = []

    @property
    def is_comparable(self) -> bool:
        """Whether the address is right and names enough roles."""
        return self.is_valid() and len(self.codes) >= LEAST_COMPARED

    @property
    def only_differences(self) -> bool:
        """Whether equal rows are left out; any value but ``1`` shows them."""
        return bool(self.cleaned_data.get("differences") == "1")

    def clean_role(self) -> list[str]:
        """The present codes; raises ValidationError with every fault at once."""
        given = [text for value in self.cleaned_data["role"] if (text := value.strip())]
        self.texts = [text[:120] for text in given[:MOST_COMPARED]] + [""] * (MOST_COMPARED - len(given))
        codes, faults = self._read(given[: MOST_COMPARED + 1])
        if len(given) > MOST_COMPARED:
            faults.append(f"{len(given):,} roles are named. Compare two to four at a time.")
        known = set(Role.objects.filter(code__in=codes).values_list("code", flat=True))
        for code in codes:
            if code not in known:
                faults.append(f"There is no role {code}.")
                self.near += near_roles(code, 3)
        self.codes = [code for code in codes if code in known][:MOST_COMPARED]
        if faults:
            raise forms.ValidationError(faults)
        return self.codes

    def _read(self, texts: Sequence[str]) -> tuple[list[str], list[str]]:
        """The different codes that the texts name, former ones replaced, and what is wrong with the others."""
        candidates = [text.upper() for text in texts if "\0" not in text]  # PostgreSQL refuses NUL
        former = dict(Redirect.objects.filter(code__in=candidates).values_list("code", "role__code"))
        codes: list[str] = []
        faults: list[str] = []
        for text in texts:
            try:
                code = str(RoleCode.parse(text))
            except MalformedCode as fault:
                faults.append(str(fault))
                self.near += near_roles(text, 3)
                continue
            code = former.get(code, code)
            if code in codes:
                faults.append(f"{code} is named twice. Name each role once.")
            else:
                codes.append(code)
        return codes, faults


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
        label="Name contains",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class ResolveForm(forms.Form):
    """One title to be resolved."""

    title = forms.CharField(
        label="Job title",
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter a title, for example “Sr. Data Scientist II”."},
    )


class SuggestTitleForm(forms.Form):
    """A title that a visitor suggests for a role."""

    role = RoleField(label="Role", help_text="Its code, for example AIMLAM.GEN.P3")
    title = forms.CharField(
        label="Title", max_length=120, help_text="As people in your organisation write it", strip=True
    )
    website = forms.CharField(label="Leave this empty", required=False, max_length=200)

    @property
    def is_a_machine(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.cleaned_data.get("website"))

    def clean_title(self) -> str:
        """The title; one without a letter is none."""
        title = " ".join(self.cleaned_data["title"].split())
        if not any(character.isalpha() for character in title):
            raise forms.ValidationError("A title has at least one letter.")
        if has_bidi_override(title):
            raise forms.ValidationError("Write the title without characters that change its direction.")
        return title
