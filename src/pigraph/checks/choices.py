"""What a check can be asked for."""

from enum import StrEnum


class Engine(StrEnum):
    """What runs the shapes: pigraph's own, or the slow reference."""

    COMPILED = "compiled"
    PYSHACL = "pyshacl"
