"""The competency questions of the shared folder: each begins with a line ``#### NAME  …``."""

from __future__ import annotations

import re
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "shared" / "reference" / "queries.rq"
_PREFIX = re.compile(r"^PREFIX.*$", re.MULTILINE)


def reference_queries() -> dict[str, str]:
    """Queries by name, with their prefixes; none where the shared folder is not there."""
    if not FILE.is_file():
        return {}
    head, *parts = re.split(r"^####\s+(\S+).*$", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    prologue = "\n".join(_PREFIX.findall(head))
    return {name: f"{prologue}\n{query}" for name, query in zip(parts[::2], parts[1::2], strict=True)}
