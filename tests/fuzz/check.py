"""What must hold for any file: it is read or refused by a `PigraphError`, in bounded steps, with true evidence."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from msgspec import Struct
from pyoxigraph import RdfFormat, parse

from pigraph.errors import PigraphError
from pigraph.graph.build import triples
from pigraph.graph.writing import turtle
from pigraph.reading import read
from pigraph.records.model import Record
from pigraph.records.render import to_json
from pigraph.text import INSERTED, Span, Words

STEPS = 3_000_000
"""Calls of functions that any file may take, with what is loaded once; a policy of 20 kB takes some 100,000."""
STEPS_A_BYTE = 200


class Endless(BaseException):
    """A file took too many steps. Not an `Exception`: no reader may take it for a fault of the file."""


def check(path: Path) -> str:
    """Reads the file and asserts all that must hold; returns "read", or the name of the error that refused it."""
    with at_most(STEPS + STEPS_A_BYTE * path.stat().st_size):
        try:
            record = read(path)
        except PigraphError as error:
            assert error.message, "an error without a message"
            assert "\n" not in str(error), "an error of several lines"
            return type(error).__name__
        statements = triples(record)
        written = turtle(statements)
    assert record.text, "a record without its text"
    assert len(list(parse(written, RdfFormat.TURTLE))) == len(statements.stated), "Turtle that says something else"
    to_json(record)
    evidence_is_true(record)
    return "read"


def evidence_is_true(record: Record) -> None:
    """Every span lies in the text; every character of a value stands where it says."""
    text = record.text
    for found in _evidence(record):
        if isinstance(found, Span):
            assert 0 <= found.begin <= found.end <= len(text), f"{found} is not in a text of {len(text)} characters"
            continue
        assert len(found.text) == len(found.at), f"offsets are missing: {found!r}"
        for char, offset in zip(found.text, found.at, strict=True):
            assert offset == INSERTED or text[offset] == char or (char == " " and text[offset].isspace()), repr(found)


def _evidence(value: Any) -> Iterator[Span | Words]:
    if isinstance(value, Span | Words):
        yield value
    elif isinstance(value, tuple | frozenset):
        for part in value:
            yield from _evidence(part)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _evidence(getattr(value, name))


@contextmanager
def at_most(steps: int) -> Iterator[Callable[[], int]]:
    """Raises `Endless` after so many calls of Python functions: a bound that no loaded machine changes.

    Gives a function that tells how many were made.
    """
    taken = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal taken
        if event == "call":
            taken += 1
            if taken > steps:
                sys.setprofile(None)
                raise Endless(f"more than {steps:,} calls")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield lambda: taken
    finally:
        sys.setprofile(before)
