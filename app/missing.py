"""The panel of what is missing in a policy, from the checks."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import streamlit as st

from app.view import View
from pigraph.languages import Language
from pigraph.views.library import Library
from pigraph.views.policies import Checked, Policy, checked, grouped


def panel(view: View, policy: Policy, most: int | None = None) -> None:
    """Draw what is missing in ``policy``; at most ``most`` findings unfolded (None: all of them)."""
    today = view.address.day("on", datetime.now(UTC).date())
    found = _checked(view.generation, view.library.language, policy, today, view.library)
    totals = Counter(m.severity for m in found.missing) if found else Counter[str]()
    groups = grouped(found.missing) if found else []
    view.draw("missing.html", policy=policy, found=found, totals=totals, groups=groups, most=most, today=today)


@st.cache_data(max_entries=200, show_spinner=False)
def _checked(
    generation: Path | None, language: Language, policy: Policy, today: date, _library: Library
) -> Checked | None:
    return checked(_library, policy, today)
