"""pyoxigraph called from Python, without a service around it: what the service is measured by."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

from engines import Data


class InProcess:
    """pyoxigraph in a Python process of its own, so that its memory and threads disturb nobody."""

    name = "in process"

    def __init__(self, data: Data, in_memory: bool) -> None:
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, data, in_memory), daemon=True)
        self._process.start()
        theirs.close()  # so that the end of the process is the end of the line
        try:
            self._ours.recv()
        except EOFError:
            raise RuntimeError("the process that asks pyoxigraph did not start") from None
        self.process = self._process.pid or 0

    def asked(self, sparql: str, patience: float) -> bytes:
        self._ours.send((sparql, 0, 0.0))
        if not self._ours.poll(patience):
            raise TimeoutError
        answer: bytes = self._ours.recv()
        return answer

    def timed(self, sparql: str, clients: int, seconds: float) -> tuple[list[float], float]:
        self._ours.send((sparql, clients, seconds))
        times, took = self._ours.recv()
        return times, took

    def close(self) -> None:
        self._process.kill()
        self._process.join()


def _serve(connection: Connection, data: Data, in_memory: bool) -> None:
    import pyoxigraph as ox

    if in_memory:
        store = ox.Store()
        store.bulk_load(path=str(data.quads), format=ox.RdfFormat.N_QUADS, lenient=True)
    else:
        store = ox.Store.read_only(str(data.store))
    connection.send(True)

    def once(sparql: str) -> bytes:
        answer: bytes = store.query(sparql).serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr,assignment]
        return answer

    while True:
        sparql, clients, seconds = connection.recv()
        if not clients:
            connection.send(once(sparql))
            continue
        times: list[float] = []
        begin = time.perf_counter()

        def client(sparql: str = sparql, end: float = begin + seconds, times: list[float] = times) -> None:
            while True:
                start = time.perf_counter()
                once(sparql)
                times.append(time.perf_counter() - start)
                if time.perf_counter() > end:
                    return

        threads = [threading.Thread(target=client) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        connection.send((times, time.perf_counter() - begin))


@contextmanager
def inside(data: Data) -> Iterator[InProcess]:
    one = InProcess(data, data.in_memory)
    try:
        yield one
    finally:
        one.close()
