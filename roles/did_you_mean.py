"""What an address that leads nowhere may have meant."""

import re
from dataclasses import dataclass

from django.urls import reverse

from roles.domain.codes import near_codes
from roles.models import Function, Level, Role

_LONGEST = 40
_FUNCTIONS = 20


@dataclass(frozen=True)
class Suggestion:
    """A page that may have been meant."""

    code: str
    title: str
    url: str


def near_roles(text: str, limit: int = 5) -> list[Suggestion]:
    """The listed roles whose codes are most like the text, nearest first: those of the functions most like it."""
    begun = re.split(r"[^0-9A-Za-z]", text.strip())[0]
    functions = near_codes(begun, Function.objects.values_list("code", flat=True), _FUNCTIONS)
    titles = dict(Role.objects.listed().filter(function__code__in=functions).values_list("code", "title"))
    return [
        Suggestion(code, titles[code], reverse("roles:role", args=[code]))
        for code in near_codes(text, titles, limit)
    ]


def near_addresses(path: str) -> list[Suggestion]:
    """Pages that a wrong address below /roles/, /functions/ or /levels/ may have meant."""
    match = re.match(r"/(roles|functions|levels)/([^/]+)", path)
    if not match:
        return []
    section, text = match[1], match[2][:_LONGEST]
    if section == "roles":
        return near_roles(text)
    model, name = (Function, "roles:function") if section == "functions" else (Level, "roles:level")
    titles = dict(model._default_manager.values_list("code", "name"))
    return [Suggestion(code, titles[code], reverse(name, args=[code])) for code in near_codes(text, titles)]
