"""The form of a role."""

from typing import Any

from django.core.exceptions import ValidationError

from roles.admin.editing.fields import LinesField
from roles.admin.editing.history import HistoryForm
from roles.domain.titles import normalise
from roles.models import Role

SAME_TITLE = "_same_title"
"""The name of the button that confirms a title which another role has; its value is the title as it is compared."""


class RoleForm(HistoryForm):
    """The plan of the story as lines; and a question about a title that another role has.

    Organisations do have one title on two grades, so the title is asked about and not refused. ``same_title`` is the
    title that is to be confirmed, as it is compared.
    """

    same_title = ""
    story_plan = LinesField(
        label="The plan", most_lines=12, line_length=2000, help_text="One step on each line, in order."
    )

    def clean_title(self) -> str:
        """Ask about a new title that a listed role has."""
        title: str = self.cleaned_data["title"]
        key = normalise(title)
        if "title" in self.changed_data and self.data.get(SAME_TITLE) != key:
            others = _roles_titled(key, besides=self.instance.pk)
            if others:
                self.same_title = key
                raise ValidationError(
                    f"{', '.join(others)} has this title too. Confirm it above if that is meant."
                )
        return title


def _roles_titled(key: str, *, besides: int | None) -> list[str]:
    """The codes of the listed roles with the title. Every title is read: no index compares as ``normalise`` does."""
    titles = Role.objects.listed().order_by("code").values_list("pk", "code", "title").iterator()
    return [code for pk, code, title in titles if pk != besides and normalise(title) == key]


def question(form: Any) -> dict[str, Any]:
    """What the page of the form needs to ask about the title, or to keep the answer."""
    confirmed = form.data.get(SAME_TITLE, "")
    return {"same_title": form.same_title, "confirmed_title": "" if form.same_title else confirmed}
