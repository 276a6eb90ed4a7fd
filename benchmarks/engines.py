"""Engines to compare: each started on loopback over the same graph, by its own means, and ended with the block."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

FLAT = "urn:flat"
"""The named graph that holds the default graph in Virtuoso, which has no default graph of its own."""
_PATIENCE = 900.0


@dataclass(frozen=True, slots=True)
class Data:
    """One graph in all the forms that engines take: a published ``home``, everything as ``quads``, and the default
    graph alone as ``triples``; and whether the service holds it in memory."""

    home: Path
    quads: Path
    triples: Path
    in_memory: bool = True

    @property
    def store(self) -> Path:
        return self.home / "current" / "store"


@dataclass(frozen=True, slots=True)
class Engine:
    """A running engine: the address of its endpoint, parameters that every request has, its process."""

    name: str
    address: str
    process: int
    more: tuple[tuple[str, str], ...] = ()

    def url(self, sparql: str) -> str:
        return f"{self.address}?{urlencode([*self.more, ('query', sparql)])}"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def program(name: str) -> str | None:
    """The path of a program: beside this Python, else on the PATH."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


@contextmanager
def running(command: list[str], ready: Callable[[], bool], folder: Path | None = None) -> Iterator[int]:
    """A process, once ``ready`` says True; it is ended with the block."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, cwd=folder)
        try:
            until = time.monotonic() + _PATIENCE
            while not ready():
                if process.poll() is not None or time.monotonic() > until:
                    said.seek(0)
                    raise RuntimeError(f"{command[0]} did not start: {said.read().decode(errors='replace')[-600:]}")
                time.sleep(0.1)
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=600) as reply:
            return bool(reply.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


@contextmanager
def pigraph(data: Data, name: str = "pigraph serve", kept: str = "0") -> Iterator[Engine]:
    """This service, but it keeps no answers."""
    port = free_port()
    command = [sys.executable, "-m", "pigraph.cli", "serve", "--home", str(data.home), "--port", str(port)]
    command += ["--seconds", "600", "--kept", kept, "--in-memory" if data.in_memory else "--on-disk"]
    with running(command, lambda: answers(f"http://127.0.0.1:{port}/ready")) as pid:
        yield Engine(name, f"http://127.0.0.1:{port}/sparql", pid)


@contextmanager
def pigraph_kept(data: Data) -> Iterator[Engine]:
    """The same with its memory for answers, as it is by default."""
    with pigraph(data, "pigraph kept", "64") as engine:
        yield engine


@contextmanager
def oxigraph_disk(data: Data) -> Iterator[Engine]:
    """The native Oxigraph server over the published store."""
    port = free_port()
    command = [program("oxigraph") or "", "serve-read-only", "--location", str(data.store.resolve())]
    with running([*command, "--bind", f"127.0.0.1:{port}"], lambda: answers(f"http://127.0.0.1:{port}/")) as pid:
        yield Engine("oxigraph disk", f"http://127.0.0.1:{port}/query", pid)


@contextmanager
def oxigraph_memory(data: Data) -> Iterator[Engine]:
    """The native Oxigraph server with the graph in memory."""
    port = free_port()
    with running(
        [program("oxigraph") or "", "serve", "--bind", f"127.0.0.1:{port}"],
        lambda: answers(f"http://127.0.0.1:{port}/"),
    ) as pid:
        with data.quads.open("rb") as file:
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/store?no_transaction&lenient",
                data=file,
                headers={"Content-Type": "application/n-quads", "Content-Length": str(data.quads.stat().st_size)},
            )
            urllib.request.urlopen(request, timeout=_PATIENCE).close()
        yield Engine("oxigraph memory", f"http://127.0.0.1:{port}/query", pid)


@contextmanager
def rdflib_endpoint(data: Data) -> Iterator[Engine]:
    """rdflib-endpoint over rdflib's own store in memory."""
    port = free_port()
    command = [program("rdflib-endpoint") or "", "serve", "--host", "127.0.0.1", "--port", str(port)]
    ask = urlencode({"query": "ASK {}"})
    address = f"http://127.0.0.1:{port}/"
    with running([*command, str(data.triples)], lambda: answers(f"{address}?{ask}")) as pid:
        yield Engine("rdflib-endpoint", address, pid)


_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {allowed}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
ServerThreads = 20
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 20
MaxClientConnections = 20
KeepAliveTimeout = 60
MaxKeepAlives = 20
"""


@contextmanager
def virtuoso(data: Data) -> Iterator[Engine]:
    """Virtuoso with 1.4 GB of buffers, the default graph loaded as one named graph."""
    with tempfile.TemporaryDirectory(prefix="virtuoso-") as folder:
        port, sql = free_port(), free_port()
        allowed = data.triples.resolve().parent
        ini = Path(folder) / "virtuoso.ini"
        ini.write_text(_INI.format(folder=folder, sql=sql, port=port, allowed=allowed), encoding="ascii")
        command = [program("virtuoso-t") or "", "+foreground", "+configfile", str(ini)]
        with running(command, lambda: answers(f"http://127.0.0.1:{port}/sparql"), Path(folder)) as pid:
            # Without a log of what is loaded, with a thread for each core: the loading that its manual recommends.
            load = f"DB.DBA.TTLP_MT(file_open('{data.triples.resolve()}'), '', '{FLAT}', 512, 2)"
            call = f"exec=log_enable(2, 1); {load}; checkpoint;"
            isql = [program("isql-vt") or "", f"127.0.0.1:{sql}", "dba", "dba", call]
            said = subprocess.run(isql, capture_output=True, text=True, timeout=3600)
            if said.returncode or "Error" in said.stderr + said.stdout:
                raise RuntimeError(f"Virtuoso did not load: {said.stdout}{said.stderr}")
            yield Engine("virtuoso", f"http://127.0.0.1:{port}/sparql", pid, (("default-graph-uri", FLAT),))


SERVERS: dict[str, tuple[str, Callable[[Data], object]]] = {
    "pigraph": (sys.executable, pigraph),
    "pigraph-kept": (sys.executable, pigraph_kept),
    "oxigraph-memory": ("oxigraph", oxigraph_memory),
    "oxigraph-disk": ("oxigraph", oxigraph_disk),
    "virtuoso": ("virtuoso-t", virtuoso),
    "rdflib-endpoint": ("rdflib-endpoint", rdflib_endpoint),
}
"""By name on the command line: the program it needs, and how it is started."""


def has(name: str) -> bool:
    """Whether what an engine needs is installed."""
    needed = SERVERS[name][0]
    return Path(needed).is_absolute() or program(needed) is not None
