"""Numbers with their nouns."""

from django import template

register = template.Library()


@register.filter
def counted(number: int, noun: str) -> str:
    """``1 role`` or ``1,234 roles``; an irregular plural follows a comma, as in ``"focus,focuses"``."""
    singular, _, plural = noun.partition(",")
    return f"{number:,} {singular if number == 1 else plural or f'{singular}s'}"
