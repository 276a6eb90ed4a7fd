import hashlib
import io
from pathlib import Path

import pytest

from pigraph.answers import Sources, question, read_coverage
from pigraph.cache import Made
from pigraph.errors import NoGraph, NotAPolicy, StoreError, UnreadableFile
from pigraph.pipeline import build, current, sources
from pigraph.reading import make, read
from pigraph.records.model import How
from pigraph.store import EmbeddedStore, GraphFormat, Rows, Text
from pigraph.store import current as published
from readers import BASE, POLICY, make_line


def write(directory: Path, **texts: str) -> None:
    directory.mkdir(exist_ok=True)
    for name, text in texts.items():
        (directory / f"{name}.txt").write_text(text, encoding="utf-8")


def labels(home: Path) -> list[str]:
    answer = EmbeddedStore(published(home) / "store").query(
        "SELECT ?label { ?s rdfs:label ?label FILTER(CONTAINS(STR(?s), '#h1')) } ORDER BY ?label"
    )
    assert isinstance(answer, Rows)
    return [t.value for (t,) in answer.rows if isinstance(t, Text)]


def test_a_build_publishes_everything_that_answers_need(tmp_path: Path) -> None:
    write(tmp_path / "in", a=POLICY.format("5년") + "2024-01-01")
    calls: list[tuple[int, int]] = []
    report = build([tmp_path / "in"], tmp_path / "out", maker=make_line, on_progress=lambda *n: calls.append(n))
    directory = published(tmp_path / "out")
    assert report.directory == directory
    assert (len(report.documents), report.failures, calls) == (1, (), [(1, 1)])
    assert labels(tmp_path / "out") == ["보유기간 5년"]
    assert (directory / "policies" / "a.ttl").read_text(encoding="utf-8").endswith('"보유기간 5년"@ko .\n')
    sha12 = report.documents[0].sha256[:12]
    quote = Sources(directory / "sources").quote(f"https://w3id.org/pigraph/id/source/{sha12}#char=10,17")
    assert (quote.words, quote.place) == ("보유기간 5년", "a.txt:2")
    kept = read_coverage(directory / "coverage.json")
    assert [(c.name, c.document) for c in kept] == [(d.name, d.document) for d in report.documents]


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    write(
        tmp_path / "in", a=POLICY.format("5년"), b="이것은 방침이 아님", c=POLICY.format("터짐"), d=POLICY.format("3년")
    )
    report = build([tmp_path / "in", tmp_path / "none.txt"], tmp_path / "out", maker=make_line)
    assert [d.name for d in report.documents] == ["a.txt", "d.txt"]
    assert [(f.path.name, type(f.error).__name__) for f in report.failures] == [
        ("b.txt", NotAPolicy.__name__),
        ("c.txt", "PigraphError"),
        ("none.txt", UnreadableFile.__name__),
    ]
    assert "c.txt: IndexError: list index out of range (readers.py, line" in report.failures[1].error.message


def test_nothing_is_published_when_all_fail(tmp_path: Path) -> None:
    write(tmp_path / "in", a="이것은 방침이 아님")
    report = build([tmp_path / "in"], tmp_path / "out", maker=make_line)
    assert (report.directory, len(report.failures)) == (None, 1)
    with pytest.raises(NoGraph):
        published(tmp_path / "out")


def test_the_graph_does_not_depend_on_jobs_or_order(tmp_path: Path) -> None:
    write(tmp_path / "in", **{f"p{n:02d}": POLICY.format(f"{n}년") + "2024-01-01" for n in range(45)})
    files = sorted((tmp_path / "in").iterdir())
    one = build(files, tmp_path / "one", jobs=1, maker=make_line)
    many = build(files[::-1], tmp_path / "many", jobs=3, maker=make_line)
    assert [d.name for d in one.documents] == [d.name for d in many.documents]
    dumps = []
    for home in (tmp_path / "one", tmp_path / "many"):
        with (tmp_path / "dump").open("w+b") as file:
            EmbeddedStore(published(home) / "store").dump(GraphFormat.NQUADS, file)
            file.seek(0)
            dumps.append(file.read())
    assert dumps[0] == dumps[1] and dumps[0].count(b"#h1>") == 90
    digests = [(published(home) / "digest").read_text() for home in (tmp_path / "one", tmp_path / "many")]
    assert digests[0] == digests[1] and len(digests[0]) == 65
    other = build(files[:-1], tmp_path / "many", jobs=1, maker=make_line)
    assert other.directory and (other.directory / "digest").read_text() != digests[0]


