"""Hostile files: policies of this project, mutated as text and as bytes, in every format that is read."""

import random
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from pathlib import Path

from blocks.makers import docx_of, hwp_of, hwpx_of, parts_of, zipped
from fragments import LINES
from pigraph.blocks.model import Block, Paragraph
from pigraph.blocks.plain import read as read_plain

TESTS = Path(__file__).resolve().parents[1]
_TITLE = "개인정보 처리방침\n"
_LINES_MOST = 60
_NOISE = (
    "(",
    ")",
    "「",
    "제",
    "1",
    "1.",
    " ",
    "\t",
    "|",
    "- ",
    "성명, ",
    "법 ",
    "년 ",
    "~",
    ":",
    "<b>",
    "\u3000",
    "가",
)
_TAGS = ("<table>", "</table>", "<tr>", "<td rowspan=9>", "</td>", "<td colspan=0>", "<ul><li>", "</ul>", "<p>", "<br>")
_TAGS += ("<h2>", "</h3>", "<!--", "<![CDATA[", "<dl><dt>", "<dd>", "&#0;", "&#xD800;", "<select><option>", "<del>")
_BYTES = (
    b"\x00",
    b"\xff\xff\xff\xff",
    b"\x7f\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"<",
    b"\xed\xa0\x80",
    b"9" * 40,
    b"%",
)

Lines = list[str]


@cache
def policies() -> tuple[Lines, ...]:
    """The lines of the shipped and of the invented policies."""
    paths = [*(TESTS.parent / "data" / "policies").glob("*.txt"), *(TESTS / "documents").rglob("*.txt")]
    return tuple(p.read_text(encoding="utf-8").split("\n") for p in sorted(paths))


@cache
def pdfs() -> tuple[bytes, ...]:
    return tuple(p.read_bytes() for p in sorted((TESTS / "documents" / "pdf").glob("*.pdf")))


def make(seed: int, number: int) -> tuple[str, bytes]:
    """A file name and the bytes of one input."""
    rng = random.Random(f"{seed}/{number}")
    suffix = list(_FORMATS)[number % len(_FORMATS)]
    return f"{seed}-{number}.{suffix}", _FORMATS[suffix](rng)


