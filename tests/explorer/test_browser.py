"""The explorer in a real browser: every page opens, proof is what the source says, nothing typed is taken for HTML."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from app.words import Words
from explored import HOSTILE
from explorer.pages import GIMPO, PAGES, WRONG
from pigraph.answers import Sources
from pigraph.languages import Language
from pigraph.store import current

TIMEOUT = 60_000


@pytest.fixture
def page(chromium: Any, server: str) -> Iterator[Any]:
    """A tab; a request to anywhere but the explorer fails the test."""
    context = chromium.new_context(accept_downloads=True)
    tab = context.new_page()
    tab.set_default_timeout(TIMEOUT)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    yield tab
    context.close()
    ours = server.removeprefix("http://")
    assert [u for u in asked if ours not in u and not u.startswith(("data:", "blob:"))] == []


def go(tab: Any, server: str, name: str, **parameters: str) -> None:
    """Open a page and wait until all of it is drawn."""
    path = "" if name == "start" else name
    tab.goto(f"{server}{path}?{urlencode(parameters)}")
    tab.wait_for_selector(".pg-foot")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_in_both_languages(page: Any, server: str, address: str, language: Language) -> None:
    name, parameters = PAGES[address]
    go(page, server, name, **parameters, language=language.value)
    assert page.locator("[data-testid=stException], [role=alert]").count() == 0
    assert page.locator("h1").count() == 1
    assert Words(language)(f"nav.{name}") in page.title()
    assert page.locator(".pg-foot").inner_text().startswith(Words(language)("foot.note"))


def test_proof_is_what_the_source_says(page: Any, server: str, explored: Path) -> None:
    go(page, server, "agency", id="org/김포시", kind="provision")
    row = page.locator("article", has_text="경찰서").first
    row.locator("summary").press("Enter")
    shown = row.locator("blockquote mark").first.text_content()
    quote = Sources(current(explored) / "sources").quote(
        "https://w3id.org/pigraph/id/source/4c7bc25eb198#char=1483,1593"
    )
    assert " ".join(shown.split()) == " ".join(quote.words.split())
    row.get_by_role("link", name=Words(Language.KO)("row.whole")).click()
    page.wait_for_selector(".pg-source")
    assert page.locator(".pg-source mark").first.text_content() == shown
    text = Sources(current(explored) / "sources").text("4c7bc25eb198")
    assert page.locator(".pg-source").text_content() == text


def test_an_entry_has_an_address_of_its_own(page: Any, server: str) -> None:
    go(page, server, "policy", id=GIMPO, row="p1")
    assert page.locator("article").count() == 1
    assert page.locator("article details").first.get_attribute("open") is not None


def test_downloads_are_the_rows_shown(page: Any, server: str) -> None:
    go(page, server, "agency", id="org/김포시", kind="provision")
    with page.expect_download() as got:
        page.get_by_role("button", name="CSV").click()
    data = Path(got.value.path()).read_bytes()
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(lines) - 1 == page.locator("article").count() == 8
    with page.expect_download() as got:
        page.get_by_role("button", name="JSON").click()
    rows = json.loads(Path(got.value.path()).read_bytes())
    assert [row["agency"] for row in rows] == ["김포시"] * 8
    assert rows[0]["evidence"][0]["begin"] == 1483


@pytest.mark.parametrize("name, parameters", WRONG[::4])
def test_a_wrong_address_gets_a_message(page: Any, server: str, name: str, parameters: dict[str, str]) -> None:
    go(page, server, name, **parameters)
    said = page.locator("[role=alert]")
    assert Words(Language.KO)("problem.title") in said.inner_text()
    assert said.get_by_role("link").count() == 1


def test_html_in_a_policy_is_text(page: Any, server: str) -> None:
    go(page, server, "agency", id="org/가나시", kind="provision")
    row = page.locator("article", has_text="경찰서").first
    assert HOSTILE in row.text_content()
    assert page.locator("article img, article script").count() == 0
    assert "pigraph" in page.title()


def test_html_in_an_address_is_text(page: Any, server: str) -> None:
    go(page, server, "list", of="items", q=HOSTILE)
    assert HOSTILE in page.locator(".pg-empty").inner_text()
    assert page.locator("main img, section script").count() == 0


def test_a_phone_needs_no_sideways_scrolling(page: Any, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for name, parameters in PAGES.values():
        go(page, server, name, **parameters)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


def test_search_and_language_are_kept_in_the_address(page: Any, server: str) -> None:
    go(page, server, "start", language="en")
    page.get_by_role("link", name=Words(Language.EN)("start.parties")).click()
    page.wait_for_selector("#pg-words")
    page.fill("#pg-words", "경찰")
    page.press("#pg-words", "Enter")
    page.wait_for_url("**q=*")
    page.wait_for_selector(".pg-list a")
    assert "language=en" in page.url
    page.locator(".pg-list a").first.click()
    page.wait_for_selector("h1:has-text('경찰서')")


@pytest.mark.parametrize(
    "language, question, said",
    [
        (Language.KO, "누가 주민등록번호를 제공받나요?", "경찰서"),
        (Language.EN, "Who receives resident registration numbers?", "경찰서"),
    ],
)
def test_a_question_is_asked_in_both_languages(
    page: Any, server: str, explored: Path, language: Language, question: str, said: str
) -> None:
    go(page, server, "start", language=language.value)
    page.fill("#pg-q", question)
    page.press("#pg-q", "Enter")
    page.wait_for_selector(".pg-answer")
    answer = page.locator(".pg-answer")
    assert Words(language)("ask.answered") in answer.locator("h2").first.inner_text()
    row = answer.locator("article", has_text=said).first
    row.locator("summary").press("Enter")
    shown = row.locator("blockquote mark").first.inner_text()
    row.get_by_role("link", name=Words(language)("row.whole")).click()
    page.wait_for_selector(".pg-source")
    marked = page.locator(".pg-source mark").first.inner_text()
    assert " ".join(shown.split()) == " ".join(marked.split())


def test_a_box_of_the_picture_opens_the_picture_around_it(page: Any, server: str) -> None:
    go(page, server, "flows", id="org/김포시")
    page.get_by_role("link", name="경찰서").first.click()
    page.wait_for_selector("h1:has-text('경찰서')")
    assert "org-type/" in page.url


def test_a_query_is_typed_run_and_downloaded(page: Any, server: str) -> None:
    go(page, server, "sparql")
    area = page.locator("textarea")
    area.fill('SELECT ?who WHERE { ?p dpv:hasDataController/rdfs:label ?who } ORDER BY ?who # "x"')
    assert page.locator("pre .k").first.inner_text() == "SELECT"
    area.press("Control+Enter")
    page.wait_for_selector(".pg-table td:has-text('김포시')")
    assert "query=" in page.url
    with page.expect_download() as got:
        page.get_by_role("button", name="JSON").click()
    rows = json.loads(Path(got.value.path()).read_bytes())
    assert "김포시" in [row["who"] for row in rows]


def test_the_letter_is_downloaded(page: Any, server: str) -> None:
    name, parameters = PAGES["rights"]
    go(page, server, name, **parameters)
    with page.expect_download() as got:
        page.get_by_role("button", name="TXT").click()
    letter = Path(got.value.path()).read_text(encoding="utf-8")
    assert letter.strip() == page.locator(".pg-letter").inner_text().strip()
    assert "개인정보 삭제 요구서" in letter and "정보통신담당관실" in letter