def test_two_texts_with_one_date_get_names_of_their_own(tmp_path: Path) -> None:
    texts = {name: POLICY.format(name) + "2024-01-01" for name in ("가", "나")}
    write(tmp_path / "in", **texts, 다=POLICY.format("다") + "2020-01-01")
    report = build([tmp_path / "in"], tmp_path / "out", maker=make_line)
    assert [d.document for d in report.documents] == [
        *(f"{BASE}/2024-01-01~{hashlib.sha256(texts[n].encode()).hexdigest()[:8]}" for n in ("가", "나")),
        f"{BASE}/2020-01-01",
    ]
    assert labels(tmp_path / "out") == ["보유기간 가", "보유기간 나"]


def test_the_same_bytes_count_once(tmp_path: Path) -> None:
    write(tmp_path / "a", same=POLICY.format("5년"), other=POLICY.format("3년"))
    write(tmp_path / "b", same=POLICY.format("5년"), other=POLICY.format("1년"))
    report = build([tmp_path / "a", tmp_path / "b", tmp_path / "a"], tmp_path / "out", maker=make_line)
    assert report.repeated == (tmp_path / "b" / "same.txt",)
    names = sorted(p.name for p in (published(tmp_path / "out") / "policies").iterdir())
    assert len(names) == 3 and names[-1] == "same.ttl"
    assert all(name.startswith("other-") for name in names[:2])


def test_only_the_newest_version_is_current() -> None:
    assert current([f"{BASE}/2020-01-01", f"{BASE}/2024-01-01", "b/x/2019-05-05"]) == {
        f"{BASE}/2024-01-01",
        "b/x/2019-05-05",
    }
    assert current([f"{BASE}/sha-0a1b2c3d", f"{BASE}/2020-01-01"]) == {f"{BASE}/2020-01-01"}
    undated = {f"{BASE}/sha-0a1b2c3d", f"{BASE}/sha-ffffffff"}
    assert current(undated) == undated


def test_sources_are_policies_each_once(tmp_path: Path) -> None:
    write(tmp_path / "in", b="", a="")
    for name in ("c.MD", "d.toml", "e.pdf"):
        (tmp_path / "in" / name).touch()
    (tmp_path / "in" / "more.txt").mkdir()
    named = tmp_path / "in" / "e.pdf"
    found = [p.name for p in sources([tmp_path / "in" / "b.txt", tmp_path / "in", named])]
    assert found == ["b.txt", "a.txt", "c.MD", "e.pdf"]


def test_an_empty_directory_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="holds no policy"):
        list(sources([tmp_path]))


def test_the_shipped_policies_say_who_receives_resident_registration_numbers(
    tmp_path: Path, shipped: list[Path]
) -> None:
    report = build(shipped, tmp_path)
    assert (len(report.documents), report.failures) == (len(shipped), ())
    directory = published(tmp_path)
    answer = EmbeddedStore(directory / "store").query(question("rrn-recipients").sparql)
    assert isinstance(answer, Rows) and answer.rows
    for row in answer.rows:
        agency, recipient, law, *_, evidence = (t.value for t in row if isinstance(t, Text))
        assert agency and law and law != "추출 누락"
        words = " ".join(Sources(directory / "sources").quote(iri).words for iri in Sources.evidence(evidence))
        assert "주민등록번호" in words and recipient in words


def published_bytes(home: Path) -> dict[str, bytes]:
    """Everything that a graph consists of: its store as a dump, its other files as they are."""
    directory = published(home)
    dumped = io.BytesIO()
    EmbeddedStore(directory / "store").dump(GraphFormat.NQUADS, dumped)
    files = [p for p in directory.rglob("*") if p.is_file() and "store" not in p.relative_to(directory).parts]
    return {"dump": dumped.getvalue(), **{p.relative_to(directory).as_posix(): p.read_bytes() for p in files}}


