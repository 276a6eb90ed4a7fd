from pathlib import Path

import pytest

from exchange.conftest import build, contents
from exchange.policies import BEFORE
from pigraph import pipeline, reading
from pigraph.answers import Sources
from pigraph.exchange.contacts import without_contacts
from pigraph.exchange.dump import dump
from pigraph.exchange.load import load
from pigraph.exchange.versions import versions
from pigraph.store import EmbeddedStore, Rows, current

PRIVATE = ("홍길동", "김철수", "hong@example", "123-4567")


def test_nobody_is_named_in_any_file(dumped: Path, without: Path) -> None:
    parquet = "tables/statements.parquet"
    for words in PRIVATE:
        assert [n for n, data in contents(dumped).items() if words.encode() in data], words
        assert [n for n, data in contents(without).items() if words.encode() in data and n != parquet] == []


def test_all_else_is_there(dumped: Path, without: Path) -> None:
    full, bare = contents(dumped), contents(without)
    assert bare.keys() - full.keys() == {"without-contacts"} and full.keys() <= bare.keys()
    assert bare["tables/versions.csv"] == full["tables/versions.csv"]
    assert bare["tables/statements.csv"] == full["tables/statements.csv"]
    text = bare["policies/after.ttl"].decode()
    assert 'vcard:role "개인정보 보호책임자"@ko' in text and "정보과" in text
    assert text.count("dct:source") == full["policies/after.ttl"].decode().count("dct:source")


def test_evidence_stays_where_it_was(published: Path, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    without_contacts(published, tmp_path / "bare", reading.turtle_of)
    before, after = (Sources(d / "sources") for d in (published, tmp_path / "bare"))
    answer = EmbeddedStore(tmp_path / "bare" / "store").query("SELECT DISTINCT ?e { GRAPH ?g { ?s dct:source ?e } }")
    assert isinstance(answer, Rows) and len(answer.rows) > 20
    for (iri,) in answer.rows:
        if iri and Sources.evidence(iri.value):
            old, new = before.quote(iri.value), after.quote(iri.value)
            assert (old.line, old.begin, old.end, len(old.words)) == (new.line, new.begin, new.end, len(new.words))
            assert old.words == new.words or "■" in new.words


def test_it_is_done_once(without: Path, published: Path, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    without_contacts(published, tmp_path / "bare", reading.turtle_of)
    dump(tmp_path / "bare", tmp_path / "again", turtle=reading.turtle_of)
    assert contents(tmp_path / "again") == contents(without)


CORRECTIONS = """
[[correction]]
officer = "개인정보 보호책임자"
field = "name"
value = "박영희"
was = "홍길동"
reason = "박영희 과장이 홍길동 과장의 후임입니다."
who = "최민수"
"""


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("문의: 홍 길 동 과장, ☎ 02) 123 - 4567", ("홍 길 동", "123 - 4567")),
        ("문의: 010-9876-5432", ("9876", "5432")),
        ("문의: wonyoung.else@mail.example.kr", ("wonyoung", "mail.example")),
        ("문의: alterego ＠ example.kr", ("alterego",)),
    ],
)
def test_other_ways_of_printing_are_covered(printed: str, words: tuple[str, ...], tmp_path: Path) -> None:
    home = build(tmp_path / "graph", one=f"{BEFORE}\n{printed}\n")
    dump(current(home), tmp_path / "dump", turtle=reading.turtle_of)
    for word in words:
        assert [n for n, data in contents(tmp_path / "dump").items() if word.encode() in data] == []


def test_corrections_name_nobody(tmp_path: Path) -> None:
    build(tmp_path / "graph", one=BEFORE)
    sources = tmp_path / "graph" / "policies"
    (sources / "one.corrections.toml").write_text(CORRECTIONS, encoding="utf-8")
    pipeline.build([sources], tmp_path / "home", jobs=1)
    nq = tmp_path / "dump" / "pigraph.nq"
    dump(current(tmp_path / "home"), tmp_path / "dump")
    assert all(name in nq.read_text(encoding="utf-8") for name in ("박영희", "홍길동", "최민수"))
    dump(current(tmp_path / "home"), tmp_path / "dump", turtle=reading.turtle_of)
    assert "pi:Correction" not in nq.read_text(encoding="utf-8")
    for name in ("박영희", "홍길동", "최민수"):
        assert [n for n, data in contents(tmp_path / "dump").items() if name.encode() in data] == []


def test_a_body_that_is_a_person_is_covered_in_all_names(tmp_path: Path) -> None:
    sources = tmp_path / "policies"
    sources.mkdir()
    for stem, person in (("one", "홍길동"), ("two", "박영희")):
        (sources / f"{stem}.md").write_text(BEFORE.replace("홍길동", person), encoding="utf-8")
        (sources / f"{stem}.toml").write_text(f'controller = "{person}"\n', encoding="utf-8")
    pipeline.build([sources], tmp_path / "home", jobs=1)
    dump(current(tmp_path / "home"), tmp_path / "dump", turtle=reading.turtle_of)
    for person in ("홍길동", "박영희"):
        assert [n for n, data in contents(tmp_path / "dump").items() if person.encode() in data or person in n] == []
    # Two people who are covered alike are still two policies, and the dump is whole.
    assert load(tmp_path / "dump", tmp_path / "again").documents == 2
    assert len({v.document for v in versions(current(tmp_path / "again"))}) == 2
    assert all(v.turtle and v.current for v in versions(current(tmp_path / "again")))
