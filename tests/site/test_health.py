"""Health: /livez asks nothing of the database, /readyz asks whether the site can serve."""

import shutil
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from roles.models import Attempt
from taxonomy_site import health

READY = {"database": True, "migrations": True, "fixtures": True, "writable": True}
Usage = namedtuple("Usage", "total used free")


def test_livez_answers_without_a_query(client: Client, django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        response = client.get("/livez")
    assert response.status_code == 200
    assert response.content == b"ok\n"
    assert "no-store" in response.headers["Cache-Control"]


def test_readyz_is_ready_with_the_catalogue(catalogue: None, client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == READY
    assert "no-store" in response.headers["Cache-Control"]
    assert not Attempt.objects.exists()


def test_readyz_is_not_ready_without_roles(empty_catalogue: None, client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == READY | {"fixtures": False}


def test_readyz_is_not_ready_where_nothing_can_be_written(catalogue: None, client: Client) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA query_only = ON")
        else:
            cursor.execute("SET TRANSACTION READ ONLY")
    try:
        response = client.get("/readyz")
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only = OFF")
    assert response.status_code == 503
    assert response.json() == READY | {"writable": False}


def test_readyz_is_not_ready_where_the_disk_is_full(
    catalogue: None, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the disk of another database is out of sight")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "catalogue.sqlite3"))
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(100, 100, health.LEAST_FREE - 1))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == READY | {"writable": False}
