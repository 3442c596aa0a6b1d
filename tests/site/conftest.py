"""What the sweeps look at, read once for all tests of a worker: every page by its links, every page by its state."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.site import states
from tests.site.crawl import Crawl, crawl
from tests.site.families import ADDRESSES
from tests.site.page import Page


@pytest.fixture(scope="session")
def _crawled(django_db_setup: None, django_db_blocker: Any) -> Crawl:
    with django_db_blocker.unblock():
        return crawl(Client())


@pytest.fixture
def crawled(_crawled: Crawl, catalogue: None) -> Crawl:
    """What a visitor reaches from the home page by links alone, beside the catalogue that it was read from."""
    return _crawled


@dataclass
class Shown:
    """The answer to the address of a family or state."""

    address: str
    response: Any

    @cached_property
    def page(self) -> Page:
        """The page in it."""
        return Page(self.address, self.response.content.decode())


@pytest.fixture(scope="session")
def _shown(django_db_setup: None, django_db_blocker: Any) -> dict[str, Shown]:
    with django_db_blocker.unblock():
        return dict(_show())


@pytest.fixture
def shown(_shown: dict[str, Shown], catalogue: None) -> dict[str, Shown]:
    """Every family of pages in every state by name, from a catalogue that has those states."""
    return _shown


def _show() -> Iterator[tuple[str, Shown]]:
    client = Client()
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        states.load(Path(folder))
        for name, address in {**ADDRESSES, **states.PAGES}.items():
            response: HttpResponseBase = client.get(address)
            yield name, Shown(address, response)
        transaction.set_rollback(True)
