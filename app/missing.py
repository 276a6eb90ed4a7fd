"""The panel of what is missing in a policy, from the checks."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from app.kept import kept
from app.view import View
from pigraph.views.policies import Policy, checked, grouped


def panel(view: View, policy: Policy, most: int | None = None) -> None:
    """Draw what is missing in ``policy``; at most ``most`` findings unfolded (None: all of them)."""
    today = view.address.day("on", datetime.now(UTC).date())
    found = kept(view, checked, policy, today)
    totals = Counter(m.severity for m in found.missing) if found else Counter[str]()
    groups = grouped(found.missing) if found else []
    view.draw("missing.html", policy=policy, found=found, totals=totals, groups=groups, most=most, today=today)