def test_unchanged_documents_are_not_read_again(tmp_path: Path) -> None:
    texts = {name: POLICY.format(name) + "2024-01-01" for name in ("가", "나")}  # one date: their names collide
    write(tmp_path / "in", **texts, 다=POLICY.format("3년"), 라="이것은 방침이 아님")
    home = tmp_path / "out"
    first = build([tmp_path / "in"], home, maker=make_line)
    before = published_bytes(home)
    again = build([tmp_path / "in"], home, maker=refuse)
    assert [d.reused for d in first.documents] == [False] * 3
    assert [d.reused for d in again.documents] == [True] * 3
    assert (again.triples, [f.path.name for f in again.failures]) == (first.triples, ["라.txt"])
    assert published_bytes(home) == before
    build([tmp_path / "in"], tmp_path / "fresh", fresh=True, maker=make_line)
    assert published_bytes(tmp_path / "fresh") == before
    assert not (tmp_path / "fresh" / "cache").exists() and not list((tmp_path / "fresh").glob("spool-*"))


def refuse(path: Path, collides: bool) -> Made:
    """As `make_line`, for what is no policy only."""
    assert path.stem == "라", f"{path} was read again"
    return make_line(path, collides)


# What a maker makes is kept under its name, and this one stands in for another.
refuse.__module__, refuse.__qualname__ = make_line.__module__, make_line.__qualname__


def test_what_changed_or_was_damaged_is_read_again(tmp_path: Path) -> None:
    write(tmp_path / "in", 가=POLICY.format("1년"), 나=POLICY.format("2년"), 다=POLICY.format("3년"))
    home = tmp_path / "out"
    build([tmp_path / "in"], home, maker=make_line)
    write(tmp_path / "in", 가=POLICY.format("7년"))
    (cache,) = (home / "cache").iterdir()
    damaged = next(p for p in cache.iterdir() if '"나.txt"'.encode() in p.read_bytes())
    damaged.write_bytes(damaged.read_bytes()[:-9])
    again = build([tmp_path / "in"], home, maker=make_line)
    assert {d.name: d.reused for d in again.documents} == {"가.txt": False, "나.txt": False, "다.txt": True}
    turtle = "".join(p.read_text(encoding="utf-8") for p in sorted((published(home) / "policies").iterdir()))
    assert [f"보유기간 {n}년" in turtle for n in (1, 2, 3, 7)] == [False, True, True, True]
    forced = build([tmp_path / "in"], home, fresh=True, maker=make_line)
    assert [d.reused for d in forced.documents] == [False] * 3


def test_the_shipped_policies_are_the_same_from_the_cache(tmp_path: Path, shipped: list[Path]) -> None:
    build(shipped, tmp_path)
    before = published_bytes(tmp_path)
    again = build(shipped, tmp_path)
    assert all(d.reused for d in again.documents) and published_bytes(tmp_path) == before


def test_a_full_disk_stops_the_build_and_is_no_fault_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in", 가=POLICY.format("1년"), 나=POLICY.format("2년"))
    build([tmp_path / "in"], tmp_path / "out", maker=make_line)
    before = published(tmp_path / "out")

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError, match="No space left on device"):
        build([tmp_path / "in"], tmp_path / "out", fresh=True, maker=make_line)
    assert published(tmp_path / "out") == before


def test_the_description_beside_a_source_gives_what_its_text_lacks(tmp_path: Path) -> None:
    text = "개인정보 처리방침\n제1조(개인정보의 처리 목적)\n1. 회원 관리 : 회원제 서비스 제공을 목적으로 처리합니다.\n제2조(개인정보의 처리 및 보유 기간)\n1. 회원 관리 : 2년\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.toml").write_text('title = "남의 제목"\ncontroller = "가나시"\neffective_date = 2024-01-01\n')
    record = read(tmp_path / "a.txt")
    assert record.title is not None
    assert record.title.value == "개인정보 처리방침", "the text itself comes first"
    assert [(s.value, s.how) for s in (record.controller, record.effective_date) if s] == [
        ("가나시", How.GIVEN),
        ("2024-01-01", How.GIVEN),
    ]
    made = make(tmp_path / "a.txt")
    assert made.document.endswith("/policy/가나시/개인정보처리방침/2024-01-01")
