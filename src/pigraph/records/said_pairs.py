"""Labelled values that sentences say: "보유기간은 3년입니다." → (field, value) pairs.

Accepts, by example::

    처리 목적은 예매 확인, 환불입니다.
    필수 항목은 이름, 연락처이며, 선택 항목은 주소 등이 있습니다.
    보유기간은 회원 탈퇴 시까지로 합니다.
    처리 근거는 정보주체의 동의이고 보유기간은 3년이며, 기간이 지나면 파기합니다.

A label opens its sentence, or follows the end of a value, and says nothing of which part it is about: "결제 정보의
보유기간" is that of a part only. What is no value gives no pair: it points to one ("다음과 같습니다"), denies one
("없습니다"), leaves it open ("서비스에 따라 다릅니다"), or tells apart ("회원은 3년이고 그 외는 1년").
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from msgspec.structs import replace

from pigraph.lexicon.columns import columns
from pigraph.patterns import seldom
from pigraph.records.automatic import conjoined
from pigraph.records.items import ItemList, read_items
from pigraph.records.model import How, Requirement, Stated
from pigraph.records.pairs import Pair
from pigraph.records.periods import looks_like_period
from pigraph.text import SENTENCES, Words, fold

SAID = frozenset({"purpose", "items", "items_required", "items_optional", "items_automatic", "retention", "basis"})
"""Fields that sentences below the name of a file or task say of it."""

_MAX_LABEL = 30
_TOPIC = re.compile(r"[은는]\s+")
_OF_ALL = seldom(r"(?:개인정보의?|(?:처리|수집|이용|보유|제공)하는|제공받는자의)+")
"""Words, folded, that may stand before the head of a label: any other may name a part ("만 14세 미만 아동의")."""
_JOINT = re.compile(r"(?:(?:이며|이고|(?:으)?로\s?(?:하며|하고))(?:,\s*|\s+)|(?<=등)이\s있(?:으며|고),?\s+)")
_SHORT_JOINT = re.compile(r"(?:[며고],?|,)\s+")
_DENIED = seldom(r"(?:(?:따로|별도로)\s)?(?:없|(?:받지|수집하지|처리하지)\s?않)(?:으며|고),?\s+")
_END = seldom(
    r"(?:입니다|이다|(?<!책)임|(?:으)?로\s?(?:합니다|한다|함|정합니다|하고\s?있습니다)|(?<=등)이\s있(?:습니다|다|음))[\s.]*$"
)
_POINTS = seldom(
    r"^(?:다음|아래|상기|위의?\s|별[표첨지]|붙임|각\s|해당\s)|최소한|(?:다음|아래)(?:과|와)\s같|(?:것|경우|때문)$"
    r"|제\s?\d+(?:조|항|호).*(?:목적|항목|기간|정보)$"
)
_TO_DO = seldom(r"(?:[을를]\s|하기\s)?위(?:함|한\s것|해서?|하여서?)$")
_LABELS_ONLY = seldom(r"^(?:필수|선택)\s?(?:항목|정보|사항)?(?:[과와,·]|\s및)")
_DESCRIBED = seldom(r"[한된는할]\s(?:개인\s?)?(?:정보|항목|사항)$")
_APART = seldom(
    r"아닌|아니라|제외|모든|중\s하나|\s(?:대신|외에)\s|하되|이므로|단축|(?:까지|년)이나\s|(?:뿐|전부|원칙|[한된]\s목적)$"
)
_OF_SOME = seldom(r"(?:에|로)\s\S+[한된힌]\s\S")
_TOPIC_INSIDE = seldom(r"(?:[^\s하되있없받쓰]는|[^\s받찍맡많같높낮]은)\s")
_TOPIC_OF_PERIOD = seldom(r"\S[은는]\s(?!날(?:로?부터|까지))")
_OTHER_PERIOD = seldom(r"(?:\d|[한두세석넉])\s?(?:년|개월|달|주|일)(?!\s?(?:이내|내|안)에)|까지|영구")
_PERIOD_OF_PART = seldom(r"[^.,]{1,30}의\s(?:보유|보존|보관|이용)\s?기간은\s")
_PERIOD = 0.3


def said_pairs(words: Words, fields: Container[str] = SAID) -> list[Pair]:
    """The values of ``fields`` that the sentences of a line say under a label, in order."""
    if "은 " not in words.text and "는 " not in words.text:
        return []
    return [pair for sentence in words.split(SENTENCES) for pair in _of_sentence(sentence, fields)]


def items_of(pair: Pair, mark: Stated[Requirement] | None, consent: Stated[bool] | None) -> ItemList:
    """The items of a labelled value; of one that a sentence says also those that 과/와 joins."""
    if not pair.said:
        return read_items(pair.value, How.LIST, mark, consent)
    found = read_items(pair.value, How.PROSE, mark, consent)
    return replace(found, items=conjoined(found.items))


def _of_sentence(sentence: Words, fields: Container[str]) -> Iterator[Pair]:
    text, at = sentence.text, 0
    while (label := _label(text, at, fields)) is not None:
        field, end, begin = label
        stop, after = _value_end(text, begin, fields)
        value = sentence[begin:stop].strip(" ,") if stop is not None else None
        if value is not None and field == "purpose" and (m := _TO_DO.search(value.text)):
            value = value[: m.start()].strip()
        apart = field == "retention" and after is not None and _goes_on(text, after, fields)
        if value is not None and not apart and _is_value(field, value.text):
            yield Pair(field, sentence[at:end].strip(), value, said=True)
        if after is None:
            return
        at = after


def _label(text: str, at: int, fields: Container[str]) -> tuple[str, int, int] | None:
    """The field of the label at ``at``, where it ends and where its value begins."""
    for topic in _TOPIC.finditer(text, at, at + _MAX_LABEL + 2):
        label = text[at : topic.start()].strip()
        field = columns().exact(label) or (columns().field(label) if _is_of_all(label) else None)
        if field is not None and field in fields:
            return field, topic.start(), topic.end()
    return None


def _is_of_all(label: str) -> bool:
    """True for a label whose words in front of its head do not say which part it is about."""
    head, key = (columns().entry(label) or "").removeprefix("…"), fold(label)
    return bool(head) and key.endswith(head) and bool(_OF_ALL.fullmatch(key.removesuffix(head)))


def _goes_on(text: str, after: int, fields: Container[str]) -> bool:
    """True where a sentence goes on with another period, without a label: "즉시 파기이고, 그 외는 1년"."""
    labelled = _label(text, after, fields) is not None or _PERIOD_OF_PART.match(text, after)
    return not labelled and bool(_OTHER_PERIOD.search(text, after))


def _value_end(text: str, begin: int, fields: Container[str]) -> tuple[int | None, int | None]:
    """Where the value at ``begin`` ends (None where it is none), and where the next label may begin."""
    if denied := _DENIED.match(text, begin):
        return None, denied.end()
    joint = _JOINT.search(text, begin)
    for short in _SHORT_JOINT.finditer(text, begin, joint.start() if joint else len(text)):
        if _label(text, short.end(), fields) is not None:  # "휴대전화번호며 선택 항목은"
            return short.start(), short.end()
    if joint is not None:
        return joint.start(), joint.end()
    end = _END.search(text, begin)
    return (end.start(), None) if end else (None, None)


def _is_value(field: str, text: str) -> bool:
    if len(text) < 2 or _POINTS.search(text) or columns().exact(text) in SAID:
        return False
    topic = _TOPIC_OF_PERIOD if field == "retention" else _TOPIC_INSIDE
    if _APART.search(text) or topic.search(text):
        return False
    if field == "retention":
        return looks_like_period(text) > _PERIOD
    return not (field.startswith("items") and any(p.search(text) for p in (_LABELS_ONLY, _DESCRIBED, _OF_SOME)))
