"""The health of a service, its figures, and `pigraph serve` as a command."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from .conftest import Service, until


def test_health_and_readiness(service: Service) -> None:
    assert service.get("/health").json() == {"status": "ok"}
    ready = service.get("/ready").json()
    assert ready["ready"] is True
    assert re.fullmatch("[0-9a-f]{64}", ready["digest"])
    assert (ready["failure"], ready["in_memory"]) == (None, True)


def test_figures(service: Service) -> None:
    def count(kind: str, status: str) -> float:
        found = re.search(
            rf'pigraph_requests_total\{{kind="{kind}",status="{status}"\}} ([\d.]+)', service.get("/metrics").text
        )
        return float(found[1]) if found else 0.0

    before = count("sparql", "200"), count("sparql", "400"), count("other", "404")
    service.ask("ASK {}")
    service.ask("ASK")
    service.get("/some/where")
    assert (count("sparql", "200"), count("sparql", "400"), count("other", "404")) == tuple(b + 1 for b in before)
    text = service.get("/metrics").text
    assert "pigraph_queries_running 0.0" in text
    assert "pigraph_workers_replaced" in text


def test_what_is_not_there_is_a_problem_document(service: Service) -> None:
    answer = service.get("/none")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def serve(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pigraph.cli", "serve", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_command_serves_and_leaves_no_process(graph: Path, ended_by: signal.Signals) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serve("--out", str(graph), "--port", str(port), "--seconds", "30", "--workers", "1") as process:
        assert process.stderr and "at http://127.0.0.1:" in process.stderr.readline()
        address = f"http://127.0.0.1:{port}"
        until(lambda: responds(address), 30)
        family = descendants(process.pid)
        assert len(family) >= 2
        if ended_by is signal.SIGKILL:
            return_early(address)
        process.send_signal(ended_by)
        process.wait(20)
    # A worker at work ends by itself a little after its limit; idle ones at once.
    until(lambda: not [p for p in family if Path(f"/proc/{p}/stat").exists() and state(p) != "Z"], 10)


def responds(address: str) -> bool:
    try:
        return httpx.get(f"{address}/ready", verify=False).status_code == 200
    except httpx.HTTPError:
        return False


def return_early(address: str) -> None:
    assert httpx.get(f"{address}/sparql?query=ASK{{}}", verify=False).status_code == 200
    time.sleep(0.05)


def state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def descendants(process: int) -> list[int]:
    children = [int(p) for p in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return children + [d for c in children for d in descendants(c)]


def test_without_a_graph_the_command_says_so(tmp_path: Path) -> None:
    with serve("--out", str(tmp_path)) as process:
        _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert said.startswith("pigraph: No graph has been built")
    assert "Traceback" not in said
