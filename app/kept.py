"""What takes long to ask is kept in memory for as long as the same graph is published."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from app.view import View
from pigraph.languages import Language
from pigraph.views.library import Library

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")
_SECONDS = 900
"""How long something is kept where no generation tells that the graph has changed (an endpoint)."""


def kept(
    view: View, make: Callable[Concatenate[Library, _Given], _Made], *given: _Given.args, **named: _Given.kwargs
) -> _Made:
    """What ``make`` makes of the library of a view and of what is given, or made earlier."""
    found: _Made = _made(
        view.generation,
        view.library.language,
        make.__qualname__,
        (*given, *named.items()),
        lambda: make(view.library, *given, **named),
    )
    return found


@st.cache_data(max_entries=500, ttl=_SECONDS, show_spinner=False)
def _made(
    generation: Path | None, language: Language, name: str, given: tuple[Hashable, ...], _make: Callable[[], Any]
) -> Any:
    return _make()
