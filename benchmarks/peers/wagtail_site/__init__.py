"""A small Wagtail site with one kind of page: the fields of a role, and nothing that a role page lacks."""
