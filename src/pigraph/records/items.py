"""Lists of personal data items → items.

Accepts, by example::

    성명, 연락처(주택, 핸드폰), 과세내역 등            three items, open-ended
    [필수] 아이디, 이름 [선택] 이메일                 marks hold until the next mark
    필수 — 아이디, 이름, 선택 — 이메일                 so do marks before a dash
    필수 아이디, 이름 ⏎ 선택 이메일                    so do marks of two kinds that open lines
    • (필수) 성명, ID • (선택) 전화                   so do marks after bullets
    신청자(아이디, 이름), 대상아동정보                 a group of people in front of a parenthesis is the subject
    학과/전공                                          two items, as each is known as one
    (관리자)소속(회사명), 직급                         so is a group in parentheses in front of items
    필수항목 : 성명, 이메일 / 선택항목 : 없음           "없음" states that there is none
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.people import names_people
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.patterns import seldom
from pigraph.records.model import How, Item, Requirement, Stated
from pigraph.text import INSERTED, Words, fold, joined

_OPEN, _CLOSE = "([〔<{", ")]〕>}"
_BULLET = re.compile(
    r"(?:(?<=\s)|^)[•‣○●◦▪■□►▶※◎⊙❍*-](?=\s|\()\s*|(?:(?<=\n)|^)[·∙‧․・ㆍ]\s*|[•‣●◦▪►▶]\s*|(?<=\n)[-–○]\s*"
)
_MARK = re.compile(
    r"^\s*(?P<open>[\[(<〔【{])?\s*(?P<group>[가-힣]{2,8}\s)?(?P<mark>필수|선택|자동)(?:적|적으로|으로)?\s?(?:수집|생성|입력|기재|개인정보|동의)?(?:되는|하는)?\s?(?:항목|정보|사항|수집|생성)?\s*"
    r"(?:\((?:필수|선택)\)\s*)?(?P<close>[\])>〕】}])?\s*(?P<colon>[:：]|[-–—―](?=\s))?\s*"
)
_MARK_WORD = re.compile(r"^\s*(?:필수|선택|자동)\s?(?:수집|생성)?\s?항목\s+(?!동의|거부|여부|선택)(?=[가-힣A-Za-z])")
_WORD_ENDS = re.compile(r"[\s,，、;·/()]")
_GROUP = re.compile(r"^\s*[(\[](?P<who>[가-힣·/\s]{2,14})[)\]]\s*[:：]?\s*(?=\S)")
_LABELLED = re.compile(r"^\s*(?P<label>[^:：,()\n]{2,20}?)\s*[:：]\s*")
_LABEL_LINE = seldom(r"[가-힣][^:：,()\n]{1,19}[:：]\s*\S")
_TIGHT_MARK = re.compile(r"[(\[](?:필수|선택|자동)(?:항목|정보|사항)?[)\]](?=[가-힣A-Za-z])")
_MARK_LINE = seldom(
    r"(?:^|\n)[^\w\n(\[]{0,3}(?P<mark>필수|선택|자동)(?:\s?(?:수집|생성))?(?:\s?(?:항목|정보|사항))?"
    r"(?P<end>(?=[ \t]*\n(?!\s*[:：])|[ \t]+[가-힣A-Z]))"
)
_TOLD = seldom(r"\s\S.*(?:습니다|입니다|합니다|됩니다|십시오|바랍니다)\s*\.?$", re.DOTALL)
"""A sentence that was joined to a list says something of it; where it begins is not known."""
_MARK_BEHIND = re.compile(r"\s*[(\[](?P<mark>필수|선택)[)\]]$")
_MARK_HEAD = re.compile(r"^(?P<mark>필수|선택|자동)\s?(?:수집\s?)?(?:항목|정보|사항)?$")
_GROUP_LABEL = seldom(r"\s*(?P<who>[가-힣]{2,10})\s*[:：]")
_HEAD = re.compile(r"^(?P<head>[^()]+?)\s*\((?P<inner>.+)\)\s*$", re.DOTALL)
_ETC = re.compile(r"\s*(?:등|외|등등|기타)(?:의?\s?(?:개인정보|정보))?\s*\.?\s*$|\s+등을?\s*$")
_NONE = re.compile(r"^(?:-|–|없음|해당\s?없음|해당사항\s?없음|해당\s?사항\s?없음|미수집|수집하지\s?않음|×|X)\.?$")
MARKS = {"필수": Requirement.REQUIRED, "선택": Requirement.OPTIONAL, "자동": Requirement.AUTOMATIC}


class ItemList(Struct, frozen=True):
    """Items in order; ``open_ended``: the list ends in 등; ``none``: the words state that there are none."""

    items: tuple[Item, ...] = ()
    open_ended: bool = False
    none: bool = False

    def __add__(self, other: ItemList) -> ItemList:
        return ItemList(self.items + other.items, self.open_ended or other.open_ended, self.none or other.none)


def known_among(items: Iterable[Item]) -> int:
    """How many of the items are in the vocabulary: words of other kinds can stand in a list, too."""
    return sum(vocabulary().knows_item(i.label.value) for i in items)


def reads_as_items(words: Words) -> bool:
    """True for words that list items: two of five are known, or the first one is marked."""
    listed = read_items(words, How.LIST).items
    return bool(listed) and (known_among(listed) >= 0.4 * len(listed) or listed[0].requirement is not None)


def read_items(
    words: Words,
    how: How,
    requirement: Stated[Requirement] | None = None,
    consent: Stated[bool] | None = None,
    subject: Stated[str] | None = None,
) -> ItemList:
    """The items that some words list. The keyword values hold where the words have no mark of their own."""
    found: list[Item] = []
    open_ended = none = False
    mark, group = requirement, subject
    for segment, starts_line in _segments(_with_colons(words)):
        rest = segment
        word = starts_line or mark is not requirement  # after a comma one goes on where there was a mark before
        if (m := _MARK.match(rest.text)) and (m["open"] or m["colon"] or (word and _MARK_WORD.match(rest.text))):
            mark = Stated(MARKS[m["mark"]], rest[m.start("mark") : m.end("mark")], how)
            group = subject
            if m["group"] and names_people(m["group"]):
                who = rest[m.start("group") : m.end("group")].strip()
                group = Stated(joined(who.text), who, how)
            rest = rest[m.end() :]
        if (m := _GROUP.match(rest.text)) and names_people(m["who"]):
            who = rest[m.start("who") : m.end("who")].strip()
            group = Stated(joined(who.text), who, how)
            rest = rest[m.end() :]
            if (
                mark is not None
                and starts_line
                and mark.how is how
                and segment is not rest
                and not _MARK.match(segment.text)
            ):
                mark = replace(mark, how=How.CARRIED)
        elif m := _LABELLED.match(rest.text):
            label = rest[m.start("label") : m.end("label")].strip()
            if names_people(label.text):
                group = Stated(joined(label.text), label, how)
            elif "(" not in rest.text[: m.end()]:
                mark = requirement if not starts_line else mark
            rest = rest[m.end() :]
        rest = rest.strip(" \n\t.·․・-•*/")
        if not rest.text or _NONE.match(rest.text):
            none = none or (bool(rest.text) and bool(_NONE.match(rest.text)))
            continue
        rest, etc = _without_etc(rest)
        open_ended = open_ended or etc
        items, inner_etc = _one(rest, how, mark, consent, group)
        open_ended = open_ended or inner_etc
        found.extend(items)
    return ItemList(tuple(_distinct(found)), open_ended, none and not found)


def _with_colons(words: Words) -> Words:
    """Words with a colon behind each mark that opens a line, if there are marks of two kinds: one may begin an item."""
    if "\n" not in words.text:
        return words
    firsts = [(m, _first_word(words.text[m.end("end") :])) for m in _MARK_LINE.finditer(words.text)]
    marks = [m for m, first in firsts if not any(so in first for so in cell_words().items_named_so)]
    kinds = {(m["mark"], first) for m, first in firsts if first and not names_people(first)}
    if len({m["mark"] for m in marks}) < 2 or len({first for _, first in kinds}) < len(kinds):
        return words  # "필수 학점 ⏎ 선택 학점": two kinds of the same thing
    ends = [0, *(m.end("end") for m in marks), len(words)]
    lines = [words[a:b] for a, b in pairwise(ends)]
    return Words.join((part for line in lines for part in (line, Words(":", (INSERTED,)))), "")[:-1]


def _first_word(text: str) -> str:
    return _WORD_ENDS.split(text.lstrip(), maxsplit=1)[0]


def _segments(words: Words) -> Iterator[tuple[Words, bool]]:
    """The pieces between separators at depth 0, and whether a piece starts a line, a bullet or the list."""
    text = words.text
    bullets = {m.start(): m.end() for m in _BULLET.finditer(text)}
    depth, start, i = 0, 0, 0
    starts = True
    while i < len(text):
        c = text[i]
        if depth == 0 and i in bullets:
            if _MARK_HEAD.match(text[start:i].strip()):  # "선택 - 이메일"
                i = bullets[i]
                continue
            if words[start:i].strip():
                yield words[start:i].strip(), starts
            start = i = bullets[i]
            starts = True
            continue
        if c in _OPEN and not _is_arrow(text, i):
            if depth == 0 and text[start:i].strip() and _opens_part(text, start, i):
                yield words[start:i].strip(), starts
                start, starts = i, True
            depth += 1
        elif c in _CLOSE and depth:
            depth -= 1
        elif depth == 0 and c in ",，、;" and not _in_number(text, i):
            if words[start:i].strip():
                yield words[start:i].strip(), starts
            start, starts = i + 1, False
        elif depth == 0 and c == "\n" and _new_line_item(text, i):
            if words[start:i].strip():
                yield words[start:i].strip(), starts
            start, starts = i + 1, True
        elif (
            depth == 0
            and c == "/"
            and text[max(0, i - 1)] == " "
            and text[i + 1 : i + 2] == " "
            and (_both_items(text, start, i) or _group_follows(text, i + 1))
        ):
            yield words[start:i].strip(), starts
            start, starts = i + 1, False
        elif depth == 0 and text.startswith(("필수", "선택"), i) and i > start and _LABEL_MARK.match(text[i : i + 20]):
            if words[start:i].strip(" /\n"):
                yield words[start:i].strip(" /\n"), starts
            start, starts = i, True
        i += 1
    if words[start:].strip():
        yield words[start:].strip(), starts


_LABEL_MARK = seldom(r"(?:필수|선택)\s?(?:수집)?\s?(?:항목|정보|사항)?\s*(?:\([^)]{1,10}\))?\s*(?:[:：]|[-–—―]\s)")


def _opens_part(text: str, start: int, i: int) -> bool:
    """True for a bracket at which a new part of the list begins: [필수], (선택)이메일, [보호자] 성명."""
    apart = text[i] != "(" or text[i - 1].isspace()
    if apart and _MARK.match(text[i : i + 24]):
        return True
    if _TIGHT_MARK.match(text, i):
        return True
    before = _MARK.match(text[start:i].strip())
    only_mark = before is not None and before.end() == len(text[start:i].strip())
    group = _GROUP.match(text[i : i + 30]) if apart and not only_mark else None
    return group is not None and names_people(group["who"])


def _is_arrow(text: str, i: int) -> bool:
    return text[i] == "<" and not re.match(r"<\s?(?:필수|선택|자동)", text[i:])


def _in_number(text: str, i: int) -> bool:
    return 0 < i < len(text) - 1 and text[i - 1].isdigit() and text[i + 1].isdigit()


def _new_line_item(text: str, i: int) -> bool:
    """A line break separates items where the next line opens with a mark or group, or both sides are items."""
    after = text[i + 1 :].lstrip()
    if _MARK.match(after) and (after[:1] in _OPEN or _LABEL_MARK.match(after)):
        return True
    if (m := _GROUP.match(after)) and names_people(m["who"]):
        return True
    if _LABEL_LINE.match(after):
        return True
    before = re.split(r"[,\n]", text[:i])[-1].strip()
    following = re.split(r"[,\n(]", after)[0].strip()
    known = vocabulary().knows_item
    if not (before and following and known(before) and known(following)):
        return False
    lines = [line.strip() for line in text.split("\n")]
    one_a_line = len(lines) > 2 and all(known(line) for line in lines)
    return one_a_line or fold(before + following) not in vocabulary().names("item")


def _group_follows(text: str, i: int) -> bool:
    m = _GROUP_LABEL.match(text, i)
    return m is not None and names_people(m["who"])


def _both_items(text: str, start: int, i: int) -> bool:
    known = vocabulary().knows_item
    after = re.split(r"[,/\n(]", text[i + 1 :])[0].strip()
    return known(text[start:i].strip()) and known(after)


def _without_etc(words: Words) -> tuple[Words, bool]:
    m = _ETC.search(words.text)
    if not m or m.start() == 0:
        return words, False
    head = words[: m.start()].strip()
    glued = not words.text[m.start()].isspace()
    if glued and vocabulary().knows_item(words.text):
        return words, False
    return head, True


def _one(
    words: Words,
    how: How,
    mark: Stated[Requirement] | None,
    consent: Stated[bool] | None,
    group: Stated[str] | None,
) -> tuple[list[Item], bool]:
    """One segment: an item, or a group of people with its items in parentheses."""
    if m := _HEAD.match(words.text):
        head = words[m.start("head") : m.end("head")].strip()
        who = head[: len(head) - 2].strip() if head.text.endswith("정보") else head
        inner = words[m.start("inner") : m.end("inner")].strip()
        if marked := _MARK_HEAD.match(head.text):
            nested = read_items(inner, how, Stated(MARKS[marked["mark"]], head, how), consent, group)
            return list(nested.items), nested.open_ended
        if names_people(who.text) and _lists_items(inner.text):
            nested = read_items(inner, how, mark, consent, Stated(joined(who.text), who, how))
            return list(nested.items), nested.open_ended
    if (behind := _MARK_BEHIND.search(words.text)) and behind.start():
        mark = Stated(MARKS[behind["mark"]], words[behind.start("mark") : behind.end("mark")], how)
        words = words[: behind.start()].strip()
    if _TOLD.search(words.text):
        return [], False
    return [Item(Stated(joined(part.text), part, how), mark, group, consent) for part in _each(words)], False


def _each(words: Words) -> list[Words]:
    """ "학과/전공" → two items, as each part is one; "수형/선고 유무" is one."""
    parts = [p.strip() for p in words.split(r"[/·ㆍ‧․]")]
    known = all(" " not in p.text and vocabulary().knows_item(p.text) for p in parts)
    return parts if len(parts) > 1 and known else [words]


def _lists_items(inner: str) -> bool:
    parts = [p.strip() for p in re.split(r"[,、/]", inner) if p.strip()]
    known = vocabulary().knows_item
    return len(parts) > 1 or any(known(p) for p in parts)


def _distinct(items: list[Item]) -> Iterator[Item]:
    seen: set[tuple[str, object, object]] = set()
    for item in items:
        key = (item.label.value, item.requirement and item.requirement.value, item.subject and item.subject.value)
        if key not in seen:
            seen.add(key)
            yield item
