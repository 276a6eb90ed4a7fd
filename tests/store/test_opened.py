"""Which store is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from pigraph.errors import NoGraph, StoreError
from pigraph.store import EmbeddedStore, Part, Rows, fill, generation, opened
from pigraph.store.remote import RemoteStore


def test_what_was_built_here_without_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIGRAPH_STORE", raising=False)
    with pytest.raises(NoGraph):
        opened(tmp_path)
    with generation(tmp_path) as made:
        fill(made / "store", [Part("http://a/g", b"<http://a/1> <http://a/2> <http://a/3> .", True)])
        (made / "digest").write_text("abc\n", encoding="ascii")
    store = opened(tmp_path)
    assert isinstance(store, EmbeddedStore)
    assert store.digest() == "abc"
    answer = store.query("SELECT * { ?s ?p ?o }")
    assert isinstance(answer, Rows)
    assert len(answer.rows) == 1


def test_the_endpoint_that_the_variable_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIGRAPH_STORE", " https://me:word@example.org/sparql ")
    store = opened(tmp_path)
    assert isinstance(store, RemoteStore)
    assert store.address == "https://example.org/sparql"
    monkeypatch.setenv("PIGRAPH_STORE", "here:word")
    with pytest.raises(StoreError) as wrong:
        opened(tmp_path)
    assert "word" not in str(wrong.value)
