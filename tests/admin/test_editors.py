"""What editors may do, exactly, and what everybody else may not."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from roles.actions.editors import editors_group
from roles.models import Alias, Role

SEEN = [
    "alias",
    "classification",
    "classificationentry",
    "component",
    "coreoutput",
    "focus",
    "function",
    "historicalalias",
    "historicalmapping",
    "historicalrole",
    "level",
    "levelguide",
    "mapping",
    "paybenchmark",
    "redirect",
    "revision",
    "role",
    "rolecomponent",
    "superfunction",
    "track",
]
EXACTLY = {
    *(f"roles.view_{name}" for name in SEEN),
    "roles.add_alias",
    "roles.add_component",
    "roles.add_coreoutput",
    "roles.add_levelguide",
    "roles.add_mapping",
    "roles.add_paybenchmark",
    "roles.add_role",
    "roles.add_rolecomponent",
    "roles.change_alias",
    "roles.change_component",
    "roles.change_coreoutput",
    "roles.change_levelguide",
    "roles.change_mapping",
    "roles.change_paybenchmark",
    "roles.change_role",
    "roles.change_rolecomponent",
    "roles.delete_alias",
    "roles.delete_coreoutput",
    "roles.delete_mapping",
    "roles.delete_paybenchmark",
    "roles.delete_rolecomponent",
}
PUBLIC = {"/admin/login/", "/admin/logout/"}


@pytest.fixture
def guest(catalogue: None, client: Client) -> Client:
    """The browser of somebody who may sign in and is no editor."""
    client.force_login(User.objects.create_user("guest", is_staff=True))
    return client


def addresses(patterns: list[Any], prefix: str) -> Iterator[str]:
    """An address for every pattern of the admin, with 1 wherever a part is variable."""
    for pattern in patterns:
        part = str(pattern.pattern)
        part = re.sub(r"\(\?P<app_label>(\w+)[^)]*\)", r"\1", part)
        part = re.sub(r"\(\?P<url>[^)]*\)|\(\[\^/\]\+\)|<[^>]+>", "1", part)
        address = prefix + part.strip("^$")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address


ADDRESSES = sorted(set(addresses(admin.site.get_urls(), "/admin/")) - PUBLIC)


def test_the_addresses_are_those_of_the_admin() -> None:
    for known in (
        "",
        "roles/alias/",
        "roles/alias/1/approve/",
        "roles/role/1/history/1/",
        "roles/",
        "autocomplete/",
    ):
        assert f"/admin/{known}" in ADDRESSES


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_anywhere_without_signing_in(client: Client, catalogue: None, method: str) -> None:
    for address in ADDRESSES:
        response = getattr(client, method)(address)
        assert response.status_code == 302, address
        assert response["Location"].startswith("/admin/login/?next="), address


def test_a_decision_is_not_taken_for_somebody_unknown(client: Client, catalogue: None) -> None:
    alias = Alias.objects.filter(state="pending").earliest("pk")
    client.post(reverse("admin:roles_alias_approve", args=[alias.pk]))
    alias.refresh_from_db()
    assert alias.state == "pending"


def test_staff_without_the_group_is_refused_everywhere(rows: None, guest: Client) -> None:
    for model, desk in admin.site._registry.items():
        if model._meta.app_label != "roles":
            continue
        pk = model._default_manager.earliest("pk").pk
        for url in desk.get_urls():
            address = f"/admin/roles/{model._meta.model_name}/" + next(addresses([url], ""))
            address = address.replace("/1/", f"/{pk}/", 1)
            if not address.endswith(f"/{model._meta.model_name}/{pk}/"):  # that one leads to the form
                assert guest.get(address).status_code in {403, 405}, address
                assert guest.post(address).status_code == 403, address


def test_staff_without_the_group_takes_no_decision(guest: Client) -> None:
    alias = Alias.objects.filter(state="pending").earliest("pk")
    assert guest.post(reverse("admin:roles_alias_approve", args=[alias.pk])).status_code == 403
    alias.refresh_from_db()
    assert alias.state == "pending"


def test_a_reader_sees_the_queue_without_a_button(guest: Client) -> None:
    user = User.objects.get(username="guest")
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    alias = Alias.objects.filter(state="pending").earliest("pk")
    page = guest.get(reverse("admin:roles_alias_changelist")).content.decode()
    assert "formaction" not in page
    assert 'value="approve"' not in page
    row = guest.get(reverse("admin:roles_alias_change", args=[alias.pk]))
    assert row.status_code == 200
    assert "formaction" not in row.content.decode()
    assert guest.post(reverse("admin:roles_alias_approve", args=[alias.pk])).status_code == 403


def test_editors_may_do_exactly_this(vera: User) -> None:
    assert vera.get_all_permissions() == EXACTLY
    assert not vera.is_superuser


def test_the_migration_makes_the_group_and_takes_it_back(catalogue: None) -> None:
    migration = importlib.import_module("roles.migrations.0002_editors")
    Group.objects.all().delete()
    Permission.objects.all().delete()
    migration.make_group(apps, connection.schema_editor())
    granted = Group.objects.get(name="Editors").permissions.values_list("content_type__app_label", "codename")
    assert {f"{app}.{codename}" for app, codename in granted} == EXACTLY
    migration.remove_group(apps, connection.schema_editor())
    assert not Group.objects.exists()


def test_a_group_that_was_changed_by_hand_is_mended(db: None) -> None:
    group = editors_group()
    group.permissions.set(Permission.objects.filter(codename="delete_user"))
    granted = editors_group().permissions.values_list("content_type__app_label", "codename")
    assert {f"{app}.{codename}" for app, codename in granted} == EXACTLY
    assert Group.objects.count() == 1


@pytest.mark.parametrize("model", ["level", "track", "superfunction", "function", "focus", "classification"])
def test_editors_read_the_tree_and_do_not_write_it(desk: Client, model: str) -> None:
    assert desk.get(reverse(f"admin:roles_{model}_changelist")).status_code == 200
    assert desk.get(reverse(f"admin:roles_{model}_add")).status_code == 403


def test_editors_delete_no_role_and_see_no_account(desk: Client) -> None:
    role = Role.objects.earliest("pk")
    assert desk.post(reverse("admin:roles_role_delete", args=[role.pk]), {"post": "yes"}).status_code == 403
    assert Role.objects.filter(pk=role.pk).exists()
    assert desk.get(reverse("admin:auth_user_changelist")).status_code == 403
    assert desk.get(reverse("admin:auth_group_changelist")).status_code == 403
