"""The rows that a page is about: chosen by kind, turned page by page, each with its proof; and their downloads."""

from __future__ import annotations

from math import ceil

from app.view import View, as_csv, as_json
from pigraph.views.binding import BadValue
from pigraph.views.evidence import Passage, address, passages
from pigraph.views.library import BASE
from pigraph.views.rows import Cell, Kind, Row, State, rows
from pigraph.views.things import PER_PAGE, count, nodes


def show_rows(view: View, page: str, iri: str) -> None:
    """Draw the rows about ``iri`` on the page ``page``: those of the address, or the one that it names."""
    kinds = [k.value for k in Kind]
    counts = {k: count(view.library, page, iri, [k]) for k in kinds}
    asked = view.address.text("row")
    chosen = view.address.choice("kind", kinds, "all")
    wanted = kinds if chosen == "all" else [chosen]
    total = sum(counts[k] for k in wanted)
    pages = max(1, ceil(total / PER_PAGE))
    number = min(view.address.number("page", 1), pages)
    if asked:
        document = view.address.text("doc") or view.address.text("id")
        found = _one(view, f"{BASE}{document}#{asked}")
    else:
        found = rows(view.library, nodes(view.library, page, iri, wanted, (number - 1) * PER_PAGE))
    draw(view, found, only=bool(asked), number=number, pages=1 if asked else pages, chosen=chosen,
         kinds=[("all", sum(counts.values())), *((k, n) for k, n in counts.items() if n)])  # fmt: skip
    if found:
        name = (view.address.text("id").rpartition("/")[2] or page)[:40]
        offer(view, name, found)


def draw(view: View, found: list[Row], *, only: bool, number: int, pages: int, chosen: str,
         kinds: list[tuple[str, int]]) -> None:  # fmt: skip
    """Draw rows with their quotations; ``kinds`` are the choices above them with their numbers."""
    shown = [(row, passages(view.library, row.evidence), address(row.evidence)) for row in found]
    view.draw("rows.html", shown=shown, only=only, number=number, pages=pages, chosen=chosen, kinds=kinds)


def offer(view: View, name: str, found: list[Row]) -> None:
    """Downloads of exactly these rows."""
    view.downloads(
        name,
        csv=lambda: _csv(view, found),
        json=lambda: as_json([_plain(view, row) for row in found]),
        ttl=lambda: view.library.turtle([row.node for row in found]),
    )


def _one(view: View, node: str) -> list[Row]:
    found = rows(view.library, [node])
    if not found:
        raise BadValue("unknown", node.removeprefix(BASE))
    return found


def _plain(view: View, row: Row) -> dict[str, object]:
    quotes: list[Passage] = passages(view.library, row.evidence)
    return {
        "iri": row.node,
        "kind": row.kind.value,
        "agency": row.agency.label if row.agency else None,
        "name": row.name.label if row.name else None,
        "items": [
            {"label": i.thing.label, "iri": i.thing.iri, "marks": list(i.marks), "special": i.special or None}
            for i in row.items
        ],
        "items_state": row.data.value,
        **{key: _stated(cell) for key, cell in _cells(row)},
        "evidence": [
            {"words": q.words, "file": q.name, "line": q.line, "begin": q.begin, "end": q.end} for q in quotes
        ],
    }


def _cells(row: Row) -> list[tuple[str, Cell]]:
    return [("purpose", row.why), ("law", row.law), ("retention", row.period), ("recipient", row.to)]


def _stated(cell: Cell) -> dict[str, object]:
    return {"state": cell.state.value, "values": [v.label for v in cell.values]}


def _csv(view: View, found: list[Row]) -> bytes:
    say = view.say
    heads = [say(f"row.{key}") for key in ("who", "data", "why", "law", "period", "to", "evidence")]
    lines = []
    for row in found:
        items = "; ".join(i.thing.label for i in row.items) if row.data is State.STATED else say(f"row.{row.data}")
        quotes = " / ".join(" ".join(q.words.split()) for q in passages(view.library, row.evidence))
        cells = [_words(view, cell) for _, cell in _cells(row)]
        agency = row.agency.label if row.agency else say("row.silent")
        name = row.name.label if row.name else ""
        lines.append([agency, items, *cells, quotes, say(f"kind.{row.kind}"), name, row.node])
    return as_csv([*heads, say("nav.list"), say("nav.file"), "IRI"], lines)


def _words(view: View, cell: Cell) -> str:
    if cell.state in (State.SILENT, State.UNCLEAR):
        return view.say(f"row.{cell.state}")
    return "; ".join(v.label for v in cell.values)
