"""The words that the graph at hand knows, and the questions that can be asked about it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import streamlit as st

from app.view import View
from pigraph.answers import questions
from pigraph.asking import Status, Terms, ask, read_terms
from pigraph.asking.examples import examples
from pigraph.languages import Language
from pigraph.store import Store

_WORDED = 6
_TRIED = 20


def terms(view: View) -> Terms:
    """The terms of the graph of a view, read once for each that is published."""
    return _terms(view.generation, view.library.store)


def offered(view: View) -> dict[str, list[str] | list[tuple[str, str]]]:
    """``worded``: questions in plain words that this graph answers; ``saved``: (name, title) of the saved ones."""
    language = view.library.language
    return {
        "worded": _worded(view.generation, language, terms(view), view.library.store),
        "saved": [(q.name, q.ko if language is Language.KO else q.en) for q in questions()],
    }


@st.cache_resource(max_entries=2, show_spinner=False)
def _terms(generation: Path | None, _store: Store) -> Terms:
    return read_terms(_store, None)


@st.cache_resource(max_entries=4, ttl=3600, show_spinner=False)
def _worded(generation: Path | None, language: Language, _terms: Terms, _store: Store) -> list[str]:
    every = examples("", None, _terms, language, _TRIED)
    answered = (one for one in every if ask(one, _store, _terms, None).status is Status.ANSWERED)
    return list(islice(answered, _WORDED))
