"""Pictures with links in them: SVG from a template that escapes every value."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.templating import render
from app.view import View

_SHOW = (
    "export default function({ parentElement, data }) { const place = parentElement.querySelector('div'); "
    "place.style.overflowX = 'auto'; place.innerHTML = data.svg; }"
)
_STYLE = """
div { overflow-x: auto; }
svg { font-family: "Noto Sans KR", "NanumGothic", sans-serif; }
a:focus-visible rect { stroke: #b45309; stroke-width: 4; }
a:hover text { text-decoration: underline; }
"""


def draw(view: View, key: str, template: str, **values: Any) -> None:
    """Show an SVG. `st.html` would take it away."""
    svg = render(template, t=view.say, a=view.address, **values)
    # Made in each run: Streamlit knows components by their run.
    st.components.v2.component("pigraph-drawing", html="<div></div>", css=_STYLE, js=_SHOW)(key=key, data={"svg": svg})
