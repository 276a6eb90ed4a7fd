"""A question, asked: words, meaning, query, answer."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from pigraph.answers import Sources
from pigraph.asking.examples import examples
from pigraph.asking.generic import relaxed
from pigraph.asking.grammar import meaning_of
from pigraph.asking.link import Linked, link
from pigraph.asking.model import Answer, Meaning, Row, Status
from pigraph.asking.run import run
from pigraph.asking.terms import Terms
from pigraph.asking.wording import outside
from pigraph.errors import PigraphError
from pigraph.languages import Language
from pigraph.store.model import Store

_HANGUL = re.compile(r"[가-힣ㄱ-ㅎ]")


def language_of(question: str) -> Language:
    """Korean if it has any Hangul but names: more Hangul than half of its Latin letters."""
    hangul, latin = len(_HANGUL.findall(question)), len(re.findall(r"[A-Za-z]", question))
    return Language.KO if hangul * 2 >= latin else Language.EN


def ask(
    question: str, store: Store, terms: Terms, sources: Sources | None = None, language: Language | None = None
) -> Answer:
    """The answer of a question in Korean or English; ``language`` of the answer: default that of the question."""
    speaks = language or language_of(question)
    linked = link(question, terms)
    elsewhere = [t for t in linked.tokens if t.senses and all(s.kind == "out" for s in t.senses)]
    if elsewhere or linked.unknown:
        return _outside(question, speaks, [t.text for t in (*elsewhere, *linked.unknown)], linked, terms)
    meaning = meaning_of(linked, terms)
    if meaning is None:
        return _outside(question, speaks, [], linked, terms)
    answer = run(question, meaning, store, terms, sources, speaks)
    if answer.status is Status.NOT_STATED and (general := relaxed(meaning)) is not None:
        wider = run(question, general, store, terms, sources, speaks)
        answer = wider if wider.status is Status.ANSWERED else answer
    if answer.status is Status.ANSWERED:
        return answer
    return replace(answer, examples=examples(question, linked, terms, speaks))


def answer_meaning(
    meaning: Meaning, store: Store, terms: Terms, sources: Sources | None = None, language: Language = Language.KO
) -> Answer:
    """The answer of a meaning, such as one that a chip leads to. Raises `PigraphError` for one that means nothing."""
    try:
        return run("", meaning, store, terms, sources, language)
    except (KeyError, ValueError) as error:
        raise PigraphError("This is no question that the graph can be asked.", "Ask it in words.") from error


def _outside(question: str, language: Language, words: list[str], linked: Linked, terms: Terms) -> Answer:
    offered = examples(question, linked, terms, language)
    return Answer(
        question,
        language,
        Status.OUT_OF_SCOPE,
        outside(words, language),
        policies=terms.policies,
        as_of=terms.newest,
        examples=offered,
    )


def to_json(answer: Answer) -> dict[str, Any]:
    """An answer as plain data."""
    return {
        "question": answer.question,
        "language": answer.language.value,
        "status": answer.status.value,
        "sentence": answer.sentence,
        "answers": [_labelled(answer, label) for label in answer.labels],
        "rows": [_row(r) for r in answer.rows],
        "chips": [{"kind": c.kind, "label": c.label, "words": c.words} for c in answer.chips],
        "meaning": answer.meaning.as_json() if answer.meaning else None,
        "sparql": answer.sparql,
        "evidence": [e for r in answer.rows for e in _evidence(r)],
        "instead": [
            {"agency": i.agency, "remark": i.remark, "sources": list(i.sources), "words": [q.words for q in i.quotes]}
            for i in answer.instead
        ],
        "examples": list(answer.examples),
        "policies": answer.policies,
        "as_of": answer.as_of,
        "complete": answer.extent is None,
    }


def _labelled(answer: Answer, label: str) -> dict[str, Any]:
    rows = [r for r in answer.rows if r.label == label]
    return {"label": label, "laws": list(dict.fromkeys(law.label for r in rows for law in r.laws))}


def _row(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "agency": row.agency,
        "effective": row.effective,
        "cells": {k: [v.label for v in values] for k, values in row.cells.items()},
        "laws": [
            {"label": x.label, "url": x.url, "title": x.title, "verdict": x.verdict, "as_of": x.as_of} for x in row.laws
        ],
        "no_law": row.no_law,
        "inferred": row.inferred,
        "evidence": _evidence(row),
    }


def _evidence(row: Row) -> list[dict[str, Any]]:
    if not row.quotes:
        return [{"source": s} for s in row.sources]
    return [{"source": s, "place": q.place, "words": q.words} for s, q in zip(row.sources, row.quotes, strict=False)]
