"""The number of listed roles of a component is right after every write of the admin, the actions and the loader."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from roles.actions import component_counts, roles
from roles.domain.choices import Status
from roles.models import Component, Role, RoleComponent
from tests import worlds
from tests.admin.forms import fill


def counted() -> dict[int, int]:
    """The counts by plain queries."""
    listed = RoleComponent.objects.exclude(role__status="retired")
    found = dict.fromkeys(Component.objects.values_list("pk", flat=True), 0)
    for component in listed.order_by().values_list("component_id", flat=True):
        found[component] += 1
    return found


def kept() -> dict[int, int]:
    return dict(Component.objects.values_list("pk", "roles"))


@pytest.fixture
def vera(db: None) -> User:
    return User.objects.create_superuser("vera")


@pytest.fixture
def desk(client: Client, vera: User) -> Client:
    client.force_login(vera)
    return client


@pytest.mark.usefixtures("catalogue")
def test_a_load_counts() -> None:
    assert kept() == counted()
    assert max(kept().values()) > 5
    worlds.grow(3)
    assert kept() == counted()


def test_a_load_that_takes_a_component_away_counts_it(small_catalogue: Path) -> None:
    assert Component.objects.get(label="Python").roles == 2
    bare = worlds.role_document("AIMLAM.GEN.P3")
    worlds.load_files(small_catalogue, worlds.function_of(bare))
    assert Component.objects.get(label="Python").roles == 1
    assert kept() == counted()


@pytest.mark.usefixtures("catalogue")
def test_a_retired_role_counts_no_longer_and_a_published_one_again(vera: User) -> None:
    role = Role.objects.filter(status="draft").earliest("code")
    before = kept()
    roles.change_status(role=role, status=Status.RETIRED, by=vera)
    assert kept() == counted() != before
    roles.change_status(role=role, status=Status.PUBLISHED, by=vera)
    assert kept() == before


@pytest.mark.usefixtures("catalogue")
def test_the_admin_counts_what_is_added_changed_and_removed(desk: Client) -> None:
    role, other = Role.objects.order_by("code")[:2]
    spare = Component.objects.create(kind="skill", label="Whittling")
    row: dict[str, Any] = {"role": role.pk, "component": spare.pk, "commonness": "rare", "origin": "level"}
    address = "/admin/roles/rolecomponent/"
    assert desk.post(f"{address}add/", {**row, "position": 90}).status_code == 302
    said = RoleComponent.objects.get(component=spare)
    assert kept() == counted()
    assert fill(desk, f"{address}{said.pk}/change/", role=other.pk, position=91).redirect_chain
    assert RoleComponent.objects.get(component=spare).role == other
    assert kept() == counted()
    assert desk.post(f"{address}{said.pk}/delete/", {"post": "yes"}).status_code == 302
    assert Component.objects.get(pk=spare.pk).roles == 0
    chosen = list(RoleComponent.objects.filter(role=role).values_list("pk", flat=True)[:3])
    picked = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    assert desk.post(address, picked).status_code == 302
    assert not RoleComponent.objects.filter(pk__in=chosen).exists()
    assert kept() == counted()


@pytest.mark.usefixtures("catalogue")
def test_a_recount_corrects_what_was_written_without_the_actions() -> None:
    Role.objects.filter(function__code="SWENG").update(status="retired")
    assert kept() != counted()
    component_counts.recount()
    assert kept() == counted()
