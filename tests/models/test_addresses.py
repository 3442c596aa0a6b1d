"""Cached addresses equal those of ``reverse``."""

import pytest
from django.urls import NoReverseMatch, reverse

from roles.models.addresses import address


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("roles:role", ("AIMLAM.GEN.P3",)),
        ("roles:component", ("skill", "c-plus-plus")),
        ("roles:component", ("skill", "数据")),
        ("roles:level", ("P3",)),
        ("roles:functions", ()),
    ],
)
def test_it_is_the_same_at_first_and_again(name: str, codes: tuple[str, ...]) -> None:
    for _ in range(2):
        assert address(name, *codes) == reverse(name, args=codes)


def test_what_is_no_code_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        address("roles:role", "not a code")
