"""Labels of a list and what they label: on the line, on lines below, or line by line as a card.

Accepts, by example::

    1) 처리 목적 : 진료비 청구          a label and its value on a line (`pigraph.records.pairs`)
    3) 수집 항목                        a label over its value
       ○ 필수
         - 성명, 주소
    개인정보파일명 : 회원               a card: the line that names it, and labelled lines beside it
    처리항목 : [필수] 아이디
    [선택] 이메일                       a line that goes on with the list before it
    회원 가입                           the same under a line that is nothing but a name
    처리목적 : 본인 확인
    - 보유기간 : 3년
    필수 항목은 이름, 주소입니다.       a sentence that says label and value (`pigraph.records.said_pairs`)
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from pigraph.blocks.model import Table
from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.columns import columns
from pigraph.lexicon.headings import kinds_of
from pigraph.patterns import seldom
from pigraph.records.pairs import Pair, read_pairs
from pigraph.records.said_pairs import said_pairs
from pigraph.sections.model import Node, Section
from pigraph.text import Span, Words

FIELDS = frozenset(
    {
        "purpose",
        "items",
        "items_required",
        "items_optional",
        "items_automatic",
        "retention",
        "basis",
        "basis_purpose",
        "name",
        "method",
        "period",
    }
)
"""Fields of ``columns.toml`` that say something of a file or task."""

_ITEMS = ("items", "items_required", "items_optional", "items_automatic")
_SAYS = frozenset({"purpose", "items", "items_required", "retention", "basis", "basis_purpose"})
_NAME_MOST = 40
_SENTENCE = seldom(r"(?:다|요|음|함|임|것)[.!?]?$|[.:：,?]$")
_OVER_ITEMS = seldom(r"^\s*(?:[(\[【<]\s*(?:필수|선택|자동)|(?:필수|선택|자동)(?:\s?[가-힣]{2,4}){0,2}\s?[-–—―]\s)")


class Card(NamedTuple):
    """Labelled lines that stand beside each other: the pair that names it, the others, and where it lies."""

    name: Pair
    pairs: tuple[Pair, ...]
    lead: tuple[Node, ...]
    span: Span


def label_of(node: Node) -> str | None:
    """The field that a line is the label of: "수집 항목", with its value on the lines below."""
    field = columns().exact(node.words.text) if node.nodes else None
    return field if field in FIELDS else None


def pairs_of(words: Words) -> list[Pair]:
    """What a line says of a file or task under labels: before colons, else in sentences."""
    return [p for p in read_pairs(words) if p.field in FIELDS] or said_pairs(words)


def labelled(nodes: Sequence[Node]) -> Iterator[Pair]:
    """The labelled values of some lines and of those below them."""
    last: Pair | None = None
    for node in nodes:
        if node.is_note:
            continue
        pairs = pairs_of(node.words)
        field = None if pairs else label_of(node)
        if field is None:
            if not pairs and last is not None and last.field in _ITEMS and _OVER_ITEMS.match(node.words.text):
                pairs = [Pair(last.field, last.label, node.words)]  # a list goes on
            yield from pairs
            below = list(labelled(node.nodes))
            yield from below
            last = [last, *pairs, *below][-1]
            continue
        last = None
        inner = list(labelled(node.nodes)) if field in _ITEMS else []
        yield from inner
        lines = [n.words for n in node.nodes if not n.is_note and not read_pairs(n.words) and label_of(n) is None]
        if lines:
            yield Pair(field, node.words, Words.join(lines, "\n"))


def own_pairs(node: Node, closing: Container[int] = ()) -> list[Pair]:
    """The labelled values below the name of a file or task; ``closing``: where labels stand that are about all names.

    Sentences count where nothing else of the name has a label, and with marks where its lines have marks: an unmarked
    one behind the last line may be about all names.
    """
    pairs = [p for p in labelled(node.nodes) if not (p.said or p.field == "basis") or p.label.begin not in closing]
    if not any(p.said for p in pairs):
        return pairs
    if not all(p.said for p in pairs):
        return [p for p in pairs if not p.said]
    below = [n for child in node.nodes for n in child.walk() if n.words.text]
    marked = [n.words.hull for n in below if n.mark is not None]
    return [p for p in pairs if not marked or any(hull.begin <= p.label.begin < hull.end for hull in marked)]


def cards(section: Section) -> list[Card]:
    """The cards of a section: a line that names a file or task, with two or more labelled lines beside it."""
    return list(_cards(section.nodes, ())) or _titled(list(_in_order(section.nodes, ())))


def _in_order(nodes: Sequence[Node], lead: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    for node in nodes:
        yield node, lead
        yield from _in_order(node.nodes, (*lead, node))


def _titled(lines: Sequence[tuple[Node, tuple[Node, ...]]]) -> list[Card]:
    """Cards whose name is a line of its own without a mark: two or more of them, as one may be the title of a list.

    The lines under it are labelled; they may have marks, and then the next name stands below the last of them.
    """
    found: list[Card] = []
    for at, (node, lead) in enumerate(lines):
        if not _is_title(node):
            continue
        said: list[Pair] = []
        end = node.words.end
        for below, _ in lines[at + 1 :]:
            if below.nodes and label_of(below):
                break
            pairs = [] if below.is_note else pairs_of(below.words)
            if pairs and pairs[0].label.begin - below.words.begin > 3:
                break
            if pairs and said and pairs[0].said is not said[0].said:
                break
            if not pairs and not (said and said[-1].field in _ITEMS and _OVER_ITEMS.match(below.words.text)):
                break
            said += pairs or [Pair(said[-1].field, said[-1].label, below.words)]
            end = below.words.end
        fields = [p.field for p in said if p.field not in _ITEMS]
        if len(_SAYS & {p.field for p in said}) >= 2 and len(set(fields)) == len(fields):
            over = tuple(n for n in lead if not read_pairs(n.words))
            found.append(Card(Pair("name", node.words, node.words), tuple(said), over, Span(node.words.begin, end)))
    return found if len(found) > 1 else []


def outside(nodes: Sequence[Node], listed: Sequence[Card]) -> list[Node]:
    """The lines without those of cards under a bare name: these may stand below the last line of a list before them."""
    spans = [card.span for card in listed if card.name.label is card.name.value]
    return [n for n in _outside(nodes, spans) if isinstance(n, Node)]


def _outside(children: Sequence[Node | Table], spans: Sequence[Span]) -> list[Node | Table]:
    kept: list[Node | Table] = []
    for child in children:
        if not isinstance(child, Node):
            kept.append(child)
        elif not any(s.begin <= child.words.begin < s.end for s in spans):
            kept.append(replace(child, children=_outside(child.children, spans)) if spans else child)
    return kept


def _is_title(node: Node) -> bool:
    return node.mark is None and not node.level and is_name(node.words)


def is_name(words: Words) -> bool:
    """True for a short line that is neither a sentence nor a label nor a heading of a section nor a caption."""
    text = words.text
    if not 2 <= len(text) <= _NAME_MOST or _SENTENCE.search(text) or text.endswith(cell_words().captions):
        return False
    return not (read_pairs(words) or columns().exact(text) or kinds_of(text))


def _cards(nodes: Sequence[Node], lead: tuple[Node, ...]) -> Iterator[Card]:
    at = 0
    while at < len(nodes):
        node = nodes[at]
        pairs = read_pairs(node.words)
        at += 1
        if not pairs or pairs[0].field != "name" or pairs[0].label.begin - node.words.begin > 3 or node.nodes:
            yield from _cards(node.nodes, (*lead, node))
            continue
        said, end = list(pairs[1:]), node.words.end
        while at < len(nodes) and (more := _of_card(nodes[at], said)) is not None:
            said, end = more, max(n.words.end for n in nodes[at].walk())
            at += 1
        if len({p.field for p in said}) >= 2:
            yield Card(pairs[0], tuple(said), lead, Span(node.words.begin, end))


def _of_card(node: Node, said: Sequence[Pair]) -> list[Pair] | None:
    """The labelled values of a card with those of its next line; None where the line is none of the card's."""
    if node.is_note:
        return None
    pairs = list(labelled([node]))
    if pairs:
        mixed = pairs[0].said and any(not p.said for p in said)
        return None if mixed or pairs[0].field == "name" else [*said, *pairs]
    if said and said[-1].field in _ITEMS and _OVER_ITEMS.match(node.words.text):
        return [*said, Pair(said[-1].field, said[-1].label, node.words)]
    return None
