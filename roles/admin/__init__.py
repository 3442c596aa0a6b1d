"""The editors' admin: one module per table, review queues first."""

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
