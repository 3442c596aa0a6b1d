"""The frame around wide tables."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def framed(content: str, label: str = "") -> SafeString:
    """Put a table into a frame that scrolls sideways on narrow screens.

    With a ``label`` the frame is a named region that takes the focus, so that a keyboard can scroll it.
    """
    region = format_html(' tabindex="0" role="region" aria-label="{}"', label) if label else ""
    return format_html('<div class="table-frame"{}>{}</div>', region, content)
