"""Role summaries are the roles as the ORM reads them, in one query and without the prose."""

import pytest
from pytest_django import DjangoAssertNumQueries

from roles.models import Role
from roles.models.role import PROSE
from roles.queries.role_summaries import role_summaries

pytestmark = pytest.mark.usefixtures("catalogue")


def test_a_summary_is_the_role_with_its_place_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    retired = Role.objects.earliest("pk")
    Role.objects.filter(pk=retired.pk).update(status="retired", replaced_by=Role.objects.latest("pk"))
    expected = Role.objects.for_summaries().in_bulk()
    role_summaries([retired.pk])  # the first query of a connection asks what its database can do
    with django_assert_num_queries(1):
        found = role_summaries(list(expected))
        for pk, role in found.items():
            assert role.coordinates == expected[pk].coordinates
            assert role.confidence_band == expected[pk].confidence_band
            assert str(role.level) == str(expected[pk].level)
            assert role.function.name == expected[pk].function.name
    assert found.keys() == expected.keys()
    for pk, role in found.items():
        assert role.get_deferred_fields() == {*PROSE, "accepted"}
        for name in set(role.__dict__) - {"_state"}:
            assert getattr(role, name) == getattr(expected[pk], name), (role.code, name)


def test_no_ids_have_no_summaries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert role_summaries([]) == {}
    assert role_summaries([0]) == {}
