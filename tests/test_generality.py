"""Nothing is tuned to a document: no sentence of one document and no name of one body in code or lexicon.

A sentence counts as one document's own when `WINDOW` characters of it stand in that document alone. What several
documents share is common wording; what only one has may still be the Act's or the model form's (`MODEL`).
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from conftest import CHECKOUT, SHARED
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.reading import read

WINDOW = 14
"""Characters, blanks left out, of which at least `HANGUL` are Hangul."""
HANGUL = 11
LONGEST_LABEL = 30
"""Characters. Labels of the vocabulary are items and kinds as printed; a longer one would be a sentence."""
MODEL = (
    # 개인정보 보호법 제17조제2항, 제30조제1항
    "개인정보를 제공받는 자의 이용 목적, 제공하는 개인정보 항목",
    "개인정보 자동 수집 장치의 설치·운영 및 거부에 관한 사항",
    "개인정보파일에 기록되는 개인정보의 항목",  # 제32조제1항
    "개인정보파일에 기록되는 개인정보 항목",
    "개인정보 보호 담당부서 및 연락처",  # 제30조제1항제5호, as headers shorten it
    # Titles and sentences of the model form (개인정보 처리방침 작성지침, 표준 개인정보 보호지침)
    "개인정보 처리업무의 위탁에 관한 사항",
    "14세 미만 아동의 개인정보 처리에 관한 사항",
    "은 다음의 목적을 위하여 개인정보를 처리합니다",
    "은 정보주체의 문의에 대해 지체 없이 답변 및 처리해 드릴 것입니다",
    "법령의 규정과 정보주체의 동의에 의해서만 개인정보를 수집·보유합니다",
    "개인정보를 제3자에게 제공하고 있지 않습니다",
    "관리적 조치 : 내부관리계획 수립·시행",
)
"""Wordings of law and of the model form that many bodies print, though only one document at hand does."""

_CITATION = re.compile(r"(?:개인정보\s*보호법)?(?:\s*(?:제\s*)?\d+\s*[조항호](?:의\s*\d+)?)+")
_MARKS = re.compile(r"[^\w\s]|_")
_LABEL = re.compile(r'"([^"\n]*)"@ko|<([^<>\n]*)>')


def windows(text: str) -> Iterator[str]:
    """Runs of `WINDOW` characters between marks. Citations of places in laws are facts, and parted as well."""
    for part in _MARKS.split(_CITATION.sub("|", text)):
        run = "".join(part.split())
        for n in range(len(run) - WINDOW + 1):
            window = run[n : n + WINDOW]
            if sum("가" <= c <= "힣" for c in window) >= HANGUL:
                yield window


def own_windows(texts: Mapping[str, str]) -> dict[str, str]:
    """What stands in one of the documents alone, and in which."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, text in texts.items():
        for window in windows(text):
            found[window].add(name)
    model = {window for phrase in MODEL for window in windows(phrase)}
    return {window: min(names) for window, names in found.items() if len(names) == 1 and window not in model}


def borrowed(written: Mapping[str, str], own: Mapping[str, str]) -> list[str]:
    """The places in what was ``written`` that repeat a document's own words, one message each."""
    found: list[str] = []
    for place, text in written.items():
        # A sentence of a comment may go over lines; the marks that open them part it, and what is left still shows.
        for line in text.split("\n"):
            hits = [window for window in windows(line) if window in own]
            if hits:
                found.append(f"{place}: “{hits[0]}” is from {own[hits[0]]}")
    return found


@cache
def ours() -> dict[str, str]:
    """Code, explorer, lexicon, vocabularies and questions; without the short labels and names of the vocabularies."""
    patterns = (
        *("src/**/*.py", "src/**/*.toml", "app/**/*.py", "app/**/*.toml", "app/**/*.html"),
        *("data/lexicon/**/*.toml", "data/questions/*.rq", "ontology/**/*.ttl"),
    )
    written = {
        str(path.relative_to(CHECKOUT)): path.read_text(encoding="utf-8")
        for pattern in patterns
        for path in sorted(CHECKOUT.glob(pattern))
    }
    return {
        place: _LABEL.sub(lambda m: "" if len(m[1] or m[2]) <= LONGEST_LABEL else m[0], text)
        if place.endswith(".ttl")
        else text
        for place, text in written.items()
    }


@cache
def documents(folder: Path) -> dict[str, str]:
    """The text of each policy in a folder, as it is read."""
    paths = (p for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".md", ".html") and p.stem != "README")
    return {path.name: read(path).text for path in paths}


def names(records: Iterable[Path]) -> dict[str, str]:
    """Names of bodies, services and people in hand-written records, and whose they are; kinds of bodies are none."""
    found: dict[str, str] = {}
    for path in records:
        record = json.loads(path.read_text(encoding="utf-8"))
        values = [record["policy"]["controller"], record["policy"]["service"]]
        values += [p.get("name") for p in record["processors"]] + [o.get("name") for o in record["officers"]]
        values += [p.get("recipient") for p in record["provisions"] if not _is_kind(p.get("recipient") or "")]
        for value in filter(None, values):
            bare = re.sub(r"\s|㈜|[(（]주[)）]|주식회사", "", value)
            if len(bare) >= 3 and re.search("[가-힣]", bare):
                found[bare] = path.stem
    return found


def _is_kind(recipient: str) -> bool:
    return vocabulary().recipient_kind(recipient)


def named(written: Mapping[str, str], whose: Mapping[str, str]) -> list[str]:
    """The places in what was ``written`` that name one of these, one message each."""
    squeezed = {place: "".join(text.split()) for place, text in written.items()}
    return [f"{place}: “{n}” is from {of}" for place, text in squeezed.items() for n, of in whose.items() if n in text]


SEED = CHECKOUT / "data" / "policies"
GOLD = CHECKOUT / "tests" / "evaluation" / "gold"


def test_no_sentence_of_a_shipped_policy() -> None:
    assert borrowed(ours(), own_windows(documents(SEED))) == []


@pytest.mark.shared
def test_no_sentence_of_a_shared_policy(shared: Path) -> None:
    """With the shared documents more wording is known to be common: the shipped ones are asked about again."""
    texts = documents(SEED) | documents(shared / "policies" / "dev")
    assert borrowed(ours(), own_windows(texts)) == []


def test_no_name_of_a_body_or_person() -> None:
    shared_gold = (SHARED / "gold").glob("*/*.json") if SHARED.is_dir() else ()
    whose = names([*sorted(GOLD.rglob("*.json")), *sorted(shared_gold)])
    assert len(whose) > 40
    assert named(ours(), whose) == []


def test_what_is_planted_is_found() -> None:
    text = documents(SEED)["gimpo.txt"]
    own = own_windows(documents(SEED))
    window = next(w for w in own if own[w] == "gimpo.txt" and re.fullmatch("[가-힣]+", w))
    assert window in "".join(text.split())
    spaced = " ".join(window[n : n + 3] for n in range(0, WINDOW, 3))
    planted = {"a.py": f"# {spaced}", "b.toml": f'example = "가나시는 {spaced}"', "c.py": f"# {spaced[:9]} 등"}
    assert [hit.partition(":")[0] for hit in borrowed(planted, own)] == ["a.py", "b.toml"]
    name, of = next(iter(names([GOLD / "gimpo.json"]).items()))
    assert named({"a.py": f"x = '{name[:2]} {name[2:]}'"}, {name: of}) == [f"a.py: “{name}” is from gimpo"]
