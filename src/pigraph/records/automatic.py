"""Items that come into being by themselves while a service is used → holdings (PIPA 30(1)7, 15).

Accepts, by example::

    4. … 이용하는 중에 다음 정보가 자동으로 생성됩니다.  - 접속 IP, 방문일시   a list below
    자동 수집 항목 : 접속 IP, 쿠키                                               a list in the line
    … 이용 중에 접속 IP, 방문일시가 자동으로 생성됩니다.                          a list in the sentence
    … 과정에서 자동으로 생성되는 정보는 접속 IP, 방문일시입니다.                   a sentence that is the list
    … 하는 중에 다음 항목이 때에 따라 또는 자동으로 생성됩니다.                         lists that say which is which
      (때에 따라 받는 항목) 이름, 주소     (자동으로 수집되는 항목) 접속 IP, 방문일시
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from msgspec.structs import replace

from pigraph.lexicon.vocabulary import vocabulary
from pigraph.patterns import seldom
from pigraph.records.items import ItemList, known_among, read_items
from pigraph.records.model import Holding, HoldingKind, How, Item, Requirement, Stated
from pigraph.sections.model import Node, Section
from pigraph.text import SENTENCES, Span, Words, joined

SENTENCE = re.compile(r"(?:니다|[한된는있없]다|다(?=\.)|하며|하고)\s*\.?\s*$")
_BEFORE_LIST = seldom(r"^(?P<name>.{2,40}?(?:에서|시에?|중에?))\s+(?:아래|다음)")
_INLINE = seldom(
    r"(?:에서|시에?|중에?|경우에?|때에?|동안에?|하면)\s+(?:다음의?\s)?(?P<list>[^.]{4,160}?)(?:이|가|은|는|등이|등의\s정보가)\s+자동(?:으로|적으로)"
)
_WHEN = seldom(r"^(?P<name>.{2,40}?(?:에서|시에?|중에?|경우에?|때에?|동안에?|하면))\s")
_STATED = seldom(
    r"^(?P<name>[^.,]{0,60}?자동(?:으로|적으로)?\s(?:생성|수집|저장)(?:·(?:생성|수집|저장))?(?:되는|된|하는)\s(?:개인)?정보)(?:은|는)\s"
    r"(?P<list>[^.]{4,200}?)(?:\s등)?입니다\.?$"
)
_CREATED = re.compile(r"자동(?:으로|적으로)?\s?(?:만들어\S{1,2}\s)?(?:생성|수집|저장)")
_ANNOUNCED = seldom(r"(?:아래|다음)(?:의|과\s?같은|와\s?같은)?\s[^.]{0,24}(?:항목|정보)")
_WHILE = seldom(
    r"^(?:\S+(?:에서|이|가)\s운영\s?(?:중인|하는)\s)?(?:\S+(?:은|는)\s)?(?P<name>.{2,50}?)(?P<at>에서|시에?|중에?|경우에?|경우)\s+(?:아래|다음)"
)
_OPENER = seldom(
    r"^(?:(?:이와|이와는|위와)\s(?:별도로|별개로|함께)|별도로|추가로|(?:이|그)\s?(?:밖에|외에)도?|이외에도?|아울러|다만|단|또한|그러나|그리고|한편)"
    r"[,\s]\s*"
)
_USED = seldom(
    r"^(?:위와\s?같이|이와\s?같이|이렇게|상기와\s?같이)?\s?(?:자동(?:으로|적으로)?\s?)?(?:수집|생성|저장)[·․ㆍ,\s]*(?:저장|생성|수집)?(?:되는|된|하는|한)\s?(?:개인)?정보는\s"
    r"(?P<what>[^.]{4,200}?)(?:(?:을|를)?\s?위(?:해|하여)(?:서만?)?|(?:의|을|를)?\s?(?:목적|용도)으?로만?|에만?)\s?(?:이용|활용|사용)"
)
_WHICH = seldom(r"^\s*[(\[<]\s*(?P<which>[^()\[\]<>]{2,24}(?:항목|정보))\s*[)\]>]\s*[:：]?\s*")
_CONJUNCTION = seldom(r"(?<=[가-힣A-Za-z)])(?:과|와)\s+")


def read_automatic_line(node: Node) -> Holding | None:
    """Automatically created items: the sentence that announces them and the list below it."""
    if not _CREATED.search(node.words.text) or len(node.words) > 160:
        return None
    below = [n.words for n in node.walk() if n is not node and not n.is_note]
    lists = [w for w in below if not SENTENCE.search(w.text)]
    head, inline = node.words, None
    if m := re.search(r"[:：]\s*", node.words.text):
        head, inline = node.words[: m.start()], node.words[m.end() :]
        if not _CREATED.search(head.text):
            return None  # a task, some of whose items are made so
    if inline is not None and inline.text.strip():
        lists.insert(0, inline)
    if not lists and (m := _INLINE.search(node.words.text)):
        lists = [node.words[m.start("list") : m.end("list")]]
    if not lists:
        return None
    mark = Stated(Requirement.AUTOMATIC, head, How.LIST)
    total = ItemList()
    for words in lists:
        total += read_items(words, How.LIST, mark)
    items = conjoined(total.items)
    if not known_among(items):
        return None
    name = _named_after(head, _BEFORE_LIST, *((_WHEN,) if not node.nodes and inline is None else ()))
    return _automatic(name, total, items, Span(node.words.begin, max(w.end for w in [node.words, *lists])), below)


def _named_after(sentence: Words, *patterns: re.Pattern[str]) -> Words:
    """What items are called that a sentence lists: when they come into being, and that they do so by themselves."""
    m = next((m for p in patterns if (m := p.match(sentence.text))), None)
    made = _CREATED.search(sentence.text, m.end()) if m else None
    if m is None or made is None:
        return sentence.strip(" .")
    return Words.join([sentence[m.start("name") : m.end("name")], sentence[made.start() : made.end()]])


def read_automatic_sentences(nodes: Iterable[Node]) -> list[Holding]:
    """The lists that sentences are, or hold: "자동으로 생성되는 정보는 접속 IP, 방문일시입니다"."""
    found: list[Holding] = []
    for node in nodes:
        for sentence in node.words.split(SENTENCES):
            least = 1
            if m := _STATED.match(sentence.text):
                name = sentence[m.start("name") : m.end("name")].strip()
            elif _CREATED.search(sentence.text) and (m := _INLINE.search(sentence.text)):
                name, least = _named_after(sentence, _WHEN), 2
            else:
                continue
            total = read_items(sentence[m.start("list") : m.end("list")], How.PROSE, _mark(name))
            items = conjoined(total.items)
            if len(items) >= least and known_among(items):
                found.append(_automatic(name, total, items, sentence.hull, ()))
    return found


def _mark(words: Words) -> Stated[Requirement]:
    return Stated(Requirement.AUTOMATIC, words, How.PROSE)


def _automatic(name: Words, total: ItemList, items: tuple[Item, ...], entry: Span, rest: Sequence[Words]) -> Holding:
    """The holding of a list, with what one of the sentences after it says that its items are for."""
    used = next((u for words in rest if (u := _used(words)) is not None), None)
    return Holding(
        kind=HoldingKind.AUTOMATIC,
        name=Stated(joined(name.text), name, How.PROSE),
        items=items,
        open_ended=total.open_ended,
        purposes=(Stated(joined(used.text), used, How.PROSE),) if used is not None else (),
        entries=(entry, *((used.hull,) if used is not None else ())),
    )


def conjoined(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items, "도메인과 거친 웹사이트 주소" as two where the part before 과/와 is an item by itself."""
    return tuple(part for item in items for part in _parted(item))


