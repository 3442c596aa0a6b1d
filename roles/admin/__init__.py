"""The admin: one module for each file of ``roles/models/``, and what they share.

base, history, placing   the base classes: constraints, histories, roles that follow the tree
fields, columns, filters form fields, columns and filters of several pages
queues, review, role_rows the review queues, the pages of decisions, the rows below a role
"""

from django.contrib import admin

from roles.admin import (
    alias,
    classification,
    component,
    level,
    mapping,
    pay,
    redirect,
    revision,
    role,
    tree,
)

__all__ = [
    "alias",
    "classification",
    "component",
    "level",
    "mapping",
    "pay",
    "redirect",
    "revision",
    "role",
    "tree",
]

admin.site.site_header = "Role catalogue"
admin.site.site_title = "Role catalogue"
admin.site.index_title = "Role catalogue"
