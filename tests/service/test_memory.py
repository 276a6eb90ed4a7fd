import asyncio
import gzip
import random
from pathlib import Path

import pytest

from pigraph.service.http import Body
from pigraph.service.memory import Memory
from pigraph.service.pool import Job, Settings

from .conftest import running

MANY = "SELECT * { ?s ?p ?o } LIMIT 5"


def job(n: int, query: str = "SELECT {}") -> Job:
    return Job(f"{query} # {n}", "json")


def keep(memory: Memory, job: Job, answer: bytes) -> Body:
    return asyncio.run(memory.keep(job, answer))


def test_an_answer_is_kept_for_the_same_job_only() -> None:
    memory = Memory(100_000)
    assert keep(memory, job(1), b"one") == Body(b"one") == memory.get(job(1))
    assert memory.get(job(2)) is None
    assert memory.get(Job("SELECT {} # 1", "xml")) is None
    assert memory.get(Job("SELECT {} # 1", "json", default=("urn:a",))) is None


def test_what_was_not_asked_for_longest_makes_room() -> None:
    memory = Memory(100_000)
    for n in range(16):
        keep(memory, job(n), bytes(5000))
    assert memory.get(job(0))
    keep(memory, job(16), bytes(5000))
    assert memory.get(job(0)) and not memory.get(job(1)) and memory.get(job(16))


def test_a_large_answer_is_kept_packed() -> None:
    memory = Memory(100_000)
    sent = keep(memory, job(1), bytes(7000))
    assert sent.plain == bytes(7000) and sent.packed and gzip.decompress(sent.packed) == bytes(7000)
    assert memory.get(job(1)) == Body(None, sent.packed)
    noise = random.Random(1).randbytes(7000)
    assert keep(memory, job(2), noise).plain == noise  # does not pack to its share
    assert keep(memory, job(3), bytes(70_000)) == Body(bytes(70_000))  # is not tried
    assert memory.get(job(2)) is memory.get(job(3)) is None


def test_changing_answers_are_not_kept() -> None:
    memory = Memory(100_000)
    for call in ("NOW()", "rand()", "STRUUID()", "BNODE()"):
        keep(memory, job(2, f"SELECT ({call} AS ?x) {{}}"), b"now")
        assert memory.get(job(2, f"SELECT ({call} AS ?x) {{}}")) is None
    without = Memory(0)
    assert keep(without, job(1), bytes(7000)) == Body(bytes(7000))
    assert without.get(job(1)) is None


def test_a_packed_answer_is_sent_to_every_client(graph: Path) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 2000"
    with running(graph, Settings(workers=1, kept=1)) as service:
        asked = {"params": {"query": query}, "headers": {"Accept": "text/csv", "Accept-Encoding": "identity"}}
        first, second = (service.client.get(f"{service.address}/sparql", **asked) for _ in range(2))
        kept = service.live.now.memory.get(Job(query, "csv"))
        assert kept and kept.plain is None and kept.packed  # large, as it has to be here
        asked["headers"]["Accept-Encoding"] = "gzip"
        third = service.client.get(f"{service.address}/sparql", **asked)
        assert first.content == second.content == third.content and len(first.content) > 65_536
        assert third.headers["content-encoding"] == "gzip" and "content-encoding" not in second.headers
        assert int(third.headers["content-length"]) == len(kept.packed)
        assert int(second.headers["content-length"]) == len(first.content)


@pytest.mark.parametrize("kept", [0, 64])
def test_a_service_answers_alike_with_and_without(kept: int, graph: Path) -> None:
    with running(graph, Settings(workers=1, kept=kept)) as service:
        first, second = service.ask(MANY), service.ask(MANY)
        assert first.status_code == second.status_code == 200
        assert first.content == second.content and first.headers["etag"] == second.headers["etag"]
        assert bool(service.live.now.memory.get(Job(MANY, "json"))) == bool(kept)
        assert service.ask("SELECT").status_code == service.ask("SELECT").status_code == 400
        assert service.client.get(f"{service.address}/sparql?&").headers["content-type"].startswith("text/turtle")
