"""The worlds that other tests stand on are what they say."""

from pathlib import Path

import pytest
from django.db.models import Count

from roles.actions.load import catalogue
from roles.documents.role import RoleDocument
from roles.models import Alias, Component, Function, Role
from tests import worlds


def test_the_minimal_document_is_valid_and_takes_changes() -> None:
    document = RoleDocument.from_data(
        worlds.role_document(
            "AIMLAM.GEN.P3", title="Tester", aliases=[worlds.alias("QA")], mappings=[worlds.mapping()]
        )
    )
    assert (document.role.title, document.aliases[0].text, document.mappings[0].code) == (
        "Tester",
        "QA",
        "15-2051",
    )


@pytest.mark.usefixtures("empty_catalogue")
def test_the_small_catalogue_loads_into_empty_tables(tmp_path: Path) -> None:
    assert not any(worlds.every_row().values())
    catalogue.load(paths=[worlds.small_catalogue(tmp_path)])
    assert list(Role.objects.values_list("code", flat=True)) == [
        "AIMLAM.GEN.P3",
        "AIMLAM.NLP.P4",
        "DATSCI.GEN.P3",
    ]


@pytest.mark.usefixtures("catalogue")
def test_a_grown_catalogue_is_larger_in_every_way() -> None:
    before = Role.objects.count()
    codes = worlds.grow(50)
    assert len(set(codes)) == 50
    grown = Role.objects.filter(code__in=codes)
    assert Role.objects.count() == before + 50
    assert grown.values("function").distinct().count() == 2  # 36 rungs each
    assert set(grown.values_list("status", flat=True)) == {"published", "in_review", "draft"}
    counted = grown.annotate(
        a=Count("aliases", distinct=True),
        m=Count("mappings", distinct=True),
        c=Count("role_components", distinct=True),
    )
    assert {(role.a, role.m, role.c) for role in counted} == {(3, 2, 36)}
    assert Alias.objects.approved().filter(role__code=codes[0]).count() == 1
    shared = Component.objects.filter(role_components__role__code=codes[0]).exclude(label__contains=codes[0])
    assert shared.count() == 30
    assert all(component.role_components.exclude(role__in=grown).exists() for component in shared)


@pytest.mark.usefixtures("catalogue")
def test_a_catalogue_may_grow_twice() -> None:
    first, second = worlds.grow(3), worlds.grow(40)
    assert not set(first) & set(second)
    assert Function.objects.filter(code__startswith="G0").count() == 3
