"""The tokens of a table that lost its borders, and what each token looks like.

A token is a run of non-blank characters of one line; a token in which two cells were glued together
("a@b.go.kr개인정보") is cut where an e-mail address ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pigraph.blocks.page import Page, runs_on
from pigraph.laws import citations
from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.people import names_people
from pigraph.lexicon.vocabulary import Vocabulary, vocabulary
from pigraph.patterns import seldom
from pigraph.text import INSERTED, Words, fold

_TOKEN = seldom(r"\S+")
_GLUED = seldom(r"(?<=[a-zA-Z])(?=[가-힣])")
_EMAIL = seldom(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = seldom(r"(?<!\d)\(?0\d{1,2}\)?[-)~. ]?\d{3,4}[-. ]\d{4}|(?<!\d)1[5-8]\d{2}-\d{4}")
_DATE = seldom(
    r"^[’'‘`]\d{2}\.?$|^[(（]?[’'‘`]?(?:\d{4}|\d{2})\s?[.\-/년]\s?\d{1,2}(?:[.\-/월]|$)|^\d{1,2}[.월]\d{0,2}[.일]?$|^\d{1,2}[.일]?$"
)
_FULL_DATE = seldom(r"[’'‘`]?\d{2,4}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}")
_YEAR = seldom(r"^(?:19|20)\d{2}(?:년|년도|\.)?$")
_LENGTH = seldom(r"^[(]?\d{1,3}\s?(?:년|개월|월|일|주|시간)(?:간|까지|후|이내|이상)?[).,]?$")
_URL = seldom(r"(?:https?://|www\.)|(?:\w\.)+(?:kr|com|org|net)\b")
_NUMBER = seldom(r"^\d{1,3}$")
_MARK = seldom(
    r"^[\[(<〔【]?\s?(?:\S{0,4}\s?)?(?:필수|선택|자동)(?:항목|정보|사항)?\s?[\])>〕】:]|^[-•·○◦‣▪]?(?:필수|선택)(?:항목)?[:\])]?$"
)
_GROUP = seldom(r"^[(\[][가-힣]{2,10}[)\]]")
_LEADING_MARK = seldom(r"^[\[(][^\])]*[\])]")
_STRIP = "[](){}<>,.;:·•-*○◦‣▪“”\"'‘’"
_JOINS = re.compile(r"및.{0,2}|또는.?|등(?:[의을에은이]|[^가-힣])?")
"""What no cell begins or ends with; "등록" is a word."""
_WHO_CONSENTS = ("정보주체", "이용자", "회원", "본인", "신청자", "신청인", "고객")
_CONNECTORS = frozenset({"및", "또는", "과", "와", "·", "/", "그리고", "등의", "~", "∼", "～", "-"})


class Token(NamedTuple):
    """One token with its words and cues.

    ``line``: index of its line; ``first``/``last`` in that line; ``depth``: open parentheses before it;
    ``runs_on``: its line ended in a blank (the cell's text went on); ``cues``: names of what it looks like.
    """

    words: Words
    line: int
    first: bool
    last: bool
    depth: int
    runs_on: bool
    cues: frozenset[str]

    @property
    def text(self) -> str:
        return self.words.text


def tokenise(lines: Sequence[Words], page: Page) -> list[Token]:
    """The tokens of some lines in order, with their cues."""
    items = vocabulary()
    raw: list[tuple[Words, int, bool, bool, bool]] = []
    for n, line in enumerate(lines):
        text = line.text
        on = runs_on(line)
        pieces: list[Words] = []
        for m in _TOKEN.finditer(text):
            begin = m.start()
            if "@" in m.group():
                for cut in _GLUED.finditer(m.group()):
                    pieces.append(line[begin : m.start() + cut.start()])
                    begin = m.start() + cut.start()
            pieces.append(line[begin : m.end()])
        for k, piece in enumerate(pieces):
            raw.append((piece, n, k == 0, k == len(pieces) - 1, on))
    spaced = _letter_spaced(lines)
    known = _item_tokens([r[0].text for r in raw], items)
    halves: set[int] = set()
    for i in range(1, len(raw)):
        starts_line, ran_on = raw[i][2], raw[i - 1][4]
        if not starts_line or ran_on or raw[i][0].begin in spaced or raw[i - 1][0].begin in spaced:
            continue
        if page.broken(raw[i - 1][0].text, raw[i][0].text, whole=i - 1 not in halves):
            halves.add(i)
    cited = _cited(raw, halves)
    tokens: list[Token] = []
    depth = 0
    for i, (words, line_no, first, last, on) in enumerate(raw):
        cues = set(cues_of(words.text))
        if not cited.isdisjoint(words.at):
            cues.add("cite")
        if "company-mark" in cues and not first and "number" not in tokens[-1].cues:
            cues = (cues - {"company-mark"}) | {"company-end"}
        if tokens and "company-mark" in tokens[-1].cues:
            cues.add("company-end")
        if i in known:
            cues.add("item")
        if i in halves:
            cues = {"half"}
        if words.begin in spaced:
            cues.add("spaced")
        if i + 1 < len(raw) and raw[i + 1][0].text.startswith("동의") and words.text.startswith(_WHO_CONSENTS):
            cues.add("consent")
        tokens.append(Token(words, line_no, first, last, depth, on, frozenset(cues)))
        depth = max(0, depth + words.text.count("(") - words.text.count(")"))
        if depth > 3:
            depth = 0
    return tokens


def _cited(raw: Sequence[tuple[Words, int, bool, bool, bool]], halves: set[int]) -> set[int]:
    """The source offsets of law citations; broken words are put together first."""
    parts: list[Words] = []
    for i, (words, _, first, _, _) in enumerate(raw):
        if i and i not in halves:
            parts.append(Words("\n" if first else " ", (INSERTED,)))
        parts.append(words)
    region = Words.join(parts, "")
    return {offset for c in citations.find(region) for offset in c.words.at if offset != INSERTED}


def _letter_spaced(lines: Sequence[Words]) -> set[int]:
    """Offsets of tokens whose letters were spread over the cell's width: three or more single letters in a row."""
    spaced: set[int] = set()
    for line in lines:
        run: list[int] = []
        for m in _TOKEN.finditer(line.text):
            if len(m.group()) == 1 and (m.group().isalpha()):
                run.append(line.at[m.start()])
                continue
            if len(run) >= 3:
                spaced.update(run)
            run = []
        if len(run) >= 3:
            spaced.update(run)
    return spaced


def _item_tokens(texts: Sequence[str], items: Vocabulary) -> set[int]:
    """Indices of tokens that alone, or with up to two neighbours, are a data item of the vocabulary."""
    names = items.names("item")
    found: set[int] = set()
    for i in range(len(texts)):
        for n in (1, 2, 3):
            part = texts[i : i + n]
            if len(part) < n or any(p.endswith(",") for p in part[:-1]):
                break
            bare = _LEADING_MARK.sub("", " ".join(part)).strip(_STRIP + " ")
            pieces = re.split(r"[,(]", bare) if n == 1 else [bare]
            knows = items.knows_item if n == 1 else lambda text: fold(text) in names
            if any(len(piece.strip()) > 1 and knows(piece.strip()) for piece in pieces):
                found.update(range(i, i + n))
    return found


@lru_cache(maxsize=1024)  # a table says the same again and again, and is read as cards, too
def cues_of(text: str) -> frozenset[str]:
    """What the letters of a token tell of it."""
    words = cell_words()
    bare = text.strip(_STRIP)
    cues: set[str] = set()
    if _NUMBER.match(text):
        cues.add("number")
    if bare in ("필수", "선택") and text == bare:
        cues.add("mark-word")
    if _MARK.match(text):
        cues.add("mark")
    if _GROUP.match(text):
        cues.add("group")
    if _EMAIL.search(text):
        cues.add("email")
    if _PHONE.search(text):
        cues.add("phone")
    if _URL.search(text) and "email" not in cues:
        cues.add("url")
    if _YEAR.match(text):
        cues.add("year")
    if _FULL_DATE.search(text) or _DATE.match(text):
        cues.add("date")
    if text in ("~", "∼", "～", "-", "–") or ("~" in text and "date" in cues):
        cues.add("range")
    if _LENGTH.match(text) or bare in words.period_lengths:
        cues.add("length")
    if bare in words.period_links or bare.endswith(("까지", "시까지", "후", "즉시")):
        cues.add("period-link")
    if any(e in bare for e in words.period_events):
        cues.add("period-event")
    if any(m in text for m in words.company_marks):
        cues.add("company")
    if text in words.company_marks or bare in words.company_marks:
        cues.add("company-mark")
    if bare.endswith(words.file_endings):
        cues.add("file-end")
    if bare.endswith(words.file_names):
        cues.add("file-name")
    if names_people(bare):
        cues.add("people")
    if bare.endswith(words.purpose_endings):
        cues.add("purpose-end")
    if len(bare) > 1 and bare.endswith(words.organisation_endings):
        ending = next(e for e in words.organisation_endings if bare.endswith(e))
        if len(ending) > 1 or "purpose-end" not in cues:
            cues.add("organisation")
    if len(bare) > 1 and bare.endswith(words.item_endings) and bare not in words.item_endings:
        cues.add("item-like")
    if bare in ("없음", "해당없음", "미수집"):
        cues.add("none")
    if bare in words.audit:
        cues.add("audit")
    if bare in words.ranks or (len(bare) > 2 and bare.endswith(words.rank_endings)):
        cues.add("rank")
    if len(bare) > 2 and re.sub(r"[(（].*$", "", bare).endswith(words.department_endings):
        cues.add("department")
    if any(r in bare for r in words.role_words):
        cues.add("role")
    elif bare in words.role_fillers:
        cues.add("role-filler")
    if (
        re.fullmatch(r"[가-힣]{2,4}", text)
        and text[0] in words.surnames
        and len(text) == 3
        and "period-link" not in cues
    ):
        cues.add("person")
    if bare in words.contact_labels or text in (":", "*", "☎"):
        cues.add("contact-label")
    if "동의" in bare:
        cues.add("consent")
    if text.endswith((",", "，", "、", "/")):
        cues.add("comma")
    if bare in _CONNECTORS or text in _CONNECTORS:
        cues.add("connector")
    if _JOINS.fullmatch(text):
        cues.add("joins")
    return frozenset(cues)
