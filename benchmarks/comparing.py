"""Figures of the service and its peers: as tables, and against the bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

EVERY = "point join aggregate rows path order"


@dataclass(frozen=True, slots=True)
class Figure:
    """Of one query on one engine: milliseconds, answers a second, and milliseconds of CPU an answer.

    ``times``: how often it was asked; 0 if it was given up, and then all figures are at least what they say.
    """

    policies: int
    engine: str
    shape: str
    kind: str
    clients: int
    median: float
    p95: float
    rate: float
    cpu: float
    times: int = 2


def tables(found: list[Figure]) -> Iterator[str]:
    """CPU, and median and p95 by the clock, in Markdown: a table for each size and number of clients."""
    engines = list(dict.fromkeys(f.engine for f in found))
    for size, clients in dict.fromkeys((f.policies, f.clients) for f in found):
        some = {(f.shape, f.engine): f for f in found if (f.policies, f.clients) == (size, clients)}
        for title, shown in (("CPU ms an answer", _cpu), ("Median / p95 in ms by the clock", _clock)):
            yield f"{title}, {clients} client{'s' * (clients > 1)}, {size:,} policies:\n"
            yield "| query | " + " | ".join(engines) + " |"
            yield "| --- |" + " ---: |" * len(engines)
            for shape in dict.fromkeys(shape for shape, _ in some):
                cells = [some.get((shape, engine)) for engine in engines]
                yield f"| {shape} | " + " | ".join("–" if f is None else _marked(f, shown(f)) for f in cells) + " |"
            yield ""
    yield "`*` asked once, `>` given up after that, `–` not asked.\n"


def _marked(figure: Figure, shown: str) -> str:
    return f">{shown}" if figure.times == 0 else f"{shown}*" if figure.times == 1 else shown


def _cpu(figure: Figure) -> str:
    return _number(figure.cpu)


def _clock(figure: Figure) -> str:
    return _number(figure.median) if figure.times < 2 else f"{_number(figure.median)} / {_number(figure.p95)}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def verdicts(found: list[Figure]) -> Iterator[str]:
    """How the service stands by each bar, by CPU and by the clock; figures that miss it, worst first."""
    table = {(f.policies, f.shape, f.clients, f.engine): f for f in found}

    def against(other: str, kinds: str, name: str = "pigraph serve") -> list[tuple[Figure, Figure]]:
        ours = [f for f in found if f.engine == name and f.kind in kinds.split() and f.times]
        pairs = [(f, table.get((f.policies, f.shape, f.clients, other))) for f in ours]
        return [(f, peer) for f, peer in pairs if peer]

    slow = [(f, p) for f, p in against("in process", EVERY) if p.cpu > 5 and f.clients == 1]
    yield from _lines("in process / service, queries over 5 ms, one client", slow, 1 / 1.3)
    for name, how in (("pigraph serve", ""), ("pigraph kept", ", answers kept")):
        for native in ("oxigraph memory", "oxigraph disk"):
            rows = against(native, "aggregate rows", name)
            yield from _lines(f"throughput of {native}, aggregates and 1,000 rows{how}", rows, 0.9)
            yield from _lines(f"throughput of {native}, point look-ups{how}", against(native, "point", name), 0.25)
        for kind in ("join", "aggregate"):
            asked = against("rdflib-endpoint", kind, name)
            yield from _lines(f"throughput of rdflib-endpoint, {kind}s{how}", asked, 50)
    yield from _lines("throughput of Virtuoso (below 1 it is ahead)", against("virtuoso", EVERY), 1)


def _lines(bar: str, pairs: list[tuple[Figure, Figure]], least: float) -> Iterator[str]:
    if not pairs:
        return
    yield f"{bar}, at least {least:.2f}"
    by: tuple[tuple[str, Callable[[Figure, Figure], float]], ...] = (
        ("CPU", lambda ours, peer: peer.cpu / ours.cpu),
        ("clock", lambda ours, peer: ours.rate / peer.rate),
    )
    for measure, ratio in by:
        all_of = sorted(((ratio(ours, peer), ours, peer) for ours, peer in pairs), key=lambda r: r[0])
        missed = [r for r in all_of if r[0] < least]
        middle = all_of[len(all_of) // 2][0]
        yield f"  {measure}: {len(all_of) - len(missed)} of {len(all_of)} hold; median {middle:.2f}"
        for value, f, peer in missed:
            unknown = "" if peer.times else " or more: it was given up"
            yield f"    {value:8.2f}  {f.shape}, {f.policies:,} policies, {f.clients} clients{unknown}"
