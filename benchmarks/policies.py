"""Any number of policies of the real shape, as texts to read and as graphs to publish: the same for the same seed.

    .venv/bin/python benchmarks/policies.py texts DIR [--count 1000] [--seed 1]
    .venv/bin/python benchmarks/policies.py quads FILE.nq [--count 1000] [--seed 1]

They are made of the shipped policies and of tests/documents. A text gets a body, telephone numbers, periods and listed
words of its own, so that no two are worded alike. A graph gets IRIs of its own: body, documents, source, and some of
its items, recipients and processors, which are drawn as unevenly as in life. A tenth are earlier versions of the
policy before them. `make` stands in for `pigraph.reading.make`, so that a build can publish graphs without reading.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pigraph import reading
from pigraph.cache import Made

TOP = Path(__file__).resolve().parents[1]
FOLDERS = ("data/policies", *(f"tests/documents/{layout}" for layout in ("flat", "html", "markdown", "tabbed")))
SUFFIXES = (".txt", ".md", ".html")

_ID = "https://w3id.org/pigraph/id/"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_SYLLABLES = "가나다라마바사아자차카타파하거너"
_BODY = re.compile(r"(?:[시군구]|공단|공사|재단|교육지원청|대학교|[가-힣]원)$")
_DRAWN = re.compile(rf"<({_ID}(?:item|org)/[^/#>]+)>")
_VERSIONS = 0.1
"""Share of the policies that are the version before of another."""
_WORDED = 0.15
"""Share of the listed words that a text words in its own way."""
_REDRAWN = 0.3
"""Share of a template's items, recipients and processors that a graph exchanges for others."""
_BODIES = 3000
"""Recipients and processors to draw from; the n-th is as frequent as 1/n."""


class Template(Struct, frozen=True):
    """A policy that others are made of; ``label`` is the printed name of its body."""

    path: Path
    label: str
    made: Made


class Identity(Struct, frozen=True):
    """What is a policy's own: its body, and how many years before its template's it took effect."""

    body: str
    years: int
    random: random.Random
    template: Template


@cache
def templates() -> tuple[Template, ...]:
    """Policies that name their body and the day they took effect. They are read once per process."""
    found = []
    for path in sorted(p for f in FOLDERS for p in (TOP / f).iterdir() if p.suffix in SUFFIXES and p.stem != "README"):
        made = reading.make(path)
        body = made.document.removeprefix(f"{_ID}policy/").partition("/")[0]
        label = re.search(rf'<{re.escape(_ID)}org/{re.escape(body)}> {_LABEL} "([^"\\]+)"', made.stated.decode())
        dated = re.search(r"/\d{4}-\d\d-\d\d$", made.document)
        # What is not UTF-8 has no such words in UTF-8 either.
        if label and dated and label[1].encode() in path.read_bytes():
            found.append(Template(path, label[1], made))
    return tuple(found)


def identity(n: int, seed: int) -> Identity:
    """Of the ``n``-th policy, counted from 0."""
    own = random.Random(f"{seed} {n}")
    if n and own.random() < _VERSIONS:
        later = identity(n - 1, seed)
        return replace(later, years=later.years + 1)
    template = own.choice(templates())
    kind = _BODY.search(template.label)
    return Identity(_name(n) + (kind[0] if kind else "공단"), 0, own, template)


def _name(n: int) -> str:
    """Four syllables that no other number has (up to 65,536)."""
    return "".join(_SYLLABLES[(n >> shift) % 16] for shift in (12, 8, 4, 0))


def texts(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """File names and contents of ``count`` policies."""
    for n in range(count):
        own = identity(n, seed)
        yield f"{n:06}{own.template.path.suffix}", _worded(own)


def _worded(own: Identity) -> str:
    rng = own.random
    text = own.template.path.read_text(encoding="utf-8").replace(own.template.label, own.body)
    if own.years:
        text = re.sub(r"(?<!\d)20[012]\d(?=[.년-])", lambda m: str(int(m[0]) - own.years), text)
    text = re.sub(r"(?<!\d)[1-9]0?년(?!\d)", lambda m: f"{rng.choice((1, 2, 3, 5, 10))}년", text)
    text = re.sub(r"(?<=\d-)\d{4}(?!\d)", lambda m: f"{rng.randrange(10000):04}", text)
    return re.sub(r"(?<=[가-힣]{2})(?=,)", lambda m: _suffix(rng) if rng.random() < _WORDED else "", text)


def _suffix(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=2))


def graphs(count: int, seed: int = 1) -> Iterator[Made]:
    """``count`` policies as `pigraph.reading.make` would give them, made one by one."""
    return (graph(n, seed) for n in range(count))


