"""Read the places in a law that follow its name: 제15조제1항제4호가목, 별지 제11호서식, lists and ranges of them."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from pigraph.patterns import seldom

LONGEST_RANGE = 60
"""How far "제N조부터 제M조까지" is counted out; a longer range is read as its two ends."""

_SUB = r"(?:\s*+의\s*+(\d{1,3})(?!\d|\s*+(?:개|가지|명|년|월|일|차|건|회)))?"
_PREFIX = r"(?:\s*+의)?(?:\s*+제\s*+|[^\S\n]*+)"
_ARTICLE = re.compile(rf"(?:제\s*+)?(\d{{1,4}})\s*+조(?!건|사|회|직|각|달|합|별|\s?원|\s?억){_SUB}")
_PARAGRAPH = re.compile(rf"{_PREFIX}(\d{{1,3}}|[①-⑳])\s*+항(?!목)|([①-⑳])")
_ITEM = re.compile(rf"{_PREFIX}(\d{{1,4}})\s*+호(?!\s*+서식|봉|실|선|차){_SUB}")
_POINT = seldom(r"[^\S\n]*+(?:제\s*+)?([가나다라마바사아자차카타파하])\s*+목(?![적록표차격소욕요])")
_TITLE = re.compile(r"[^\S\n]*+\(([^()]{1,60})\)")
_NO_TITLE = seldom(r"\s*(?:이하|약칭|개정|시행|신설|삭제)|[^가-힣]*$|.*[「『]|.*제\s*\d+\s*조", re.DOTALL)
_ANNEX = re.compile(
    r"별\s*+(?P<what>[지표])\s*+(?:제\s*+)?(?P<number>\d{1,3})\s*+"
    r"(?P<form>호)?(?:\s*+의\s*+(?P<sub>\d{1,3}))?(?:의?\s*+(?P<sheet>서식))?"
)
_LINK = re.compile(
    r"(?:\s*+고시)?+(?:상의|상|의|중)?+\s*+(?:\((?!\s*+제?\s*+\d++\s*+조)[^()]{1,60}\)\s*+)?+(?:(?:상의|상|의|중)\s++)?+(?P<open>[\[(<]\s*+)?+"
)
_NEXT = re.compile(
    r"(?:[^\S\n]*+\([^()「」『』\d]{1,60}\))?+[\])」』’”'\"]?+\s*+(?:(?P<range>부터|내지|[-~∼–—])|(?P<list>(?:[,·;/&]|및|와|과|또는)"
    r"(?:\s*+(?:및|또는))?+))?+\s*+(?P<open>[\[(])?+"
)
_UNTIL = seldom(r"\s*+까지")
_HEADING = seldom(
    r"\.?+(?:[^\S\n]*+\([^()\n]{2,60}\)|[^\S\n]++(?!제\s*+\d|및|에|의\s)[가-힣][^,\n]{1,50})[^\S\n]*+(?=\n|$)"
)


class Place(Struct, frozen=True):
    """A place in a law, printed at ``begin``:``end``. Numbers as strings; "15의2" = 제15조의2.

    ``title``: begin and end of the article title printed in parentheses, without them.
    ``first``: nothing but the law's name (or a reference to it) stands before; else it is further down a list.
    """

    begin: int
    end: int
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    point: str | None = None
    annex: str | None = None
    title: tuple[int, int] | None = None
    first: bool = False

    @property
    def path(self) -> str:
        """제15조의2제1항제4호가목 or 별지제11호서식."""
        if self.annex and not self.article:
            return "".join(self.annex.split())
        parts = [_ordinal(self.article, "조"), _ordinal(self.paragraph, "항"), _ordinal(self.item, "호")]
        return "".join(parts) + (f"{self.point}목" if self.point else "")


class Places(Struct, frozen=True):
    """The places read after a law's name; ``heading``: the first begins a line as the document's own headings do."""

    places: tuple[Place, ...]
    end: int
    heading: bool = False


def after_name(low: str, end: int) -> Places:
    """The places right after a law's name that ends at ``end``.

    Accepted, by example: 제30조, 제 30조, 6조, 제15조의2, 제1항제4호, 제 1 항 제 4 호, 2항, 가목, (제35조),
    [별지 제11호 서식], 별지 제8호, 별표 1; 제7조, 제19조 및 제34조; 제23조제3항·제4항; 제35조(개인정보의 열람);
    제35조-제39조, 제35조부터 제39조까지, 제1호 내지 제3호. None of them: 제17조 원, 제2020-7호.
    """
    link = _LINK.match(low, end)
    start = link.end() if link else end
    first = _read(low, start, None)
    if not first:
        return Places((), end)
    on_new_line = "\n" in low[end:start]
    heading = on_new_line and bool(_HEADING.match(low, _number_end(low, first)))
    places, stop = _list(low, replace(first, first=True))
    if link and link["open"] and low[stop : stop + 1] == {"[": "]", "(": ")", "<": ">"}[link["open"].strip()]:
        places = (*places[:-1], replace(places[-1], end=stop + 1))
        stop += 1
    return Places(places, stop, heading)


def after_same(low: str, end: int, last: Place) -> Places:
    """The places after 같은 조 or 같은 항 (which ends at ``end``): ``last`` is the place that is meant."""
    first = _read(low, end, last)
    if not first:
        return Places((), end)
    places, stop = _list(low, first)
    return Places(places, stop)


def _list(low: str, first: Place) -> tuple[tuple[Place, ...], int]:
    places = [first]
    stop = first.end
    while True:
        gap = _NEXT.match(low, stop)
        if not gap:
            break
        joined = gap["range"] or gap["list"]
        broken = "\n" in low[stop : gap.end()]
        if (not joined and broken) or (gap["range"] in ("-", "–", "—") and broken):
            break
        found = _read(low, gap.end(), places[-1] if joined else None)
        if not found or not (joined or found.annex or low[found.begin] == "제"):
            break
        if gap["range"]:
            until = _UNTIL.match(low, found.end)
            found = replace(found, end=until.end()) if until else found
            places.extend(_between(places[-1], found))
        if gap["open"] and low[found.end : found.end + 1] in ("]", ")"):
            found = replace(found, begin=gap.start("open"), end=found.end + 1)
        places.append(found)
        stop = found.end
    return tuple(places), stop


def _read(low: str, start: int, last: Place | None) -> Place | None:
    """One place at ``start``; a paragraph, item or point alone goes on from ``last``."""
    annex = _ANNEX.match(low, start)
    if annex:
        return Place(start, start + len(annex[0].rstrip()), annex=_annex(annex))
    article = _ARTICLE.match(low, start)
    if article:
        place = Place(start, article.end(), article=_number(article[1], article[2]))
        title = _TITLE.match(low, place.end)
        if title and not _NO_TITLE.match(title[1]):
            place = replace(place, end=title.end(), title=title.span(1))
        return _details(low, place)
    if last is None or last.article is None:
        return None
    inherited = Place(start, start, last.article)
    paragraph = _PARAGRAPH.match(low, start)
    if not (paragraph and paragraph[1]):
        inherited = replace(inherited, paragraph=last.paragraph)
        if not _ITEM.match(low, start):
            inherited = replace(inherited, item=last.item)
    place = _details(low, inherited)
    if place.end == start:
        return None
    lead = len(low[start : place.end]) - len(low[start : place.end].lstrip())
    return replace(place, begin=start + lead)


def _details(low: str, place: Place) -> Place:
    """``place`` with the paragraph, item and point that follow it."""
    paragraph = _PARAGRAPH.match(low, place.end)
    if paragraph:
        place = replace(place, paragraph=_number(paragraph[1] or paragraph[2], None), end=paragraph.end())
    item = _ITEM.match(low, place.end)
    if item:
        place = replace(place, item=_number(item[1], item[2]), end=item.end())
    point = _POINT.match(low, place.end) if place.item else None
    if point:
        place = replace(place, point=point[1], end=point.end())
    return place


def _between(first: Place, last: Place) -> list[Place]:
    """The places between the ends of a range, each with the words of the whole range."""
    whole = replace(first, end=last.end, paragraph=None, item=None, point=None, title=None, first=False)
    if first.article != last.article:
        return [replace(whole, article=n) for n in _numbers_between(first.article, last.article)]
    if first.paragraph != last.paragraph:
        return [replace(whole, paragraph=n) for n in _numbers_between(first.paragraph, last.paragraph)]
    whole = replace(whole, paragraph=first.paragraph)
    return [replace(whole, item=n) for n in _numbers_between(first.item, last.item)]


def _numbers_between(low: str | None, high: str | None) -> list[str]:
    """The numbers between two ends: 35–39 → 36, 37, 38; 60의5–60의7 → 60의6."""
    if not low or not high:
        return []
    (head, _, first), (same, _, last) = low.partition("의"), high.partition("의")
    if first and last and head == same and int(last) - int(first) <= LONGEST_RANGE:
        return [f"{head}의{n}" for n in range(int(first) + 1, int(last))]
    if low.isdecimal() and high.isdecimal() and int(high) - int(low) <= LONGEST_RANGE:
        return [str(n) for n in range(int(low) + 1, int(high))]
    return []


def _number_end(low: str, place: Place) -> int:
    """Where the article number of a place ends, before its title and paragraphs."""
    article = _ARTICLE.match(low, place.begin)
    return article.end() if article else place.end


def _number(digits: str, sub: str | None) -> str:
    number = ord(digits) - ord("①") + 1 if "①" <= digits <= "⑳" else int(digits)
    return f"{number}의{int(sub)}" if sub else str(number)


def _annex(match: re.Match[str]) -> str:
    """별지 제11호서식, 별지 1, 별표 2의2."""
    number = _number(match["number"], match["sub"])
    if match["what"] == "지" and (match["form"] or match["sheet"]):
        return f"별지 제{number.replace('의', '호의')}서식" if match["sub"] else f"별지 제{number}호서식"
    return f"별{match['what']} {number}"


def _ordinal(number: str | None, unit: str) -> str:
    if not number:
        return ""
    head, _, sub = number.partition("의")
    return f"제{head}{unit}" + (f"의{sub}" if sub else "")
