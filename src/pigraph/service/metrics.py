"""Figures for Prometheus. They count requests by kind; nothing of a query is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from pigraph.service.live import Live

_KINDS = ("sparql", "api", "id", "page", "data", "health", "ready", "metrics")


class Metrics:
    """The figures of one service."""

    MEDIA_TYPE = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "pigraph_requests", "Requests answered, by kind and status.", ["kind", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "pigraph_request_seconds", "Seconds until an answer began, by kind.", ["kind"], registry=self._registry
        )
        # Finding a figure by its labels takes longer than counting.
        self.counting = cache(self._counting)
        self._running = Gauge("pigraph_queries_running", "Queries that run now.", registry=self._registry)
        self._waiting = Gauge("pigraph_queries_waiting", "Queries that wait for a worker.", registry=self._registry)
        self._replaced = Gauge(
            "pigraph_workers_replaced", "Workers killed or lost since the graph was loaded.", registry=self._registry
        )

    def answered(self, path: str, status: int, seconds: float) -> None:
        """Count one request."""
        first = path.lstrip("/").partition("/")[0]
        self.counting(first if first in _KINDS else "other", status)(seconds)

    def _counting(self, kind: str, status: int) -> Callable[[float], None]:
        """Counts a request of a kind that took so many seconds."""
        requests, took = self._requests.labels(kind, str(status)).inc, self._seconds.labels(kind).observe

        def count(seconds: float) -> None:
            requests()
            took(seconds)

        return count

    def exposition(self, live: Live) -> bytes:
        """All figures in the text format of Prometheus."""
        pool = live.now.pool
        running, waiting = pool.turns.load
        self._running.set(running)
        self._waiting.set(waiting)
        self._replaced.set(pool.replaced)
        return generate_latest(self._registry)
