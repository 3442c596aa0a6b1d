"""What the role page shows, as plain data, so that another site can be filled with the same."""

from typing import Any


def shown(code: str) -> dict[str, Any]:
    """The role with its rows, as ``benchmarks.peers.wagtail_site.fill`` reads them."""
    from roles.models import Role
    from roles.role.page import role_page

    role = Role.objects.with_place().get(code=code)
    page = role_page(role)
    related = [
        {
            "distance": near.distance.figure,
            "move": str(near.move),
            "why": near.distance.words,
            **_other(near),
        }
        for near in (*page.neighbours.nearest, *page.neighbours.outside)
    ] + [
        {"distance": f"{near.overlap:.2f}", "move": "", "why": "", **_other(near)}
        for near in page.neighbours.by_content
    ]
    return {
        "role": {
            "title": role.title,
            "slug": "role",
            "code": role.code,
            "tagline": role.tagline,
            "summary": role.summary,
            "who": role.story_who,
            "external": role.story_external,
            "internal": role.story_internal,
            "why": role.story_why,
            "plan": role.story_plan,
            "stakes": role.story_stakes,
            "success": role.story_success,
            "guide": [[row.label, row.text] for row in page.guide.rows],
        },
        "components": [
            {"kind": group.heading, "label": line.component.label, "slug": line.component.slug}
            for group in page.groups
            for line in group.lines
        ],
        "aliases": [
            {"text": line.alias.text, "confidence": str(line.alias.confidence)} for line in page.aliases.lines
        ],
        "related": related,
    }


def _other(near: Any) -> dict[str, Any]:
    return {
        "title": near.role.title,
        "code": near.role.code,
        "shared": near.share.shared,
        "all": near.share.all,
    }
