"""Headers of laid-out tables: where lines name columns, and over which columns of characters each name stands.

Accepts, by example::

    연번 담당부서        파일명          one blank between two names
    개인정보파일명    처리 목적   보유
                        기간          names broken over lines
     처리 항목
    필수     선택                     a name over several others
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from msgspec import Struct

from pigraph.blocks.headers import header_at
from pigraph.blocks.laid_columns import Band, Piece, bands, pieces
from pigraph.blocks.markers import mark_of
from pigraph.blocks.tangled_header import opens_header
from pigraph.lexicon.columns import columns
from pigraph.text import Words, fold

_MOST_LINES = 6
_MOST_NAMES = 14
_MOST_TOKENS = 24
_MOST_STEPS = 300
_LONGEST = 40
"""A piece of more letters names no columns."""
_EXACT, _KNOWN, _UNKNOWN, _LENGTH = 3.0, 1.0, -2.0, 0.05
_VALUE = re.compile(r"[,\d]")
_TOKEN = re.compile(r"\S+")
_LONG = 24
_APART = 8
"""So many columns of characters may lie between the parts of a name: what stands left of one moves it."""
_REACH = frozenset({"phone", "email", "fax", "address", "contact", "place", "url", "date", "person"})
_NOTHING = Words("", ())


class Head(Struct, frozen=True):
    """A header from line ``start`` to before ``end``: a name, its field and its place per column.

    ``above``: what stands over several names, blank where nothing does.
    """

    start: int
    end: int
    names: tuple[Words, ...]
    fields: tuple[str | None, ...]
    bands: tuple[Band, ...]
    above: tuple[Words, ...]

    @property
    def worth(self) -> float:
        """How well its names are known."""
        exact = columns().exact
        return sum(
            _UNKNOWN if f is None else _EXACT if exact(w.text) else _KNOWN - _LENGTH * len(w)
            for f, w in zip(self.fields, self.names, strict=True)
        )


def head_at(lines: Sequence[Words], start: int, end: int | None = None) -> Head | None:
    """The header that begins with line ``start``, on lines before ``end``; None if there is none.

    Of several the one with the best known names counts; one with better names that begins on a line of it, under a
    caption, speaks against it.
    """
    stop = len(lines) if end is None else end
    head = _best_at(lines, start, stop)
    if head is None:
        return None
    later = (_best_at(lines, n, stop) for n in range(start + 1, head.end))
    return head if all(h is None or h.worth <= head.worth for h in later) else None


def may_begin(lines: Sequence[Words], start: int) -> bool:
    """True if the first lines from ``start`` hold the name of a column at all."""
    if not _may_name(lines[start]):
        return False
    known = columns().field
    near = takewhile(_may_name, lines[start : start + _MOST_LINES])
    return any(known(p.words.text) or opens_header(p.words.text.split(" ")[0]) for line in near for p in pieces(line))


def _best_at(lines: Sequence[Words], start: int, end: int) -> Head | None:
    most = start
    while most < min(end, start + _MOST_LINES) and _may_name(lines[most]):
        most += 1
    found: list[Head] = []
    steps = _MOST_STEPS
    for stop in range(most, start, -1):
        head, steps = _exact(lines, start, stop, steps)
        found += [head] if head else []
    plain = header_at(lines, start) if most > start else None
    if plain is not None and plain.lines == 1:
        head = _placed(lines, start, start + 1, list(zip(plain.fields, plain.words, strict=True)))
        found += [head] if head else []
    if not found:
        found = [head for stop in range(most, start, -1) if (head := _pieced(lines, start, stop))]
    return max(found, key=lambda h: h.worth, default=None)


def _may_name(line: Words) -> bool:
    """True for a line that may hold nothing but names of columns."""
    parts = pieces(line)
    return len(parts) <= _MOST_NAMES and all(len(p.words) <= _LONGEST for p in parts) and not _VALUE.search(line.text)


def _exact(lines: Sequence[Words], start: int, stop: int, steps: int) -> tuple[Head | None, int]:
    """A header of known names only, from words that stand below and beside each other; the steps that are left."""
    tokens = [
        (n, m.start(), m.end(), lines[n][m.start() : m.end()])
        for n in range(start, stop)
        for m in _TOKEN.finditer(lines[n].text)
    ]
    if not 1 < len(tokens) <= _MOST_TOKENS or any(mark_of(Words.of(f"{t[3].text} 가")) for t in tokens):
        return None, steps
    parts: list[list[int]] = []

    def text(part: Sequence[int]) -> str:
        return "".join(tokens[t][3].text for t in part)

    def apart(part: Sequence[int], at: int) -> int:
        n, x0, x1, _ = tokens[at]
        if tokens[part[-1]][0] == n:
            return 0 if part[-1] == at - 1 else _APART + 1
        return max(min(tokens[t][1] for t in part) - x1, x0 - max(tokens[t][2] for t in part), 0)

    def search(at: int) -> bool:
        nonlocal steps
        steps -= 1
        if steps < 0:
            return False
        if at == len(tokens):
            return all(_named(text(p), len(p)) is not None for p in parts)
        for part in sorted(parts, key=lambda p: (apart(p, at), p[-1] != at - 1)):
            if apart(part, at) <= _APART and opens_header(text([*part, at])):
                part.append(at)
                if search(at + 1):
                    return True
                part.pop()
        if opens_header(tokens[at][3].text) or _named(tokens[at][3].text, 1):
            parts.append([at])
            if search(at + 1):
                return True
            parts.pop()
        return False

    if not search(0):
        return None, steps
    head = _placed(lines, start, stop, [(_named(text(p), len(p)), Words.join(tokens[t][3] for t in p)) for p in parts])
    return head, steps


def _named(text: str, words: int) -> str | None:
    """The field of a known wording, or of a single word that ends as the names of a field do."""
    return columns().exact(text) or (columns().field(text) if words == 1 else None)


def _placed(lines: Sequence[Words], start: int, stop: int, found: Sequence[tuple[str | None, Words]]) -> Head | None:
    """A header from its names; None if the parts of a name stand in different places."""
    x = {at: (n, k) for n in range(start, stop) for k, at in enumerate(lines[n].at)}
    named: list[tuple[Band, int, str | None, Words]] = []
    for field, words in found:
        places = [x[at] for at in words.at if at in x]
        parts = [
            (min(k for m, k in places if m == n), max(k for m, k in places if m == n) + 1)
            for n in sorted({n for n, _ in places})
        ]
        if any(b[0] > a[1] + _APART or a[0] > b[1] + _APART for a in parts for b in parts):
            return None
        band = (min(p[0] for p in parts), max(p[1] for p in parts))
        named.append((band, min(n for n, _ in places), field, words))
    if len({fold(words.text) for *_, words in named}) < len(named):
        return None
    named.sort(key=lambda p: p[0])
    named = _paired(named)
    leaves = [a for a in named if not _is_group(a, named)]
    if named and any(_is_caption(a, named) for a in leaves):
        return None
    if not _name_columns([f for _, _, f, _ in leaves]) or any("," in words.text for *_, words in leaves):
        return None
    above = [next((g[3] for g in named if g not in leaves and _stands_over(g, leaf)), _NOTHING) for leaf in leaves]
    return Head(
        start,
        stop,
        tuple(words for *_, words in leaves),
        tuple(field for _, _, field, _ in leaves),
        tuple(band for band, *_ in leaves),
        tuple(above),
    )


_Named = tuple[Band, int, str | None, Words]


def _below(group: _Named, leaf: _Named) -> bool:
    middle = (leaf[0][0] + leaf[0][1]) / 2
    near = leaf[0][1] - leaf[0][0]
    return leaf[1] > group[1] and group[0][0] - near <= middle <= group[0][1] + near


def _stands_over(group: _Named, leaf: _Named) -> bool:
    return _below(group, leaf) or (leaf[1] > group[1] and bool(group[2]) and (leaf[2] or "").startswith(f"{group[2]}_"))


def _is_group(a: _Named, named: Sequence[_Named]) -> bool:
    """True for a name over two others: both stand under it, or are kinds of it ("items" over "items_required")."""
    below = [b for b in named if b[1] > a[1]]
    if a[2] and sum((b[2] or "").startswith(f"{a[2]}_") for b in below) > 1:
        return True
    under = [b for b in below if _below(a, b)]
    return len(under) > 1 and not any(b[1] <= a[1] and under[0][0] < b[0] < under[-1][0] for b in named if b is not a)


def _is_caption(a: _Named, named: Sequence[_Named]) -> bool:
    """True for a name above all others that says again what one of them says."""
    others = [b for b in named if b is not a]
    return all(b[1] > a[1] for b in others) and any(b[2] == a[2] for b in others)


def _paired(named: Sequence[_Named]) -> list[_Named]:
    """The names with those put together of which the first would be there twice: "수탁자 … 수탁자 연락처"."""
    found: list[_Named] = []
    for name in named:
        if found and found[-1][2] in [f for _, _, f, _ in found[:-1]] and found[-1][1] == name[1]:
            (x0, _), n, _, words = found[-1]
            both = Words.join([words, name[3]])
            if name[0][0] - found[-1][0][1] == 1 and columns().field(both.text) == name[2]:
                found[-1] = ((x0, name[0][1]), n, name[2], both)
                continue
        found.append(name)
    return found


def _pieced(lines: Sequence[Words], start: int, stop: int) -> Head | None:
    """A header whose names are pieces of lines, some of which may be unknown."""
    split = [[q for p in pieces(x) for q in _divided(p)] for x in lines[start:stop]]
    cut = bands(split)
    if len(cut) < 2:
        return None
    known = columns().field
    parts: list[list[Piece]] = [[] for _ in cut]
    for line in split:
        for p in line:
            at = max(range(len(cut)), key=lambda k: min(p.x1, cut[k][1]) - max(p.x0, cut[k][0]))
            parts[at].append(p)
    names = [Words.join([p.words for p in mine]) for mine in parts]
    fields = [known(w.text) if len(w) <= _LONG else None for w in names]
    tops = [next((n for n, line in enumerate(split) if any(p in line for p in mine)), 0) for mine in parts]
    named = _paired([(b, t, f, w) for b, t, f, w in zip(cut, tops, fields, names, strict=True)])
    if any(_is_caption(a, named) for a in named):
        return None
    fields = [f for _, _, f, _ in named]
    names = [w for *_, w in named]
    if not _name_columns(fields) or 2 * sum(f is not None for f in fields) < len(fields):
        return None
    if any(len(w) > _LONG or not w for w in names) or len({fold(w.text) for w in names}) < len(names):
        return None
    return Head(start, stop, tuple(names), tuple(fields), tuple(b for b, *_ in named), tuple(_NOTHING for _ in names))


def _divided(piece: Piece) -> list[Piece]:
    """A piece that is nothing but names of columns a blank apart, in parts; else the piece."""
    known = columns().field
    if " " not in piece.words.text or columns().exact(piece.words.text) or not known(piece.words.text):
        return [piece]
    plain = header_at([piece.words], 0)
    if plain is None or None in plain.fields:
        return [piece]
    found: list[Piece] = []
    for words in plain.words:
        x0 = piece.x0 + words.begin - piece.words.begin
        found.append(Piece(words, x0, x0 + words.end - words.begin))
    return found


def _name_columns(fields: Sequence[str | None]) -> bool:
    """True for the fields of a header: two of them are known, and one says more than how to reach somebody."""
    known = {f for f in fields if f}
    return len(known) > 1 and bool(known - _REACH)
