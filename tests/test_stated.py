"""Statements kept beside the store: those of the store, or none."""

from pathlib import Path

import pytest

from checks.policies import ON, SHAPES
from pigraph import checking, pipeline, stated, store
from pigraph.cache import version
from pigraph.checks.choices import Asked
from pigraph.checks.observe import Lasting
from pigraph.checks.statements import spo
from pigraph.store import EmbeddedStore

SHA256 = "0123456789abcdef" * 4
GRAPH = '<a:b> <a:c> <a:d> .\n<a:b> <a:c> "가\\n"@ko .\n'.encode()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    stated.write(tmp_path / "statements", [(SHA256, "http://example.org/d", GRAPH, b"{}")])
    return tmp_path / "statements"


def test_what_is_kept_is_read_again(kept: Path) -> None:
    found = stated.read(kept, SHA256[:12], "http://example.org/d")
    assert found is not None
    assert found.statements.triples() == [("<a:b>", "<a:c>", "<a:d>"), ("<a:b>", "<a:c>", '"가\\n"@ko')]
    assert found.observed == b"{}"


def test_the_digest_is_of_the_statements_in_any_order(kept: Path) -> None:
    found = stated.read(kept, SHA256[:12], "http://example.org/d")
    lines = GRAPH.splitlines(keepends=True)
    assert found is not None and found.digest == stated.Stated.of(b"".join(reversed(lines))).digest
    assert found.digest != stated.Stated.of(lines[0]).digest


def test_what_is_not_whole_or_of_another_document_is_none(kept: Path) -> None:
    assert stated.read(kept, SHA256[:12], "http://example.org/other") is None
    assert stated.read(kept, "f" * 12, "http://example.org/d") is None
    (kept / SHA256[:12]).write_bytes((kept / SHA256[:12]).read_bytes()[:-3])
    assert stated.read(kept, SHA256[:12], "http://example.org/d") is None


def test_a_build_keeps_what_its_store_holds(tmp_path: Path, checkout: Path) -> None:
    pipeline.build([checkout / "data" / "policies" / "gimpo.txt"], tmp_path, jobs=1)
    generation = store.current(tmp_path)
    (one,) = checking.published(generation)
    found = stated.read(generation / "statements", one.sha12, one.document)
    assert found is not None
    assert Lasting.unpacked(found.observed, version())
    held = spo(EmbeddedStore(generation / "store").graph(one.document))
    # The engine spells some values in another way ("P0D" as "PT0S").
    ends = [sorted(triple[:2] for triple in graph) for graph in (found.statements.triples(), held)]
    assert ends[0] == ends[1]
    asked = Asked(ON, shapes=SHAPES)
    with_them = checking.check_published(generation, [one], asked, jobs=1, fresh=True)
    (generation / "statements" / one.sha12).unlink()
    assert checking.check_published(generation, [one], asked, jobs=1, fresh=True) == with_them
