"""What one answer may cost, counted as it is written."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pigraph.errors import StoreError
from pigraph.service import worker
from pigraph.service.pool import Job
from pigraph.service.worker import Limits
from pigraph.store import EmbeddedStore, Part, ResultFormat, fill


def store(rows: int) -> EmbeddedStore:
    lines = b"".join(b'<urn:s%d> <urn:p> "\\"}},{\\"<result>" .\n' % n for n in range(rows))
    return EmbeddedStore.in_memory(io.BytesIO(lines))


@pytest.mark.parametrize("form", ResultFormat)
def test_rows_are_counted_exactly(form: ResultFormat) -> None:
    job: dict[str, object] = {"query": "SELECT ?s ?o { ?s ?p ?o }", "form": form.label, "graph": False}
    for rows, whole in ((4, True), (5, True), (6, False)):
        answered, body = worker.answer(store(rows), job, Limits(rows=5))
        assert answered is whole
    assert json.loads(body) == {"status": "large", "what": "rows", "limit": 5}


@pytest.mark.parametrize("size", [1, 3, 5, 7, 64])
def test_rows_are_counted_in_whatever_pieces_they_are_written(size: int) -> None:
    form = ResultFormat.JSON
    whole = store(9).serialize("SELECT ?s ?o { ?s ?p ?o }", form)
    for most in (8, 9):
        bounded = worker._Bounded(Limits(rows=most), worker._ROWS[form])
        pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
        if most == 9:
            assert sum(map(bounded.write, pieces)) == len(whole)
            assert bounded.whole() == whole
        else:
            with pytest.raises(worker._TooMuch):
                list(map(bounded.write, pieces))


def test_bytes_are_counted() -> None:
    job: dict[str, object] = {"query": "CONSTRUCT WHERE { ?s ?p ?o }", "form": "turtle", "graph": True}
    assert worker.answer(store(100), job, Limits(size=100_000))[0]
    answered, body = worker.answer(store(100), job, Limits(size=1000))
    assert not answered
    assert json.loads(body) == {"status": "large", "what": "bytes", "limit": 1000}


def test_a_bad_query_is_no_end_of_a_worker() -> None:
    answered, body = worker.answer(store(1), {"query": "SELEC", "form": "json", "graph": False}, Limits())
    assert (answered, json.loads(body)["status"]) == (False, "bad")


def test_frames_arrive_whole_or_not_at_all() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(Job("ASK {} # 한글", "json").frame)
        job = worker._receive(theirs)
        assert job and job["query"] == "ASK {} # 한글"
        ours.sendall(b"\0\0\0\x09{")
        ours.shutdown(socket.SHUT_WR)
        assert worker._receive(theirs) is None


def test_a_graph_that_is_not_read_to_its_end_is_not_served(tmp_path: Path) -> None:
    fill(tmp_path / "store", [Part("urn:g", b"<urn:s> <urn:p> <urn:o> .\n", current=True)])
    assert worker._loaded(tmp_path / "store")
    with pytest.raises(StoreError):
        worker._loaded(tmp_path / "nothing")


def test_the_default_graph_is_asked_in_memory_and_graphs_by_name_on_disk(tmp_path: Path) -> None:
    now, old = b"<urn:s> <urn:p> <urn:now> .\n", b"<urn:s> <urn:p> <urn:old> .\n"
    fill(tmp_path / "store", [Part("urn:g1", now, current=True), Part("urn:g2", old, current=False)])
    memory, disk = worker._loaded(tmp_path / "store"), EmbeddedStore(tmp_path / "store")
    where = "{ ?s ?p ?o }"
    for query, values in (
        (f"SELECT ?o {where}", ["now"]),
        (f"SELECT ?o {{ GRAPH ?g {where} }}", ["now", "old"]),
        (f"SELECT ?o {{ ?s ?p ?x . gRaPh<urn:g2>{where} }}", ["old"]),
        (f"SELECT ?o FROM <urn:g2> {where}", ["old"]),
        (f"SELECT ?o {{ G\\u0052APH <urn:g2> {where} }}", ["old"]),
    ):
        if "u0052" in query and "old" not in _asked(disk, query):
            continue  # this engine reads no keyword so
        assert _asked(worker._Beside(memory, disk), query) == values
    of_one = {"query": f"SELECT ?o {where}", "form": "csv", "graph": False, "default": ["urn:g2"]}
    assert worker.answer(worker._Beside(memory, disk), of_one, Limits())[1].split() == [b"o", b"urn:old"]
    assert _asked(worker._Beside(memory, None), f"SELECT ?o {where}") == ["now"]
    with pytest.raises(StoreError):
        _asked(worker._Beside(memory, None), f"SELECT ?o {{ GRAPH ?g {where} }}")


def _asked(store: worker._Writing, query: str) -> list[str]:
    answered, body = worker.answer(store, {"query": query, "form": "csv", "graph": False}, Limits())
    return sorted(body.decode().replace("urn:", "").split()[1:]) if answered else []


def test_a_worker_whose_service_is_gone_ends_by_itself() -> None:
    """At work on a query without end, after its seconds; the service is not there to stop it."""
    script = """
import io, socket, sys
from pathlib import Path
from pigraph.service import worker
from pigraph.service.pool import Job
from pigraph.store import EmbeddedStore
lines = b"".join(b"<urn:%d> <urn:p> <urn:o> .\\n" % n for n in range(500))
ours, theirs = socket.socketpair()
query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ours.sendall(Job(query, "json").frame)
worker._work(theirs, EmbeddedStore.in_memory(io.BytesIO(lines)), Path(), worker.Limits(seconds=1))
"""
    done = subprocess.run([sys.executable, "-c", script], timeout=20, env=os.environ, check=False)
    assert done.returncode == -14  # SIGALRM
