"""The admin: one module for each file of ``roles/models/``, and what they share.

base, placing            the base classes: constraints, what follows a write, roles that follow the tree
editing/                 fields, addresses, versions, histories, decisions on one row and on many
columns, filters         columns and filters of several pages
queues                   the review queues on the first page
role_form, role_rows     the form of a role, and the rows below it
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
