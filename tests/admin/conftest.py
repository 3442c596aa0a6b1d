"""People at the editors' desk, and a catalogue with rows in every table."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from roles import models
from roles.actions.editors import editors_group
from tests.admin.titles import new_alias


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of few rows: a page of fifty shows nothing more and takes longer."""
    for page in admin.site._registry.values():
        monkeypatch.setattr(page, "list_per_page", 20)


@pytest.fixture
def vera(catalogue: None) -> User:
    """An editor."""
    user = User.objects.create_user("vera", is_staff=True)
    user.groups.add(editors_group())
    return user


@pytest.fixture
def desk(vera: User, client: Client) -> Client:
    """The editor's browser, signed in."""
    client.force_login(vera)
    return client


@pytest.fixture
def chief(catalogue: None, client: Client) -> Client:
    """The browser of a superuser, who may change the tree as well."""
    client.force_login(User.objects.create_superuser("chief"))
    return client


@pytest.fixture
def rows(catalogue: None) -> None:
    """Rows in the tables that fixtures/ leave empty."""
    models.Classification.objects.get_or_create(
        code="ISCO08", defaults={"name": "ISCO-08", "publisher": "ILO"}
    )
    for i, role in enumerate(models.Role.objects.all()[:8]):
        models.Redirect.objects.create(code=f"OLD{i}.GEN.P1", role=role)
        models.PayBenchmark.objects.create(
            role=role, currency="EUR", region="DE", year=2025, median=Decimal(60_000), source="S", method="M"
        )


@pytest.fixture
def role(catalogue: None) -> models.Role:
    """A role with a few rows of everything, so that its page is quick to make."""
    role = models.Role.objects.get(code="AIMLAM.GEN.P1")
    assert role.core_outputs.count() == 4
    for rows in (role.role_components, role.aliases):
        rows.exclude(pk__in=rows.values_list("pk", flat=True)[:4]).delete()
    return role


@pytest.fixture
def whisperer(vera: User) -> models.Alias:
    return new_alias(vera, "AIMLAM.GEN.P3", "Model Whisperer III")