def _parted(item: Item) -> list[Item]:
    words = item.label.words
    for m in _CONJUNCTION.finditer(words.text):
        left, right = words[: m.start()].strip(), words[m.end() :].strip()
        if vocabulary().items(left.text) and right.text:
            first = replace(item, label=Stated(joined(left.text), left, item.label.how))
            second = replace(item, label=Stated(joined(right.text), right, item.label.how))
            return [first, *_parted(second)]
    return [item]


def read_automatic(section: Section) -> list[Holding]:
    """What a section on automatic collection lists under a sentence that announces it."""
    nodes = [n for n in section.walk() if not n.is_note]
    for at, node in enumerate(nodes):
        text = node.words.text
        if not _announces(text):
            continue
        lists: list[Words] = []
        for below in nodes[at + 1 :]:
            if SENTENCE.search(below.words.text):
                break
            lists.extend(below.words.split(r"\n(?=\s*[(\[<])"))
        total = ItemList()
        for words in lists:
            mark: Stated[Requirement] | None = Stated(Requirement.AUTOMATIC, node.words, How.LIST)
            if which := _WHICH.match(words.text):
                label = words[which.start("which") : which.end("which")]
                mark = Stated(Requirement.AUTOMATIC, label, How.LIST) if "자동" in label.text else None
                words = words[which.end() :]
            total += read_items(words, How.LIST, mark)
        items = conjoined(total.items)
        if not known_among(items):
            continue
        name = section.heading
        if not _CREATED.search(name.text) or "장치" in name.text:
            name = _while(node.words)
        name = name.without(_OPENER)
        entry = Span(node.words.begin, max(w.end for w in lists))
        return [_automatic(name, total, items, entry, [n.words for n in nodes[at + 1 :]])]
    return read_automatic_sentences(nodes)


def read_automatic_lists(nodes: Sequence[Node]) -> list[Holding]:
    """The lists under unmarked sentences that announce them, among lists of other things: lines of one mark, or one
    line without, that read as items."""
    found: list[Holding] = []
    for at, node in enumerate(nodes):
        if node.mark is not None or node.nodes or not _announces(node.words.text):
            continue
        below = _alike(nodes[at + 1 :])
        if any(n.nodes or SENTENCE.search(n.words.text) for n in below):
            continue
        total = ItemList()
        for n in below:
            total += read_items(n.words, How.LIST, Stated(Requirement.AUTOMATIC, node.words, How.LIST))
        items = conjoined(total.items)
        if known_among(items) * 2 > len(items):
            entry = Span(node.words.begin, below[-1].words.end)
            found.append(_automatic(_while(node.words).without(_OPENER), total, items, entry, ()))
    return found


def _alike(nodes: Sequence[Node]) -> list[Node]:
    """The first node, and those behind it with the same mark."""
    first = next(iter(nodes), None)
    if first is None or first.is_note:
        return []
    return [first] if first.mark is None else list(takewhile(lambda n: n.kind is first.kind, nodes))


def _announces(sentence: str) -> bool:
    return bool(_CREATED.search(sentence) and _ANNOUNCED.search(sentence))


def _while(sentence: Words) -> Words:
    """What items are called that a sentence announces: while what they come into being, else all of it."""
    m = _WHILE.match(sentence.text)
    made = _CREATED.search(sentence.text, m.end("at")) if m else None
    name = sentence[m.start("name") : m.end("at")] if m else sentence
    return Words.join([name, sentence[made.start() : made.end()]]) if made else name


def _used(words: Words) -> Words | None:
    """What the items are for: "이와 같이 수집·저장되는 정보는 통계 작성 등에 활용됩니다" → 통계 작성 등."""
    m = _USED.match(words.text)
    return words[m.start("what") : m.end("what")].strip() if m else None
