from pathlib import Path

import pytest

from pigraph.service.memory import Memory
from pigraph.service.pool import Job, Settings

from .conftest import running

MANY = "SELECT * { ?s ?p ?o } LIMIT 5"


def job(n: int, query: str = "SELECT {}") -> Job:
    return Job(f"{query} # {n}", "json")


def test_an_answer_is_kept_for_the_same_job_only() -> None:
    memory = Memory(100_000)
    memory.keep(job(1), b"one")
    assert memory.get(job(1)) == b"one"
    assert memory.get(job(2)) is None
    assert memory.get(Job("SELECT {} # 1", "xml")) is None
    assert memory.get(Job("SELECT {} # 1", "json", default=("urn:a",))) is None


def test_what_was_not_asked_for_longest_makes_room() -> None:
    memory = Memory(100_000)
    for n in range(16):
        memory.keep(job(n), bytes(5000))
    assert memory.get(job(0))
    memory.keep(job(16), bytes(5000))
    assert memory.get(job(0)) and not memory.get(job(1)) and memory.get(job(16))


def test_neither_large_answers_nor_changing_ones_are_kept() -> None:
    memory = Memory(100_000)
    memory.keep(job(1), bytes(7000))
    assert memory.get(job(1)) is None
    for call in ("NOW()", "rand()", "STRUUID()", "BNODE()"):
        memory.keep(job(2, f"SELECT ({call} AS ?x) {{}}"), b"now")
        assert memory.get(job(2, f"SELECT ({call} AS ?x) {{}}")) is None
    without = Memory(0)
    without.keep(job(1), b"")
    assert without.get(job(1)) is None


@pytest.mark.parametrize("kept", [0, 64])
def test_a_service_answers_alike_with_and_without(kept: int, graph: Path) -> None:
    with running(graph, Settings(workers=1, kept=kept)) as service:
        first, second = service.ask(MANY), service.ask(MANY)
        assert first.status_code == second.status_code == 200
        assert first.content == second.content and first.headers["etag"] == second.headers["etag"]
        assert bool(service.live.now.memory.get(Job(MANY, "json"))) == bool(kept)
        assert service.ask("SELECT").status_code == service.ask("SELECT").status_code == 400
        assert service.client.get(f"{service.address}/sparql?&").headers["content-type"].startswith("text/turtle")