def mutated_text(rng: random.Random) -> str:
    """A run of lines of a policy, changed in one to eight places."""
    source = rng.choice(policies())
    start = rng.randrange(max(1, len(source) - _LINES_MOST // 2))
    lines = source[start : start + rng.randint(5, _LINES_MOST)]
    for _ in range(rng.randint(1, 8)):
        rng.choice(_CHANGES)(rng, lines)
    return _TITLE + "\n".join(lines)


def _drop(rng: random.Random, lines: Lines) -> None:
    at = rng.randrange(len(lines) + 1)
    del lines[at : at + rng.randint(1, 5)]


def _repeat(rng: random.Random, lines: Lines) -> None:
    at = rng.randrange(len(lines) + 1)
    lines[at:at] = lines[at : at + rng.randint(1, 6)] * rng.randint(1, 8)


def _shuffle(rng: random.Random, lines: Lines) -> None:
    at = rng.randrange(len(lines) + 1)
    part = lines[at : at + 12]
    rng.shuffle(part)
    lines[at : at + 12] = part


def _splice(rng: random.Random, lines: Lines) -> None:
    other = rng.choice(policies())
    start = rng.randrange(len(other))
    at = rng.randrange(len(lines) + 1)
    lines[at:at] = other[start : start + rng.randint(1, 15)]


def _fragment(rng: random.Random, lines: Lines) -> None:
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(LINES))


def _noise(rng: random.Random, lines: Lines) -> None:
    noise = rng.choice(_NOISE) * rng.choice((1, 3, 40, 400))
    if not lines:
        lines.append("")
    at = rng.randrange(len(lines))
    cut = rng.randint(0, len(lines[at]))
    lines[at] = lines[at][:cut] + noise + lines[at][cut:]


def _join(rng: random.Random, lines: Lines) -> None:
    at = rng.randrange(len(lines) + 1)
    part = lines[at : at + rng.randint(2, 9)]
    lines[at : at + len(part)] = [rng.choice(("", " ", "\t", " | ", "\u2028", "<br>")).join(part)]


def _tear(rng: random.Random, lines: Lines) -> None:
    at = rng.randrange(len(lines) + 1)
    width = rng.choice((1, 3, 9, 40))
    torn = [line[n : n + width] for line in lines[at : at + 6] for n in range(0, len(line), width)]
    lines[at : at + 6] = torn


def _exchange(rng: random.Random, lines: Lines) -> None:
    if lines:
        at = rng.randrange(len(lines))
        lines[at] = "".join(rng.choice("()[]0123456789,:~·|\t가") if rng.random() < 0.2 else c for c in lines[at])


_CHANGES = (_drop, _repeat, _shuffle, _splice, _fragment, _noise, _join, _tear, _exchange)


def mutated_bytes(rng: random.Random, data: bytes) -> bytes:
    """``data`` changed in up to six places; one time in four not at all."""
    changed = bytearray(data)
    for _ in range(rng.choice((0, 1, 1, 6))):
        at, size = rng.randrange(len(changed) + 1), rng.choice((1, 4, 60, 2000))
        match rng.randrange(5):
            case 0:
                del changed[at : at + size]
            case 1:
                changed[at:at] = changed[at : at + size] * rng.choice((1, 9))
            case 2:
                changed[at : at + 1] = bytes([rng.randrange(256)])
            case 3:
                changed[at:at] = rng.choice(_BYTES)
            case _:
                other = rng.randrange(len(changed) + 1)
                changed[at : at + size] = changed[other : other + size]
    return bytes(changed)


def _text(rng: random.Random) -> bytes:
    data = mutated_text(rng).encode(rng.choice(("utf-8",) * 8 + ("cp949", "utf-16")), "ignore")
    return data if rng.random() < 0.7 else mutated_bytes(rng, data)


def _html(rng: random.Random) -> bytes:
    parts = ["<html><head><title>개인정보 처리방침</title></head><body>"]
    for block in _blocks(rng):
        if isinstance(block, Paragraph):
            parts.append(f"<{rng.choice(('p', 'div', 'li', 'h3'))}>{escape(block.words.text)}</p>")
        else:
            rows = ("".join(f"<td>{escape(cell.text)}</td>" for cell in row) for row in block.rows)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    for _ in range(rng.choice((0, 2, 12))):
        parts.insert(rng.randrange(len(parts)), rng.choice(_TAGS) * rng.choice((1, 1, 30)))
    data = "".join(parts).encode()
    return data if rng.random() < 0.7 else mutated_bytes(rng, data)


def _blocks(rng: random.Random) -> list[Block]:
    # XML holds no control characters: the makers would refuse them, not the readers.
    text = mutated_text(rng)
    return read_plain("".join(c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff")))


def _zipped(write: Callable[[Sequence[Block]], bytes], rng: random.Random) -> bytes:
    """A file whose container is whole, with one part mutated; sometimes the container itself."""
    data = write(_blocks(rng))
    if rng.random() < 0.3:
        return mutated_bytes(rng, data)
    parts = parts_of(data)
    name = rng.choice(sorted(parts))
    parts[name] = mutated_bytes(rng, parts[name])
    return zipped(parts)


_FORMATS: dict[str, Callable[[random.Random], bytes]] = {
    "txt": _text,
    "html": _html,
    "md": _text,
    "docx": lambda rng: _zipped(docx_of, rng),
    "hwpx": lambda rng: _zipped(hwpx_of, rng),
    "hwp": lambda rng: mutated_bytes(rng, hwp_of(_blocks(rng))),
    "pdf": lambda rng: mutated_bytes(rng, rng.choice(pdfs())),
}
