"""What is shown as HTML: templates that escape every value, cleaned once more by Streamlit before it is shown."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2

_HERE = Path(__file__).parent


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: Any) -> str:
    """A template of ``templates/`` with its values, escaped."""
    return _templates().get_template(template).render(values)


@cache
def style() -> str:
    """The style sheet of all pages."""
    return f"<style>{(_HERE / 'style.css').read_text(encoding='utf-8')}</style>"
