"""A question in plain words, or a saved one: its answer with the proof of each row, and how it was understood."""

from __future__ import annotations

import json
from collections.abc import Callable

from msgspec.structs import replace

from app.offered import offered, terms
from app.view import View, as_csv, as_json
from pigraph.answers import question
from pigraph.asking import Answer, Meaning, Row, answer_meaning, ask, to_json
from pigraph.errors import PigraphError
from pigraph.languages import Language
from pigraph.store import selected
from pigraph.views.binding import BadValue
from pigraph.views.evidence import address
from pigraph.views.library import BASE
from pigraph.views.saved import Saved, saved
from pigraph.views.things import page_of

_LONGEST = 300


def show(view: View) -> None:
    words = view.address.text("q")
    name = view.address.text("saved")
    if len(words) > _LONGEST:
        raise BadValue("long", "q")
    view.draw("ask.html", words=words, offered=None if words or name else offered(view))
    if name:
        _saved(view, name)
    elif words:
        _answered(view, _answer(view, words))


def _answer(view: View, words: str) -> Answer:
    store, sources = view.library.store, view.library.sources
    kept = view.address.text("meaning")
    if not kept:
        return ask(words, store, terms(view), sources)
    try:
        meaning = Meaning.from_json(json.loads(kept))
    except (ValueError, KeyError, TypeError) as error:
        raise BadValue("choice", "meaning", str(error)) from error
    answer = answer_meaning(meaning, store, terms(view), sources, language=view.library.language)
    return replace(answer, question=words)


def _answered(view: View, answer: Answer) -> None:
    places = [address(row.sources) for row in answer.rows]
    view.draw("answer.html", answer=answer, nearest=answer.examples or offered(view)["worded"],
              rows=zip(answer.rows, places, strict=True), id_of=_id, page_of=page_of,
              instead=[(one, address(one.sources)) for one in answer.instead],
              chips=[(c, [(o.label, json.dumps(o.meaning.as_json(), ensure_ascii=False)) for o in c.choices])
                     for c in answer.chips])  # fmt: skip
    if answer.rows:
        heads = [c.heading for c in answer.columns]
        view.downloads("answer", csv=lambda: as_csv(heads, _lines(answer)), json=lambda: as_json(to_json(answer)))


def _lines(answer: Answer) -> list[list[str]]:
    fixed: dict[str, Callable[[Row], str]] = {
        "agency": lambda r: r.agency,
        "label": lambda r: r.label,
        "law": lambda r: "; ".join(law.label for law in r.laws) or r.no_law,
        "evidence": lambda r: " / ".join(q.words for q in r.quotes),
    }
    return [
        [
            fixed[c.key](row) if c.key in fixed else "; ".join(v.label for v in row.cells.get(c.key, ()))
            for c in answer.columns
        ]
        for row in answer.rows
    ]


def _saved(view: View, name: str) -> None:
    try:
        asked = question(name)
    except PigraphError as error:
        raise BadValue("unknown", name, str(error)) from error
    korean = view.library.language is Language.KO
    found: Saved = saved(view.library, selected(view.library.store, asked.sparql), asked.columns)
    view.draw("saved.html", title=asked.ko if korean else asked.en, found=found, sparql=asked.sparql)
    if found.rows:
        view.downloads(name, csv=lambda: as_csv(found.heads, ([c.text for c in row] for row in found.rows)))


def _id(iri: str) -> str:
    return iri.partition("#")[0].removeprefix(BASE)
