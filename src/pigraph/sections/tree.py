"""Blocks → sections: which marks are headings, and what is enumerated below what.

The kind of mark whose paragraphs read most like headings of a policy gives the sections (제1조 …, 1. …, #,
or plain heading lines). Inside a section a mark of a kind already open closes back to it; a new kind goes one
level deeper, whatever its shape: policies order ①, 1., 가. and - in every way. Headings below a heading that says
nothing ("그 밖의 사항") are sections of their own, where the format marks both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pigraph.blocks.markers import Mark, MarkKind, bare_number, mark_of
from pigraph.blocks.model import Block, Paragraph, Table
from pigraph.lexicon.columns import columns
from pigraph.lexicon.headings import is_kind_word, kinds_of
from pigraph.sections.model import Node, Section
from pigraph.text import Span, Words, fold

_HEADING_MARKS = (
    MarkKind.ARTICLE,
    MarkKind.ROMAN,
    MarkKind.NUMBER,
    MarkKind.BOX,
    MarkKind.ARROW,
    MarkKind.SYLLABLE,
    MarkKind.CIRCLE,
)
_SENTENCE_ENDS = ("다", "요", "다.", "요.", ":", ",")
_TITLE = re.compile(r"^\s*[(\[<【〔]\s*(?P<title>(?:[^()]|\([^()]*\))*?)\s*[)\]>】〕]\s*[.:]?\s*")
_PASSED_ON = {"recipient": "provision", "processor": "outsourcing", "subprocessor": "outsourcing"}
_OF_PROVISIONS = re.compile(r"제공\s?(?:하는|받는|의)?\s?(?:개인정보\s?)?(?:근거|목적|항목|기간)")
_LABEL_MOST = 30
_LABELLED = re.compile(r"(?P<label>[^:：]{2,30})[:：]\s*\S")
_FEW = 4
_OF_ANY = frozenset({"purpose", "items", "retention"})
"""Kinds that a heading below another may have whatever that is about: whom data go to has purposes and periods too."""
_NEVER_PART = frozenset(
    {"children", "impact_assessment", "overseas_transfer", "remedies", "cctv", "pseudonymisation", "automated_decision"}
)
"""Kinds that are matters of their own below whatever heading."""
_CIRCLED = re.compile(r"\s(?=[①-⑳])")
_MAX_HEADING = 70


def sections(blocks: Sequence[Block]) -> list[Section]:
    """The sections of a policy in order; the first one is the preamble (it may be empty)."""
    marks = [_mark(b.words) if isinstance(b, Paragraph) else None for b in blocks]
    names = [_name(b, mark) for b, mark in zip(blocks, marks, strict=True)]
    style = _heading_style(blocks, marks, names)
    found: list[Section] = [Section(Words("", ()), 0, (), Span(0, 0))]
    bodies: list[list[Block]] = [[]]
    listed = _listed(blocks, marks, names)
    fillers = _fillers(marks, names, style, listed)
    apart = _apart(blocks, names, style, listed)
    for n, (block, mark) in enumerate(zip(blocks, marks, strict=True)):
        head = None
        if isinstance(block, Paragraph) and n not in listed:
            filler = mark is not None and n in fillers
            own = f"#{block.level}" if n in apart else style
            head = (*_title(mark), mark.number) if filler and mark else _heading(block, mark, own, found[-1].number)
        if head is None:
            bodies[-1].append(block)
            continue
        title, rest, number = head
        found.append(Section(title, number, kinds_of(title.text), block.span))
        bodies.append([Paragraph(r, (r,)) for r in rest])
    for section, body in zip(found, bodies, strict=True):
        section.children = _tree(body)
        if section.heading and not section.kinds:
            section.kinds = _kinds_of_content(section)
        spans = [b.span for b in body]
        if section.heading:
            spans.append(section.heading.hull)
        if spans:
            section.span = Span(min(s.begin for s in spans), max(s.end for s in spans))
    return found


def _name(block: Block, mark: Mark | None) -> str:
    """What a paragraph would be called as a heading; "" for a table."""
    if isinstance(block, Table):
        return ""
    return _title(mark)[0].text if mark else block.words.text


def _listed(blocks: Sequence[Block], marks: Sequence[Mark | None], names: Sequence[str]) -> set[int]:
    """Indices of the entries of a table of contents: titles that stand again as headings further down."""
    titles: dict[str, list[int]] = {}
    for n, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        if _like_heading(names[n]) and kinds_of(names[n]):
            titles.setdefault(fold(names[n]), []).append(n)
    below = _under_contents(blocks, marks)
    earlier = [at for at in titles.values() if len(at) > 1]
    # What the format itself marks as a heading is one, also where a line under it says the same again.
    if len(earlier) < 3:
        return below
    return below | {
        n
        for at in earlier
        for n in at[:-1]
        if not _is_set_as_heading(blocks[n]) and _in_a_row(blocks, marks, names, n, n == at[0])
    }


def _under_contents(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> set[int]:
    """Indices of the entries under a line that says contents, where the same marks begin anew behind them."""
    found: set[int] = set()
    for n, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or "contents" not in kinds_of(block.words.text):
            continue
        end = n + 1
        first = marks[end] if end < len(marks) else None
        while first and end < len(blocks) and (m := marks[end]) and (m.kind, m.number) == (first.kind, end - n):
            end += 1
        anew = (m for m in marks[end:] if first and m and (m.kind, m.number) == (first.kind, 1))
        if end > n + _FEW and next(anew, None):
            found.update(range(n + 1, end))
    return found


def _in_a_row(blocks: Sequence[Block], marks: Sequence[Mark | None], names: Sequence[str], n: int, first: bool) -> bool:
    """True if a title of the same form stands next to it: a contents is a list, a heading is alone.

    The one behind counts; the one before only for the ``first`` of equal titles, as the heading that follows the
    contents stands behind the last entry.
    """
    mark = marks[n]
    for at in (n + 1, n - 1) if first else (n + 1,):
        if not 0 <= at < len(blocks):
            continue
        block, other = blocks[at], marks[at]
        if (
            isinstance(block, Paragraph)
            and (mark.kind if mark else None) == (other.kind if other else None)
            and _like_heading(names[at])
        ):
            return True
    return False


def _fillers(marks: Sequence[Mark | None], names: Sequence[str], style: str, listed: set[int]) -> set[int]:
    """Indices of headings of unknown wording: between headings 2 and 4, the only mark of their kind is a 3.

    A list under heading 2 would begin with a 1.
    """
    found: set[int] = set()
    gap: list[tuple[int, int]] = []
    last: int | None = None
    for n, mark in enumerate(marks):
        if mark is None or mark.kind.value != style or n in listed or style == MarkKind.ARTICLE.value:
            continue
        if not (_like_heading(names[n]) and kinds_of(names[n])):
            gap.append((n, mark.number))
            continue
        numbers = [number for _, number in gap]
        if last is not None and numbers and numbers == list(range(last + 1, mark.number)):
            found.update(at for at, _ in gap if _like_heading(names[at]))
        gap, last = [], mark.number
    return found


def _apart(blocks: Sequence[Block], names: Sequence[str], style: str, listed: set[int]) -> set[int]:
    """Indices of the headings one level below those of ``style`` that are sections of their own.

    All below a heading of unknown wording, when half of them are known; below another one the last ones, when each
    is about one matter that is never part of another.
    """
    if not style.startswith("#"):
        return set()
    rank = int(style[1:])
    found: set[int] = set()
    groups: list[tuple[int, list[int]]] = []
    for n, block in enumerate(blocks):
        level = block.level if isinstance(block, Paragraph) and n not in listed else 0
        if level == rank:
            groups.append((n, []))
        elif groups and level == rank + 1 and _like_heading(names[n]):
            groups[-1][1].append(n)
    for over, below in groups:
        known = [kinds for n in below if (kinds := kinds_of(names[n]))]
        if not (about := kinds_of(names[over])):
            if 2 * len(known) >= len(below) and any(not _OF_ANY.issuperset(kinds) for kinds in known):
                found.update(below)
            continue
        for n in reversed(below):
            kinds = kinds_of(names[n])
            if len(kinds) != 1 or kinds[0] in about or kinds[0] not in _NEVER_PART:
                break
            found.add(n)
    return found


def _is_set_as_heading(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.level > 0


def _mark(words: Words) -> Mark | None:
    mark = mark_of(words)
    if mark is None and (bare := bare_number(words)) and _like_heading(bare.rest.text) and kinds_of(bare.rest.text):
        return bare
    return mark


def _kinds_of_content(section: Section) -> tuple[str, ...]:
    """The kind of a section whose heading says nothing, from its labels: "보호책임자 : …", 수탁자 over a column.

    Whom data are passed on to says more than any other label: recipients and processors have purposes and periods too.
    """
    labels = [
        label.strip()
        for node in section.walk()
        for label, colon, _ in (node.words.text.partition(":"),)
        if colon and len(label) <= _LABEL_MOST
    ]
    headers = [c.text for p in section.tables() for c in (*p.table.rows[0], *(r[0] for r in p.table.rows[1:]))]
    for text in (*labels, *(h for h in headers if len(h) <= _LABEL_MOST)):
        if kind := _PASSED_ON.get(columns().exact(text) or ""):
            return (kind,)
    if sum(bool(_OF_PROVISIONS.match(label)) for label in dict.fromkeys(labels)) > 1:
        return ("provision",)
    return next((kinds for label in labels if (kinds := kinds_of(label, whole=False))), ())


def _heading_style(blocks: Sequence[Block], marks: Sequence[Mark | None], names: Sequence[str]) -> str:
    """The kind of mark ("article", "number" … "#", "plain") whose paragraphs are headings."""
    votes: Counter[str] = Counter()
    for block, mark, name in zip(blocks, marks, names, strict=True):
        if not isinstance(block, Paragraph):
            continue
        text = block.words.text
        if block.level and kinds_of(text):
            votes[f"#{block.level}"] += 2
        if mark is not None and mark.kind in _HEADING_MARKS:
            if _like_heading(name) and kinds_of(name) and not _labels_value(name):
                votes[mark.kind.value] += 3 if mark.kind is MarkKind.ARTICLE else 1
        elif mark is None and not block.level and _like_heading(text) and kinds_of(text) and not _labels_value(text):
            votes["plain"] += 1
    if not votes:
        return "plain"
    best, count = votes.most_common(1)[0]
    if best == "plain" and count < 2 * max((n for k, n in votes.items() if k != "plain"), default=0):
        return max((k for k in votes if k != "plain"), key=votes.__getitem__)
    # Headings with parts that have headings: there may be more of these, but they stand below.
    if best.startswith("#"):
        above = [k for k, n in votes.items() if k[0] == "#" and k < best and n > _FEW and 2 * n >= count]
        return min(above, default=best)
    return best


def _labels_value(text: str) -> bool:
    """True for a label with its value on one line, "처리목적: 회원 관리": no heading, whatever it is about."""
    m = _LABELLED.match(text)
    return m is not None and columns().field(m["label"]) is not None


def _like_heading(text: str) -> bool:
    return 0 < len(text) <= _MAX_HEADING and not text.rstrip().endswith(_SENTENCE_ENDS)


def _heading(block: Paragraph, mark: Mark | None, style: str, last: int) -> tuple[Words, list[Words], int] | None:
    """Title, the paragraphs that follow on the same line, and number – if this paragraph is a heading."""
    if style.startswith("#"):
        if block.level == int(style[1:]):
            words = mark.rest if mark and mark.kind is not MarkKind.ARTICLE else block.words
            if mark and mark.kind is MarkKind.ARTICLE:
                title, rest = _title(mark)
                return title, rest, mark.number
            return words, [], mark.number if mark else last + 1
        return None
    if mark is not None and mark.kind.value == style:
        title, rest = _title(mark)
        if style == MarkKind.ARTICLE.value:
            return (title, rest, mark.number) if _like_heading(title.text) else None
        fits = bool(kinds_of(title.text)) and _like_heading(title.text) and not _labels_value(title.text)
        in_turn = mark.number in (0, last + 1)
        if fits and in_turn:
            return title, rest, mark.number
        if fits and mark.number > last and len(title) < 40:
            return title, rest, mark.number
        return None
    if mark is None and _like_heading(block.words.text) and not _labels_value(block.words.text):
        kinds = kinds_of(block.words.text)
        if style == "plain" and kinds and len(block.words) <= 40:
            return block.words, [], last + 1
        if ("label_summary" in kinds and len(block.words) <= 30) or is_kind_word(block.words.text):
            return block.words, [], last
    return None


def _title(mark: Mark) -> tuple[Words, list[Words]]:
    """The title after a mark, and text that stands on the same line: "제1조(목적) ① 기관은 …"."""
    rest = mark.rest
    if mark.kind is MarkKind.ARTICLE and (m := _TITLE.match(rest.text)):
        title = rest[m.start("title") : m.end("title")].strip()
        remainder = rest[m.end() :].strip()
        return title, _paragraphs(remainder)
    parts = rest.split(_CIRCLED)
    return parts[0].strip(), [p.strip() for p in parts[1:] if p.text.strip()]


def _paragraphs(words: Words) -> list[Words]:
    return [p.strip() for p in words.split(_CIRCLED) if p.text.strip()]


def _tree(body: Sequence[Block]) -> list[Node | Table]:
    roots: list[Node | Table] = []
    stack: list[Node] = []
    for block in body:
        if isinstance(block, Table):
            (stack[-1].children if stack else roots).append(block)
            continue
        mark = mark_of(block.words)
        node = Node(mark.rest if mark else block.words, mark, [], block.level, block.indent)
        if mark is None and block.level:
            stack.clear()
            roots.append(node)
            stack.append(node)
            continue
        if mark is None or mark.kind is MarkKind.NOTE:
            (stack[-1].children if stack else roots).append(node)
            continue
        for depth, open_node in enumerate(stack):
            if open_node.kind is mark.kind and node.indent <= open_node.indent + 1:
                del stack[depth:]
                break
        (stack[-1].children if stack else roots).append(node)
        stack.append(node)
    return roots