def graph(n: int, seed: int = 1) -> Made:
    """The ``n``-th of them."""
    own = identity(n, seed)
    made, sha256 = own.template.made, hashlib.sha256(f"{seed} {n}".encode()).hexdigest()
    policy, _, version = made.document.rpartition("/")
    body = policy.removeprefix(f"{_ID}policy/").partition("/")[0]
    moved = f"{int(version[:4]) - own.years}{version[4:]}"
    changes = {body: own.body, own.template.label: own.body, version: moved, made.coverage.sha256: sha256}
    changes |= {made.coverage.sha256[:12]: sha256[:12]}
    # The longest first: a digest before its beginning, a name before a part of it.
    pattern = re.compile("|".join(re.escape(old) for old in sorted(changes, key=len, reverse=True)))

    def renamed(text: str) -> str:
        return pattern.sub(lambda m: changes[m[0]], text)

    document = renamed(made.document)
    stated = _redrawn(renamed(made.stated.decode()), own)
    name = f"{n:06}{own.template.path.suffix}"
    return Made(
        path=Path(name),
        text=made.text,
        document=document,
        stated=stated.encode(),
        inferred=renamed(made.inferred.decode()).encode(),
        turtle=stated,  # plain, which is Turtle too: the prefixes take as long as all the rest
        coverage=replace(made.coverage, name=name, sha256=sha256, document=document),
    )


def _redrawn(triples: str, own: Identity) -> str:
    """The triples with some items and bodies exchanged, each for the same one throughout."""
    rng, chosen = own.random, dict[str, str]()
    said = _said()

    def exchanged(m: re.Match[str]) -> str:
        old = m[1]
        if old not in chosen:
            chosen[old] = old
            if own.body not in old and rng.random() < _REDRAWN:
                chosen[old] = _drawn(rng, old)
        return f"<{chosen[old]}>"

    lines = []
    for line in triples.splitlines():
        # What is said of an exchanged thing itself goes with it.
        new = _DRAWN.sub(exchanged, line)
        subject = _DRAWN.match(line)
        if subject is None or chosen[subject[1]] == subject[1]:
            lines.append(new)
    lines += [line for new in sorted(set(chosen.values()) - set(chosen)) for line in said.get(new, _named(new))]
    return "".join(f"{line}\n" for line in dict.fromkeys(lines))


def _drawn(rng: random.Random, old: str) -> str:
    if "/item/" in old:
        items, weights = _items()
        return rng.choices(items, cum_weights=weights)[0]
    rank = rng.choices(range(_BODIES), cum_weights=_ranks())[0]
    return f"{_ID}org/{_name(0xFFFF - rank)}기관"


@cache
def _items() -> tuple[list[str], list[int]]:
    """The items of all templates, and their sums of frequencies."""
    every = (iri for t in templates() for iri in _DRAWN.findall(t.made.stated.decode()) if "/item/" in iri)
    counted = sorted(Counter(every).items())
    return [iri for iri, _ in counted], list(accumulate(n for _, n in counted))


@cache
def _ranks() -> list[float]:
    return list(accumulate(1 / (1 + rank) for rank in range(_BODIES)))


@cache
def _said() -> dict[str, list[str]]:
    """What the templates say of each item: those that are minted have their labels with them."""
    found: dict[str, dict[str, None]] = {}
    for template in templates():
        for line in template.made.stated.decode().splitlines():
            if (subject := _DRAWN.match(line)) and "/item/" in subject[1]:
                found.setdefault(subject[1], {})[line] = None
    return {iri: list(lines) for iri, lines in found.items()}


def _named(iri: str) -> list[str]:
    """The label of a body that was drawn; published items have theirs in the vocabulary."""
    return [f'<{iri}> {_LABEL} "{iri.rpartition("/")[2]}"@ko .'] if "/org/" in iri else []


def make(path: Path, collides: bool = False) -> Made:
    """As `pigraph.reading.make`, of a file that `placeholders` wrote."""
    seed, n = path.read_text(encoding="ascii").split()
    return replace(graph(int(n), int(seed)), path=path)


def placeholders(folder: Path, count: int, seed: int = 1) -> None:
    """Write ``count`` files for `make` to the new ``folder``."""
    folder.mkdir(parents=True)
    for n in range(count):
        (folder / f"{n:06}.txt").write_text(f"{seed} {n}", encoding="ascii")


def quads(made: Made) -> Iterator[str]:
    """The stated and inferred triples of a policy as lines of N-Quads."""
    for triples, name in ((made.stated, made.document), (made.inferred, f"{made.document}/inferred")):
        yield from (f"{line[:-1]}<{name}> .\n" for line in triples.decode().splitlines())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("texts", "quads"))
    parser.add_argument("where", type=Path, help="a new directory for texts, a file for quads")
    parser.add_argument("--count", type=int, default=1000, help="how many policies (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="other numbers give other policies (default 1)")
    chosen = parser.parse_args()
    if chosen.what == "texts":
        chosen.where.mkdir(parents=True)
        for name, text in texts(chosen.count, chosen.seed):
            (chosen.where / name).write_text(text, encoding="utf-8")
    else:
        with chosen.where.open("w", encoding="utf-8") as file:
            for made in graphs(chosen.count, chosen.seed):
                file.writelines(quads(made))
    print(f"{chosen.count} policies of {len(templates())} templates in {chosen.where}", file=sys.stderr)


if __name__ == "__main__":
    main()
