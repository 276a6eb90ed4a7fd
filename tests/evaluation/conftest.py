"""Records of the documents that several tests measure, each read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from pigraph.reading import read
from pigraph.records.model import Record

Reader = Callable[[Path], Record]


@pytest.fixture(scope="session")
def record_of() -> Reader:
    """The record of a document; every document is read only once."""
    return cache(read)
