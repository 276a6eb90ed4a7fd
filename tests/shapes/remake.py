"""Makes ``{shape}/fail.ttl`` and ``{shape}/pass.ttl`` from ``complete.ttl``, by the changes in ``mutations.toml``.

    PYTHONPATH=src python -m tests.shapes.remake

A fixture keeps as little of the complete policy as it can: subjects are taken out one by one while the shape, and no
other, still fires in ``fail.ttl``. ``pass.ttl`` has the same subjects before the change.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from shapes.runner import Finding, run, shapes, signs_asked  # noqa: E402

COMPLETE = (HERE / "complete.ttl").read_text(encoding="utf-8")
PREFIXES = {
    name.rstrip(":"): iri.strip("<>")
    for _, name, iri, _ in (line.split() for line in COMPLETE.splitlines() if line.startswith("@prefix"))
}
BASE = "https://w3id.org/pigraph/id/"
POLICY = NamedNode(PREFIXES[""] + "policy")


def mutations() -> dict[str, tuple[str, str]]:
    """Shape → what is deleted and what is inserted (Turtle)."""
    with (HERE / "mutations.toml").open("rb") as f:
        written = {name: (m.get("delete", ""), m.get("insert", "")) for name, m in tomllib.load(f).items()}
    asked = {name: (f":policy pi:mentions <{sign}> .", "") for name, sign in signs_asked().items()}
    return {**asked, **written}


def complete() -> Store:
    store = Store()
    store.load(COMPLETE.encode(), RdfFormat.TURTLE)
    return store


def parsed(turtle: str) -> list[Quad]:
    head = f"@base <{BASE}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    store = Store()
    store.load((head + turtle).encode(), RdfFormat.TURTLE)
    return list(store)


def changed(delete: str, insert: str) -> Store:
    """The complete policy after a change. Raises `ValueError` for a statement to delete that it does not have."""
    store = complete()
    for quad in parsed(delete):
        if quad not in store:
            raise ValueError(f"complete.ttl does not say {quad}")
        store.remove(quad)
    for quad in parsed(insert):
        store.add(quad)
    return store


def fires(store: Store) -> set[str]:
    return {f.shape for f in run(store)}


def slimmed(store: Store, shape: str) -> Store:
    """Less and less of ``store`` while ``shape`` alone fires, with the same findings."""
    wanted: list[Finding] = run(store)
    for subject in sorted({q.subject for q in store}, key=str):
        own = [q for q in store if q.subject == subject]
        for quad in own:
            store.remove(quad)
        if run(store) != wanted:
            store.extend(own)
    return store


def before(fail: Store, deleted: list[Quad]) -> Store:
    """The complete policy as far as ``fail`` has its subjects, and what the deleted statements lead to."""
    whole = complete()
    kept = {q.subject for q in fail}
    waiting = [node for q in deleted for node in (q.subject, q.object)]
    while waiting:
        node = waiting.pop()
        if node not in kept and node != POLICY:
            kept.add(node)
            waiting.extend(q.object for q in whole if q.subject == node)
    store = Store()
    store.extend(q for q in whole if q.subject in kept)
    return store


def written(store: Store, path: Path) -> None:
    used = {name: iri for name, iri in PREFIXES.items() if any(iri in str(q) for q in store)}
    triples = sorted((q.triple for q in store), key=str)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(serialize(triples, format=RdfFormat.TURTLE, prefixes=used) or b"")


def main() -> None:
    for shape, (delete, insert) in sorted(mutations().items()):
        store = changed(delete, insert)
        if fires(store) != {shape}:
            sys.exit(f"{shape}: {sorted(fires(store))} fire")
        fail = slimmed(store, shape)
        written(fail, HERE / shape / "fail.ttl")
        written(before(fail, parsed(delete)), HERE / shape / "pass.ttl")
    missing = sorted(set(shapes()) - set(mutations()))
    if missing:
        sys.exit(f"no mutation: {', '.join(missing)}")


if __name__ == "__main__":
    main()
