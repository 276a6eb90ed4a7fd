"""Two policies compared: of two bodies, or two versions of one."""

from __future__ import annotations

from app.kept import kept
from app.view import View, as_csv, as_json
from pigraph.errors import StoreError
from pigraph.exchange.words import word
from pigraph.views.binding import BadValue
from pigraph.views.comparison import Compared, compared
from pigraph.views.policies import every_policy, policy


def show(view: View) -> None:
    names = (view.address.text("a"), view.address.text("b"))
    one, other = (policy(view.library, name) if name else None for name in names)
    if one and other and one.document == other.document:
        raise BadValue("same", one.agency)
    words = view.address.text("find")
    choices = kept(view, every_policy, words)
    for chosen in (one, other):
        if chosen and chosen.document not in {p.document for p in choices}:
            choices.append(chosen)
    found = None
    if one and other:
        if view.generation is None:
            raise StoreError("Policies can be compared where their graph was built.", "Start the app with --home.")
        found = kept(view, compared, view.generation, one, other)
    view.draw("compare.html", one=one, other=other, choices=choices, words=words, found=found)
    if found:
        view.downloads("compare", csv=lambda: _csv(view, found), json=lambda: _json(found))


def _csv(view: View, found: Compared) -> bytes:
    heads = [view.say(f"compare.{key}") for key in ("kind", "entry", "field", "what", "before", "after")]
    lines = [
        (
            kind,
            name,
            d.field,
            word("changes", d.what, view.library.language),
            d.before.text if d.before else "",
            d.after.text if d.after else "",
        )
        for kind, name, differences in found.entries
        for d in differences
    ]
    return as_csv(heads, lines)


def _json(found: Compared) -> bytes:
    return as_json(
        [
            {
                "kind": kind,
                "name": name,
                "field": d.field or None,
                "change": d.what.value,
                "before": d.before.text if d.before else None,
                "after": d.after.text if d.after else None,
            }
            for kind, name, differences in found.entries
            for d in differences
        ]
    )
