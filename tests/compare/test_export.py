"""A comparison as a table: one width, the roles at the head, every fact of the comparison once."""

import pytest

from roles.compare.comparison import comparison
from roles.compare.export import table

pytestmark = pytest.mark.usefixtures("catalogue")

FOUR = ["AIMLAM.GEN.P3", "AIMLAM.NLP.P3", "AIMLAM.GEN.P4", "SWENG.GEN.P6"]


@pytest.fixture(params=[2, 3, 4])
def codes(request: pytest.FixtureRequest) -> list[str]:
    return FOUR[: request.param]


def test_every_row_is_as_wide_as_the_head(codes: list[str]) -> None:
    rows = list(table(comparison(codes)))
    assert rows[0] == ["Section", "Attribute", *codes]
    assert {len(row) for row in rows} == {len(codes) + 2}
    assert all(isinstance(cell, str) for row in rows for cell in row)


def test_every_row_of_the_comparison_is_there_in_its_order(codes: list[str]) -> None:
    found = comparison(codes)
    rows = list(table(found))
    expected = [
        [section.heading, row.label, *(" ".join(segment.text for segment in cell) for cell in row.cells)]
        for section in found.sections
        for row in section.rows
    ]
    headings = {section.heading for section in found.sections}
    assert [row for row in rows if row[0] in headings] == expected


def test_every_component_stands_in_the_columns_of_the_roles_that_have_it(codes: list[str]) -> None:
    found = comparison(codes)
    rows = list(table(found))
    for kind in found.kinds:
        own = [row[1:] for row in rows if row[0] == kind.heading]
        assert own[0][:2] == [
            "Shared by all",
            f"{kind.share.shared} of {kind.share.all} ({kind.share.percent}%)",
        ]
        for i, role in enumerate(found.roles):
            labels = [
                said.component.label
                for said in role.role_components.all()
                if said.component.kind == kind.kind
            ]
            assert sorted(row[i + 1] for row in own[1:] if row[i + 1]) == sorted(labels)


def test_every_pair_has_its_distance(codes: list[str]) -> None:
    found = comparison(codes)
    rows = [row for row in table(found) if row[1].startswith("Distance ")]
    assert [row[1] for row in rows] == [f"Distance {pair.a.code} – {pair.b.code}" for pair in found.pairs]
