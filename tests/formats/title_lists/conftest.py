"""What tests of bounds measure with."""

import tracemalloc
from collections.abc import Iterator

import pytest


@pytest.fixture
def traced() -> Iterator[None]:
    """Memory is traced from the beginning of the test to its end."""
    tracemalloc.start()
    yield
    tracemalloc.stop()
