"""A Virtuoso of this test's own, on loopback, set up and filled as docs/engines.md says."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "engines.md"
COMMANDS = ("virtuoso-t", "isql-vt")
PATIENCE = 120


def missing() -> str:
    """What has to be installed first; "" if nothing."""
    gone = [command for command in COMMANDS if not shutil.which(command)]
    return f"needs {' and '.join(gone)}: run apt-get install virtuoso-opensource-7-bin as root" if gone else ""


@contextmanager
def virtuoso(directory: Path) -> Iterator[str]:
    """Start one over ``current.nt`` and ``history.nq`` in ``directory``; gives its address for $PIGRAPH_STORE."""
    text = DOCUMENT.read_text(encoding="utf-8")
    control, http = free_ports(2)
    ini = block(text, "ini").replace(":1111", f":{control}").replace(":8890", f":{http}")
    # The document's is for a machine of its own.
    ini = re.sub(r"NumberOfBuffers = \d+", "NumberOfBuffers = 10000", ini)
    ini = re.sub(r"MaxDirtyBuffers = \d+", "MaxDirtyBuffers = 7500", ini)
    (directory / "virtuoso.ini").write_text(ini, encoding="utf-8")
    (directory / "load.sql").write_text(block(text, "sql"), encoding="utf-8")
    start, load = (line.split() for line in block(text, "sh", "virtuoso-t").splitlines())
    load[1] = f"127.0.0.1:{control}"
    log = directory / "output"
    with log.open("wb") as output:
        # +foreground, so that it is our child and we know its number; +wait is for those who start it and go.
        command = [*start[:-1], "+foreground"]
        server = subprocess.Popen(command, cwd=directory, stdout=output, stderr=output, start_new_session=True)
    try:
        until_listening(http, server, log)
        loaded = subprocess.run(load, cwd=directory, capture_output=True, timeout=PATIENCE)
        assert loaded.returncode == 0, loaded.stderr
        assert b"Error" not in loaded.stdout + loaded.stderr, loaded.stdout + loaded.stderr
        address = re.search(r"PIGRAPH_STORE='http://localhost:8890(\S+)'", text)
        assert address
        yield f"http://127.0.0.1:{http}{address[1]}"
    finally:
        os.kill(server.pid, signal.SIGTERM)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            os.kill(server.pid, signal.SIGKILL)
            server.wait(10)


def block(text: str, language: str, holding: str = "") -> str:
    """The first block of a language in a Markdown document that holds some words."""
    found = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return next(b for b in found if holding in b)


def free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in held]
    for s in held:
        s.close()
    return ports


def until_listening(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text(errors="replace")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"Virtuoso does not listen within {PATIENCE} s")
