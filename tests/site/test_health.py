"""Health: /livez asks nothing of the database, /readyz asks whether the site can serve."""

from typing import Any

from django.test import Client


def test_livez_answers_without_a_query(client: Client, django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        response = client.get("/livez")
    assert response.status_code == 200
    assert response.content == b"ok\n"
    assert "no-store" in response.headers["Cache-Control"]


def test_readyz_is_ready_with_the_catalogue(catalogue: None, client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": True, "migrations": True, "fixtures": True}
    assert "no-store" in response.headers["Cache-Control"]


def test_readyz_is_not_ready_without_roles(empty_catalogue: None, client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": True, "migrations": True, "fixtures": False}
