"""Where pigraph's own data lies: beside the code in an installed package, at the top of a checkout."""

from __future__ import annotations

import os
from pathlib import Path

from pigraph.errors import DataError

_INSTALLED = Path(__file__).parent / "_data"
_CHECKOUT = Path(__file__).resolve().parents[2]


def root() -> Path:
    """The folder that holds ``data/`` and ``ontology/``."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def user_laws() -> Path:
    """The user's own registry of laws: ``$PIGRAPH_LAWS``, else in the user's data folder. It need not exist."""
    if named := os.environ.get("PIGRAPH_LAWS"):
        return Path(named)
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "pigraph" / "laws.sqlite"


def path(*parts: str) -> Path:
    """The path of one of pigraph's data files, such as ``path("data", "lexicon", "columns.toml")``.

    Raises `DataError` when it is missing.
    """
    found = root().joinpath(*parts)
    if not found.exists():
        raise DataError(f"pigraph's data file {'/'.join(parts)} is missing.", "Reinstall pigraph.")
    return found
