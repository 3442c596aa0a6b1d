"""Forms as a browser sends them: what the page shows, with some fields changed."""

import html
import re
from typing import Any
from unittest import mock

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import Client


def shown(response: HttpResponse) -> dict[str, Any]:
    """The values of every field on an admin form, its inlines and their management forms included."""
    context = response.context_data
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                values[field.html_name] = value
    if version := context.get("version"):
        values["_version"] = version
    return values


def fill(client: Client, url: str, **changes: Any) -> HttpResponse:
    """Open the form, change some fields (None empties one), send it, and follow where it leads.

    The page of the form is not rendered: its fields are all that is needed of it.
    """
    with mock.patch.object(SimpleTemplateResponse, "rendered_content", ""):
        values = {**shown(client.get(url)), **changes}
    sent = {name: "" if value is None else value for name, value in values.items()}
    return client.post(url, sent, follow=True)


def errors(response: HttpResponse) -> str:
    """Every error on the page's forms, as text."""
    parts = [[part] if isinstance(part, str) else part for part in response.context_data["errors"]]
    return " ".join(str(error) for part in parts for error in part)


def said(response: HttpResponse) -> list[str]:
    """The messages at the top of the page, without their buttons."""
    texts = (
        re.sub(r"<button.*?</button>", "", str(message)) for message in get_messages(response.wsgi_request)
    )
    return [html.unescape(re.sub(r"<[^>]*>", "", text)).strip() for text in texts]


def confirm(client: Client, asked: HttpResponse) -> HttpResponse:
    """Say yes to the question about an action on many rows, and follow where it leads."""
    return client.post(asked.redirect_chain[-1][0], {"at": asked.context_data["bulk"].next}, follow=True)
