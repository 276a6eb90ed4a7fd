"""Graphs to ask, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from asking.graph import Graph


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Graph:
    """The graph of the shipped policies."""
    return Graph(tmp_path_factory.mktemp("asked"), [checkout / "data" / "policies"])


@pytest.fixture(scope="session")
def apart(tmp_path_factory: pytest.TempPathFactory, policies: list[Path]) -> Graph:
    """The graph of the shared policies that are not shipped."""
    return Graph(tmp_path_factory.mktemp("asked-apart"), [p for p in policies if p.parent.name == "dev"])


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory, policies: list[Path]) -> Graph:
    """The graph of the shared policies; skipped where there are none."""
    return Graph(tmp_path_factory.mktemp("asked-larger"), policies)
