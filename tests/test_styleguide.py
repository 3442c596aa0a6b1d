"""The samples of the style guide: every word of every closed list, long and short, and nothing saved."""

from typing import Any

import pytest

from roles.domain.choices import Status
from roles.domain.confidence import ConfidenceBand, confidence_band
from roles.domain.coordinates import MatchBand
from roles.styleguide import samples


def test_nothing_is_read_or_saved(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        found = samples()
    assert all(role.pk is None for role in (*found.roles, *found.statuses))
    assert all(component.pk is None for component in found.components)


def test_every_word_is_shown() -> None:
    found = samples()
    assert [distance.band for distance in found.distances] == list(MatchBand)
    assert [neighbour.distance.band for neighbour in found.neighbours] == list(MatchBand)
    assert [role.status for role in found.statuses] == list(Status)
    assert [band for band, _ in found.bands] == list(ConfidenceBand)


def test_a_figure_lies_in_the_band_that_stands_before_it() -> None:
    assert all(confidence_band(figure) is band for band, figure in samples().bands)


def test_shares_from_some_to_none_to_nothing_at_all() -> None:
    assert [(n.share.shared > 0, n.share.all > 0) for n in samples().neighbours] == [
        (True, True),
        (False, True),
        (False, False),
    ]


def test_long_and_short_titles() -> None:
    lengths = sorted(len(role.title) for role in samples().roles)
    assert lengths[0] < 10
    assert 90 < lengths[-1] <= 120


@pytest.mark.parametrize("missing", [True, False])
def test_the_rail_has_rungs_of_each_sort(missing: bool) -> None:
    rungs = [rung for track in samples().rails[0].tracks for rung in track.rungs]
    assert any((rung.role is None) is missing for rung in rungs)
    assert sum(rung.is_present for rung in rungs) == 1


def test_some_words_differ_and_some_do_not() -> None:
    for segments in samples().segments:
        assert {segment.differs for segment in segments} == {True, False}
