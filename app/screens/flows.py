"""Flows: a picture with its table, who would hold what leaked, who is relied on most, what is shared most."""

from __future__ import annotations

from app.drawing import draw
from app.kept import kept
from app.view import View, as_csv
from pigraph.views.exchanges import Exchange, Ranked, concentration, exchanges, reach, shared
from pigraph.views.flows import KINDS, Column, Flow, aggregate, around
from pigraph.views.library import BASE
from pigraph.views.picture import picture
from pigraph.views.things import Thing, count, page_of, thing, things

_VIEWS = ("picture", "leak", "hubs", "shared")
_CHOICES = 300
"""Options of a list on a page."""
_HOPS = 2


def show(view: View) -> None:
    shown = view.address.choice("show", _VIEWS, "picture")
    name = view.address.text("id")
    one = _focus(view, name) if name and shown == "picture" else None
    view.draw("flows.html", one=one, shown=shown, views=_VIEWS)
    {"picture": _picture, "leak": _leak, "hubs": _hubs, "shared": _shared}[shown](view, one)


def _focus(view: View, name: str) -> Thing:
    """The thing in the middle. A body is one where it has policies, else a recipient."""
    page = "policy" if name.startswith("policy/") else page_of(BASE + name) or "item"
    if page == "party" and count(view.library, "agency", BASE + name, KINDS):
        page = "agency"
    return thing(view.library, page, name)


def _picture(view: View, one: Thing | None) -> None:
    wide = view.address.choice("wide", [c.value for c in Column])
    if one:
        flow = around(view.library, one.page, one.iri, count(view.library, one.page, one.iri, KINDS), wide)
    else:
        flow = aggregate(view.library, _exchanges(view), wide)
    drawn = picture(flow, thick=one is None)
    if drawn.bands:
        title = f"{view.say('flows.title')}: {one.label}" if one else view.say("flows.title")
        draw(view, "flow", "flow.svg", p=drawn, title=title, focus=one.iri if one else "")
    view.draw("flowtable.html", p=drawn, flow=flow, open=False)
    if drawn.bands:
        view.downloads("flows", csv=lambda: _csv(view, flow))


def _leak(view: View, _: Thing | None) -> None:
    every = _exchanges(view)
    origin, what = view.address.text("from"), view.address.text("what")
    start = thing(view.library, "agency", origin) if origin else None
    item = thing(view.library, "item", what) if what else None
    hops = view.address.number("hops", _HOPS, most=6)
    found = reach(view.library, every, start.iri, item.iri if item else "", hops) if start else []
    view.draw(
        "leak.html",
        origins=_named(view, [e.agency for e in every], start),
        items=_named(view, [i for e in every for i in e.items], item),
        origin=origin,
        origin_label=start.label if start else "",
        what=what,
        hops=hops,
        found=found,
    )
    if found:
        heads = [view.say(f"flows.{key}") for key in ("holder", "steps", "path", "sure")]
        sure = {True: view.say("flows.yes"), False: view.say("flows.maybe")}
        lines = [[r.thing.label, r.hops, " → ".join(t.label for t in r.path), sure[r.sure]] for r in found]
        view.downloads("leak", csv=lambda: as_csv(heads, lines))


def _hubs(view: View, _: Thing | None) -> None:
    found = concentration(view.library, _exchanges(view))
    words = {"total": found.total, "percent": round(100 * found.top), "index": f"{found.index:.2f}"}
    summary = view.say("flows.concentration", **words) if found.total else ""
    _ranking(view, "hubs", found.ranked, ("processor", "agencies", "works"), summary)


def _shared(view: View, _: Thing | None) -> None:
    _ranking(view, "shared", tuple(shared(view.library, _exchanges(view))), ("item", "givers", "takers"))


def _ranking(view: View, name: str, ranked: tuple[Ranked, ...], keys: tuple[str, ...], summary: str = "") -> None:
    heads = [view.say(f"flows.{key}") for key in keys]
    view.draw("ranking.html", ranked=ranked, heads=heads, summary=summary)
    if ranked:
        view.downloads(name, csv=lambda: as_csv(heads, ((r.thing.label, r.agencies, r.count) for r in ranked)))


def _named(view: View, iris: list[str], chosen: Thing | None) -> list[Thing]:
    """The things that most exchanges have, by name, and the one that is chosen."""
    counted = sorted(set(iris), key=lambda iri: (-iris.count(iri), iri)) if len(iris) < 10_000 else sorted(set(iris))
    wanted = {*counted[:_CHOICES], *([chosen.iri] if chosen else [])}
    return sorted(things(view.library, wanted).values(), key=lambda one: one.label)


def _csv(view: View, flow: Flow) -> bytes:
    named = {n.key: n.thing.label if n.thing else view.say("flows.rest", n=n.hidden) for n in flow.nodes}
    heads = [view.say(f"flows.{key}") for key in ("begin", "end", "rows")]
    return as_csv(heads, ((named[e.begin], named[e.end], e.weight) for e in flow.edges))


def _exchanges(view: View) -> list[Exchange]:
    return kept(view, exchanges)
