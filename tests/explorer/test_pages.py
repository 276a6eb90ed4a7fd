"""Every page drawn without a browser: it opens, in both languages, and a wrong address gets a message."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from app.words import Words
from explored import HOSTILE
from explorer.pages import PAGES, WRONG
from pigraph.languages import Language

testing = pytest.importorskip("streamlit.testing.v1")


@pytest.fixture(autouse=True)
def graph(explored: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PIGRAPH_HOME", str(explored))
    monkeypatch.delenv("PIGRAPH_STORE", raising=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of Streamlit's own
        yield


def script(name: str) -> None:
    import streamlit as st

    from app.main import draw

    draw(name, st.query_params.to_dict())


def drawn(name: str, parameters: dict[str, str]) -> Any:
    """A page after it was drawn."""
    page = testing.AppTest.from_function(script, kwargs={"name": name}, default_timeout=60)
    for key, value in parameters.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception, page.exception
    return page


def html(page: Any) -> str:
    """All HTML of a page, without the style sheet."""
    return "\n".join(e.proto.body for e in page.get("html") if not e.proto.body.startswith("<style"))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_drawn(address: str, language: Language) -> None:
    name, parameters = PAGES[address]
    shown = html(drawn(name, {**parameters, "language": language.value}))
    assert 'role="alert"' not in shown
    assert Words(language)("foot.note") in shown


@pytest.mark.parametrize("name, parameters", WRONG)
@pytest.mark.parametrize("language", list(Language))
def test_a_wrong_address_gets_a_message(name: str, parameters: dict[str, str], language: Language) -> None:
    shown = html(drawn(name, {**parameters, "language": language.value}))
    assert 'role="alert"' in shown
    assert Words(language)("problem.title") in shown
    assert "<b>" not in shown.replace("<b class", "")


def test_a_fault_of_our_own_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.screens import start

    monkeypatch.setattr(start, "show", lambda view: 1 / 0)
    shown = html(drawn("start", {}))
    assert Words(Language.KO)("problem.ours") in shown and "ZeroDivision" not in shown


def test_an_unknown_language_is_said(explored: Path) -> None:
    shown = html(drawn("start", {"language": "fr"}))
    assert Words(Language.KO)("problem.language") in shown


@pytest.mark.parametrize(
    "name, parameters, key",
    [
        ("list", {"of": "items", "q": "ㅋㅋㅋ"}, "list.empty"),
        ("agency", {"id": "org/국세청"}, "row.empty"),
        ("flows", {"show": "leak", "from": "org/김포시", "what": "item/religion"}, "flows.from"),
        ("compare", {}, "compare.empty"),
        ("rights", {}, "rights.empty"),
        ("sparql", {"query": "SELECT ?x { ?x a <urn:none> }"}, "ask.nothing"),
    ],
)
def test_an_empty_page_says_why(name: str, parameters: dict[str, str], key: str) -> None:
    assert Words(Language.KO)(key, words=parameters.get("q", "")) in html(drawn(name, parameters))


@pytest.mark.parametrize("name, field", [("ask", "q"), ("list", "q"), ("sparql", "query"), ("item", "id")])
def test_html_that_is_typed_is_escaped(name: str, field: str) -> None:
    shown = html(drawn(name, {field: HOSTILE}))
    assert "<img" not in shown and "<script" not in shown


def test_html_in_a_policy_is_escaped() -> None:
    shown = html(drawn("agency", {"id": "org/가나시"}))
    assert "&lt;script&gt;" in shown and "<script" not in shown


def test_both_languages_say_everything() -> None:
    import tomllib

    texts = tomllib.loads((Path(__file__).parents[2] / "app" / "texts.toml").read_text(encoding="utf-8"))
    pairs = {f"{table}.{key}": pair for table, keys in texts.items() for key, pair in keys.items()}
    assert {key: len(pair) for key, pair in pairs.items() if len(pair) != 2 or not all(pair)} == {}
    fields = {
        k: {frozenset(_fields(words)) for words in pair}
        for k, pair in pairs.items()
        if not k.startswith("compare.entry")
    }
    assert {key for key, found in fields.items() if len(found) > 1} == set()


def _fields(words: str) -> set[str]:
    import string

    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("language", list(Language))
def test_every_question_in_words_on_the_start_page_is_answered(language: Language) -> None:
    shown = html(drawn("start", {"language": language.value}))
    links = [unescape(link) for link in re.findall(r'href="ask\?([^"]+)"', shown)]
    asked = [found[0] for link in links if (found := parse_qs(link).get("q"))]
    assert len(asked) == 6
    answers = [html(drawn("ask", {"q": words, "language": language.value})) for words in asked]
    assert [words for words, answer in zip(asked, answers, strict=True) if "pg-row" not in answer] == []
