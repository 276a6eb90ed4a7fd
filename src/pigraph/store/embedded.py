"""The embedded engine: Oxigraph on disk. The only module that opens a store; others use its parser and terms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import BinaryIO, NoReturn, Self, TypeAlias

import pyoxigraph as ox
from msgspec import Struct

from pigraph.errors import DataError, QueryError, StoreError
from pigraph.store.formats import GraphFormat, ResultFormat
from pigraph.store.model import OWN, Answer, Dataset
from pigraph.store.planning import Plan, Planner, known
from pigraph.store.prefixes import PREFIXES
from pigraph.store.writing import bytes_of, canonical, graph_bytes, stopped, terms_of, write

_Graph: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
_Found: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_BATCH = 100_000
"""Quads loaded at once, and some. The engine holds a whole load in memory, about 1 KB per quad."""
_BLANK = (b" _:", b"\t_:", b"\n_:")
"""What stands before a blank node, but for the first of all. A pattern would be a hundred times slower."""

_PLACE = re.compile(r"\bat (\d+):(\d+)(?:-\d+:\d+)?: (?:expected one of )?(.*)", re.DOTALL)
_SENTENCE = re.compile(r"[A-Z][A-Za-z]+ [^\[\],]*[a-z][^\[\],]*")


class Syntax(Enum):
    """How the triples of a `Part` are written."""

    NTRIPLES = "application/n-triples"
    TURTLE = "text/turtle"


class Part(Struct, frozen=True):
    """The triples of one named graph. With ``current``, they also stand in the default graph.

    ``origin`` names where ``data`` comes from, for error messages.
    """

    graph: str
    data: bytes
    current: bool
    syntax: Syntax = Syntax.NTRIPLES
    origin: str = ""


def fill(directory: Path, parts: Iterable[Part]) -> int:
    """Make a new store of ``parts`` in the empty ``directory``; returns the size of its default graph in triples.

    Raises `DataError` for a part that cannot be parsed and OSError when the disk refuses.
    """
    store = ox.Store(directory)
    for batch in _batches(parts):
        _load(store, batch)
    # Without compaction, joins on a freshly loaded store of 20 million triples are 10 to 20 times slower.
    store.optimize()
    store.flush()
    # Counted by the engine: to hand every triple to Python takes twenty times as long.
    counted = store.query("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p")
    numbers = {row["p"].value: int(row["n"].value) for row in _solutions(counted)}
    _counts(directory).write_text(json.dumps(numbers, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return sum(numbers.values())


def _counts(directory: Path) -> Path:
    """Where `fill` puts down how many triples of the default graph each predicate has, for `Planner`."""
    return directory.with_name(f"{directory.name}.counts")


def current_triples(directory: Path) -> int:
    """How many triples the default graph of the store in ``directory`` has; 0 if it was filled before that was told."""
    return sum(_numbers(directory).values())


def _numbers(directory: Path) -> dict[str, int]:
    """What `fill` put down; nothing for a store that was filled before it did."""
    try:
        numbers: dict[str, int] = json.loads(_counts(directory).read_text(encoding="utf-8"))
    except OSError:
        return {}
    return numbers


def _solutions(found: _Found) -> ox.QuerySolutions:
    assert isinstance(found, ox.QuerySolutions)
    return found


def _batches(parts: Iterable[Part]) -> Iterator[list[Part]]:
    batch: list[Part] = []
    lines = 0
    for part in parts:
        batch.append(part)
        lines += part.data.count(b"\n") * (1 + part.current)
        if lines >= _BATCH:
            yield batch
            batch, lines = [], 0
    if batch:
        yield batch


def _load(store: ox.Store, batch: list[Part]) -> None:
    try:
        store.bulk_load(b"".join(map(_nquads, batch)), ox.RdfFormat.N_QUADS)
    except SyntaxError:
        for part in batch:
            _parsed(part)  # names the one that is at fault
        raise


def _nquads(part: Part) -> bytes:
    """A part as N-Quads; plain N-Triples are left to the engine to parse, which is twice as fast."""
    data = part.data
    whole = data.endswith(b"\n") and data.count(b" .\n") == data.count(b"\n")
    blank = data.startswith(b"_:") or any(before in data for before in _BLANK)
    if part.syntax is not Syntax.NTRIPLES or blank or not whole:
        return _parsed(part)
    # A line ends nowhere else: literals hold no line break of their own.
    named = data.replace(b" .\n", f" {ox.NamedNode(part.graph)} .\n".encode())
    return named + data if part.current else named


def _parsed(part: Part) -> bytes:
    """A part as N-Quads, with blank nodes of its own. Raises `DataError` for one that cannot be parsed."""
    return ox.serialize(_quads(part), format=ox.RdfFormat.N_QUADS) or b""


def _quads(part: Part) -> Iterator[ox.Quad]:
    name = ox.NamedNode(part.graph)
    syntax = ox.RdfFormat.TURTLE if part.syntax is Syntax.TURTLE else ox.RdfFormat.N_TRIPLES
    try:
        for quad in ox.parse(part.data, syntax, rename_blank_nodes=True):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)
            if part.current:
                yield ox.Quad(quad.subject, quad.predicate, quad.object)
    except SyntaxError as error:
        origin = part.origin or part.graph
        raise DataError(f"{origin} is not valid {part.syntax.value}: {error.msg}.", "Correct it there.") from error


class EmbeddedStore:
    """A `Store` on disk, opened read-only: it keeps answering from what it opened, whatever is published later."""

    _digest: Path | None

    def __init__(self, directory: Path) -> None:
        """Open the store that `fill` made. Raises `StoreError`."""
        self._digest = directory.parent / "digest"
        try:
            self._store = ox.Store.read_only(str(directory))
        except OSError as error:
            raise StoreError(f"The store {directory} cannot be opened: {error}.", "Run: pigraph build") from error
        self._planner = Planner(self._counted, _numbers(directory))

    @classmethod
    def in_memory(cls, nquads: BinaryIO, directory: Path | None = None) -> Self:
        """A store that lives in memory, filled from N-Quads. Raises `StoreError`.

        ``directory``: of the store that its default graph is of.
        """
        store = cls.__new__(cls)
        store._store, store._digest = ox.Store(), None
        store._planner = Planner(store._counted, _numbers(directory) if directory else {})
        try:
            store._store.bulk_load(nquads, ox.RdfFormat.N_QUADS, lenient=True)
        except (OSError, SyntaxError) as error:
            raise StoreError(f"The graph cannot be loaded into memory: {error}.", "Run: pigraph build") from error
        return store

    def write_current(self, output: BinaryIO) -> None:
        """The default graph as N-Triples, in no order: `in_memory` takes it."""
        self._store.dump(output, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())

    def write(self, sparql: str, form: ResultFormat | GraphFormat, output: BinaryIO, dataset: Dataset = OWN) -> None:
        """See `Store.write`."""
        write(self._run(sparql, dataset), form, output)

    def query(self, sparql: str) -> Answer:
        """See `Store.query`."""
        return terms_of(self._run(sparql))

    def serialize(self, sparql: str, form: ResultFormat) -> bytes:
        """See `Store.serialize`."""
        return bytes_of(self._run(sparql), form)

    def digest(self) -> str:
        """See `Store.digest`: what the build that published this store put down."""
        try:
            return self._digest.read_text(encoding="ascii").strip() if self._digest else ""
        except OSError:
            return ""  # published before digests were kept

    def graph(self, name: str) -> bytes:
        """See `Store.graph`."""
        return self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""

    def _merged(self, default: Sequence[_Graph], named: Sequence[_Graph]) -> ox.Store:
        # The engine counts a triple of two graphs twice; their RDF merge has it once (SPARQL 1.1 Query §13.2.1).
        merged = ox.Store()
        for graph in default:
            merged.extend(ox.Quad(*q.triple) for q in self._store.quads_for_pattern(None, None, None, graph))
        for graph in named:
            merged.extend(self._store.quads_for_pattern(None, None, None, graph))
        return merged

    def dump(self, form: GraphFormat, output: BinaryIO) -> None:
        """See `Store.dump`. Sorts in memory, about 1 KB per triple."""
        if form.named_graphs:
            quads = self._store.quads_for_pattern(None, None, None, None)
            named = [q for q in quads if not isinstance(q.graph_name, ox.DefaultGraph)]
            output.write(graph_bytes(canonical(named), form))
        else:
            flat = list(self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
            output.write(graph_bytes([q.triple for q in canonical(flat)], form))

    def _counted(self, sparql: str) -> int:
        (number,) = next(_solutions(self._store.query(sparql)))
        return int(number.value)

    def _run(self, sparql: str, dataset: Dataset = OWN) -> _Found:
        try:
            plan = self._planner.planned(sparql, here=dataset == OWN)
            with suppress(SyntaxError):  # whose place is to be that in what was asked
                return self._asked(plan, dataset)
            return self._asked(Plan(sparql, known(sparql)), dataset)
        except SyntaxError as error:
            _unparsed(sparql, str(error))
        except (OSError, RuntimeError, ValueError) as error:
            stopped(error)

    def _asked(self, plan: Plan, dataset: Dataset) -> _Found:
        sparql, prefixes = plan
        if dataset == OWN:
            return self._store.query(sparql, prefixes=prefixes)
        default: list[_Graph] = [ox.NamedNode(iri) for iri in dataset.default or ()]
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in dataset.named or ()]
        if len(default) < 2:
            return self._store.query(sparql, prefixes=prefixes, default_graph=default, named_graphs=named)
        return self._merged(default, named).query(sparql, prefixes=prefixes)


def _unparsed(sparql: str, reason: str) -> NoReturn:
    """Raise the engine's parse error as one line with its place, without its list of every allowed character."""
    found = _PLACE.search(reason)
    if not found:
        raise QueryError(f"The query cannot be parsed: {reason}.", "Correct it; pigraph reads SPARQL 1.1 queries.")
    line, column = int(found[1]), int(found[2])
    said = _SENTENCE.search(found[3])
    what = said[0].strip() if said else "this is not expected here"
    lines = sparql.splitlines()
    near = lines[line - 1][max(0, column - 1) :].strip()[:40] if line <= len(lines) else ""
    place = f"before {near!r}" if near else "at its end"
    remedy = "Correct it; pigraph reads SPARQL 1.1 queries (SELECT, ASK, CONSTRUCT, DESCRIBE)."
    if "Prefix" in what:
        remedy = f"Declare it with PREFIX; known without are {', '.join(PREFIXES)}."
    raise QueryError(
        f"The query cannot be parsed at line {line}, column {column}, {place}: {what}.", remedy, (line, column)
    )
