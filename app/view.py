"""What a page gets: the graph as views ask it, the address, the words, and how to draw."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from app.address import Address
from app.templating import render
from app.words import Words
from pigraph.answers import Sources
from pigraph.errors import NoGraph
from pigraph.store import Store, current, external
from pigraph.store import opened as open_store
from pigraph.views.library import Library

HOME = "PIGRAPH_HOME"


@dataclass(frozen=True)
class View:
    """One request of one page."""

    library: Library
    address: Address
    say: Words
    generation: Path | None
    """What was published here; None where only an endpoint is known."""

    def draw(self, template: str, **values: Any) -> None:
        """Show a template of ``templates/``."""
        st.html(render(template, t=self.say, a=self.address, **values))

    def downloads(self, name: str, **files: bytes | Callable[[], bytes]) -> None:
        """Buttons that save this view: suffix → its bytes, made when asked for."""
        with st.container(horizontal=True, key=f"downloads-{name}"):
            for suffix, data in files.items():
                st.download_button(
                    self.say("common.download", format=suffix.upper()),
                    data,
                    f"pigraph-{name}.{suffix}",
                    key=f"{name}.{suffix}",
                    on_click="ignore",
                )


def home() -> Path:
    """The directory of the graph."""
    return Path(os.environ.get(HOME, "out"))


def opened(address: Address) -> View:
    """The view for an address. Raises `PigraphError` where there is no graph."""
    language = address.language
    generation: Path | None = None
    try:
        generation = current(home())
    except NoGraph:
        if not external():
            raise
    store, sources = _graph(home(), generation)
    return View(Library(store, sources, language), address, Words(language), generation)


@st.cache_resource(max_entries=2, show_spinner=False)
def _graph(home: Path, generation: Path | None) -> tuple[Store, Sources | None]:
    # A graph that is published anew is another generation, and opened anew.
    return open_store(home), Sources(generation / "sources") if generation else None


def as_csv(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    """A table for spreadsheets: UTF-8 with its mark, so that Excel reads Korean; formulas are disarmed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[_harmless(str(cell)) for cell in line] for line in lines])
    return out.getvalue().encode("utf-8-sig")


def as_json(data: object) -> bytes:
    """Plain data as JSON that people can read."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
