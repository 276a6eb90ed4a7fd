import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib

from exchange.conftest import build, contents
from exchange.policies import AFTER, BEFORE
from pigraph.errors import DumpError
from pigraph.exchange import parquet
from pigraph.exchange.dump import dump
from pigraph.store import current


def test_a_dump_has_everything(dumped: Path, published: Path) -> None:
    names = set(contents(dumped))
    assert {"pigraph.nq", "pigraph.jsonld", "catalog.ttl", "LICENSE", "SHA256SUMS", "coverage.json"} <= names
    assert {"policies/before.ttl", "policies/after.ttl", "ontology/pigraph.ttl", "feeds/가나시.atom"} <= names
    assert {f"tables/{t}.{s}" for t in ("statements", "versions") for s in ("csv", "parquet")} <= names
    for path in (published / "policies").iterdir():
        assert (dumped / "policies" / path.name).read_bytes() == path.read_bytes()


def test_sha256sum_agrees(dumped: Path) -> None:
    done = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=dumped, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.count(": OK") == len(contents(dumped)) - 1


def test_two_builds_of_the_same_sources_give_the_same_bytes(dumped: Path, tmp_path: Path) -> None:
    other = current(build(tmp_path / "elsewhere", after=AFTER, before=BEFORE))
    dump(other, tmp_path / "dump")
    assert contents(tmp_path / "dump") == contents(dumped)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_all_formats_hold_the_same_statements(dumped: Path) -> None:
    quads, linked = rdflib.Dataset(), rdflib.Dataset()
    quads.parse(dumped / "pigraph.nq", format="nquads")
    linked.parse(dumped / "pigraph.jsonld", format="json-ld")
    assert set(quads.quads()) == set(linked.quads()) and len(quads) > 1000
    turtle = rdflib.Graph().parse(dumped / "policies" / "after.ttl")
    name = rdflib.URIRef("https://w3id.org/pigraph/id/policy/가나시/개인정보처리방침/2024-01-01")
    assert set(turtle) == set(quads.graph(name)) and len(turtle) > 50


def test_an_earlier_dump_is_replaced_and_nothing_else(dumped: Path, published: Path, tmp_path: Path) -> None:
    target = tmp_path / "dump"
    shutil.copytree(dumped, target)
    (target / "tables" / "versions.csv").write_bytes(b"old")
    dump(published, target)
    assert contents(target) == contents(dumped)
    (target / "mine.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(DumpError, match="other files than a dump"):
        dump(published, target)
    assert (target / "mine.txt").read_text(encoding="utf-8") == "keep me"
    assert [p.name for p in tmp_path.iterdir()] == ["dump"]


def test_what_cannot_be_written_is_said_and_leaves_nothing(published: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for target, words in ((tmp_path / "file", "no directory"), (tmp_path / "file" / "dump", "cannot be written")):
        with pytest.raises(DumpError, match=words):
            dump(published, target)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_report_of_the_generation_is_taken_along(published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "with")
    (tmp_path / "with" / "report.ttl").write_text("# report\n", encoding="utf-8")
    dump(tmp_path / "with", tmp_path / "dump")
    assert contents(tmp_path / "dump")["report.ttl"] == b"# report\n"
    assert "#report.ttl" in (tmp_path / "dump" / "catalog.ttl").read_text(encoding="utf-8")


def test_without_pyarrow_there_is_no_parquet(
    dumped: Path, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "available", lambda: False)
    assert not dump(published, tmp_path / "dump").parquet
    assert not list((tmp_path / "dump").rglob("*.parquet"))
    with pytest.raises(DumpError, match=r"pip install 'pigraph\[parquet\]'"):
        dump(published, tmp_path / "other", with_parquet=True)
