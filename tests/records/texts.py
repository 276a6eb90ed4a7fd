"""Small texts read by the rooms below the records."""

from __future__ import annotations

from pathlib import Path

from pigraph.blocks import html
from pigraph.blocks.plain import read
from pigraph.blocks.rendition import Reading
from pigraph.document import Document
from pigraph.laws.citations import Named, survey
from pigraph.records.extract import extract
from pigraph.records.grid import Grid, read_grid
from pigraph.records.model import Record
from pigraph.sections.model import Placed, Section
from pigraph.sections.tree import sections
from pigraph.text import Words

VOWS = "가나재단은 정보주체의 개인정보를 보호하고 이와 관련한 고충을 신속하고 원활하게 처리하기 위하여 방침을 둡니다.\n"
"""A line as wide as a page: three of them tell how wide it is."""


def record(text: str) -> Record:
    """The record of a document with this text."""
    return extract(Document(Path("a.txt"), "a.txt", "0" * 64, text), Reading(text, tuple(read(text))))


def page(body: str) -> Record:
    """The record of a web page of a policy with this content."""
    whole = f"<html><body><h2>가나재단 개인정보 처리방침</h2><p>{VOWS}</p>{body}</body></html>"
    return extract(Document(Path("a.html"), "a.html", "0" * 64, whole), html.read(whole.encode(), "a.html"))


def tree(text: str) -> list[Section]:
    return sections(read(text))


def names(text: str, place: str | None = None) -> Named:
    """What the laws that a text cites are called in it."""
    return survey(Words.of(text), place)


def placed(text: str) -> tuple[Section, Placed, Grid]:
    """The first table that is understood, with its section."""
    for section in tree(text):
        for one in section.tables():
            if grid := read_grid(one.table):
                return section, one, grid
    raise AssertionError(f"no table in {text!r}")


def grid(text: str) -> Grid:
    return placed(text)[2]
