"""A small policy that has one of everything, and a vocabulary that knows most of its words."""

from __future__ import annotations

import pytest

from graph import tiny
from graph.pages import Page, Words2Slugs
from pigraph.records.model import How, Item, Record, Stated


@pytest.fixture(scope="session")
def page() -> Page:
    return tiny.page()


@pytest.fixture(scope="session")
def lexicon() -> Words2Slugs:
    return tiny.lexicon()


@pytest.fixture(scope="session")
def record() -> Record:
    return tiny.record()


@pytest.fixture(scope="session")
def inferred_item(page: Page) -> Item:
    """An item that pigraph matched to a row: not what the row states."""
    return Item(Stated("성명", page.words("성명"), How.MATCHED))
