"""Files: equal bytes from equal records, the same graph for other readers, an order that people can follow."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from rdflib.compare import isomorphic

from graph.pages import Words2Slugs
from pigraph.graph.build import triples
from pigraph.graph.statements import Statements
from pigraph.graph.writing import in_reading_order, nquads, turtle
from pigraph.records.model import Record

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(record: Record, lexicon: Words2Slugs) -> Statements:
    return triples(record, lexicon=lexicon)


@pytest.mark.parametrize("inferred", [False, True])
def test_rdflib_reads_the_same_graph(built: Statements, inferred: bool) -> None:
    lines = "".join(f"{t} .\n" for t in (built.inferred if inferred else built.stated))
    one = rdflib.Graph().parse(data=turtle(built, inferred=inferred), format="turtle")
    other = rdflib.Graph().parse(data=lines, format="nt")
    assert len(one) > 0
    assert isomorphic(one, other)


def test_turtle_holds_exactly_the_stated_triples(built: Statements) -> None:
    quads = parse(turtle(built), RdfFormat.TURTLE)
    assert {Triple(q.subject, q.predicate, q.object) for q in quads} == set(built.stated)


def test_nquads_name_both_graphs(built: Statements) -> None:
    quads = list(parse(nquads(built), RdfFormat.N_QUADS))
    assert {q.graph_name for q in quads} == {built.document, built.inferred_graph}
    assert len(quads) == len(built.stated) + len(built.inferred)
    lines = nquads(built).splitlines()
    assert lines == sorted(lines)


def test_two_processes_write_the_same_bytes() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from graph import tiny\n"
        "from pigraph.graph.build import triples\n"
        "from pigraph.graph.writing import nquads, turtle\n"
        "s = triples(tiny.record(), lexicon=tiny.lexicon())\n"
        "sys.stdout.buffer.write((turtle(s) + nquads(s)).encode())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 1000


def test_no_blank_nodes(built: Statements) -> None:
    assert "_:" not in nquads(built)
    assert "[" not in re.sub('"[^"]*"', "", turtle(built))


def test_turtle_is_in_reading_order(built: Statements) -> None:
    starts = re.findall(r"(?m)^(\S+) a ", turtle(built))
    fragments = [s for s in starts if s.startswith(":")]
    assert starts[0] == "<policy/한빛구도서관/회원시스템/2024-05-01>"
    assert fragments[:6] == [":policy", ":h1", ":h1a", ":h1b", ":h2", ":h2a"]
    assert starts.index(":x1") < starts.index("ag:가온")


def test_numbers_are_counted_not_spelled() -> None:
    names = [f"https://e.org/d#{n}" for n in ("h10", "h2", "r1", "h1a", "h1", "policy", "p1")]
    graph = [Triple(NamedNode(n), NamedNode("https://e.org/p"), NamedNode("https://e.org/o")) for n in names]
    ordered = [t.subject.value.split("#")[1] for t in in_reading_order(graph, NamedNode("https://e.org/d"))]
    assert ordered == ["policy", "h1", "h1a", "h2", "h10", "p1", "r1"]


def test_long_lists_are_wrapped_and_short(built: Statements) -> None:
    assert all(len(line) <= 130 for line in turtle(built).splitlines() if '"' not in line and not line.startswith("@"))


def test_prefixes_are_sorted_and_all_used(built: Statements) -> None:
    text = turtle(built)
    prefixes = re.findall(r"(?m)^@prefix (\S*): ", text)
    assert prefixes == sorted(prefixes)
    assert all(re.search(rf"(?m)(^|[\s^]){p}:\S", text.split("\n\n", 1)[1]) for p in prefixes)
