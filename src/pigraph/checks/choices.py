"""What a check can be asked for."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path

from msgspec import Struct


class Engine(StrEnum):
    """What runs the shapes: pigraph's own, or the slow reference."""

    COMPILED = "compiled"
    PYSHACL = "pyshacl"


class Asked(Struct, frozen=True):
    """How to check: the day (T), the engine, and the directory of the shapes (None: pigraph's own)."""

    on: date
    engine: Engine = Engine.COMPILED
    shapes: Path | None = None
