"""Where pigraph's own data lies: beside the code in an installed package, at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

from pigraph.errors import DataError

_INSTALLED = Path(__file__).parent / "_data"
_CHECKOUT = Path(__file__).resolve().parents[2]


def root() -> Path:
    """The folder that holds ``data/`` and ``ontology/``."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def path(*parts: str) -> Path:
    """The path of one of pigraph's data files, such as ``path("data", "lexicon", "columns.toml")``.

    Raises `DataError` when it is missing.
    """
    found = root().joinpath(*parts)
    if not found.exists():
        raise DataError(f"pigraph's data file {'/'.join(parts)} is missing.", "Reinstall pigraph.")
    return found
