"""A bulk index of statutes as a registry file."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pigraph.errors import DataError
from pigraph.laws.imported import Imported, build
from pigraph.laws.registry import Law, Registry
from pigraph.laws.titles import LawKind
from pigraph.laws.verdicts import Verdict, verdict

HEAD = "law_name,law_type,law_id,promulgated,effective,article,article_title,deleted\n"
INDEX = HEAD + (
    "가나법,법률,1,2020-01-01,2020-07-01,제1조,목적,0\n"
    "가나법,법률,1,2020-01-01,2020-07-01,제2조,정의,0\n"
    "가나법,법률,1,2020-01-01,2020-07-01,제3조,,1\n"
    "가나법,법률,1,2023-01-01,2024-01-01,제1조,목적,0\n"
    "가나법,법률,1,2023-01-01,2024-01-01,제2조,뜻,0\n"
    "가나법,법률,1,2023-01-01,2024-01-01,제4조,벌칙,0\n"
    "가나법 시행령,대통령령,2,2020-01-01,2020-07-01,제1조,목적,0\n"
    "가나법 시행규칙,다라부령,3,2020-01-01,2020-07-01,제1조,목적,0\n"
)


def imported(folder: Path, text: str = INDEX) -> Imported:
    (folder / "index.csv").write_text(text, encoding="utf-8")
    build(folder / "index.csv", folder / "laws.sqlite")
    return Imported(folder / "laws.sqlite")


def test_laws_and_their_kinds(tmp_path: Path) -> None:
    assert {name: rest for name, *rest in imported(tmp_path).laws()} == {
        "가나법": [LawKind.ACT, "2020-07-01"],
        "가나법 시행령": [LawKind.DECREE, "2020-07-01"],
        "가나법 시행규칙": [LawKind.RULE, "2020-07-01"],
    }


def test_versions_date_the_titles(tmp_path: Path) -> None:
    assert list(imported(tmp_path).articles("가나법")) == [
        ("제1조", "목적", None, None),
        ("제2조", "정의", None, "2024-01-01"),
        ("제2조", "뜻", "2024-01-01", None),
        ("제3조", "(삭제)", None, "2024-01-01"),
        ("제4조", "벌칙", "2024-01-01", None),
    ]


@pytest.mark.parametrize(
    ("article", "date", "expected"),
    [
        ("1", "2021-01-01", Verdict.EXISTS),
        ("1", "2019-01-01", Verdict.UNRECORDED),
        ("2", "2021-01-01", Verdict.RETITLED),
        ("2", "2024-01-01", Verdict.EXISTS),
        ("3", "2021-01-01", Verdict.REPEALED),
        ("4", "2023-12-31", Verdict.NOT_YET_IN_FORCE),
        ("9", "2024-01-01", Verdict.UNKNOWN_ARTICLE),
        (None, "2024-01-01", Verdict.EXISTS),
    ],
)
def test_verdicts_over_an_index(tmp_path: Path, article: str | None, date: str, expected: Verdict) -> None:
    book = Registry([], imported=imported(tmp_path))
    assert verdict("「가나법」", article, date, book).verdict is expected


def test_shipped_laws_keep_their_names_and_titles(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text(
        "law,article,title,from,to\n다라법,제1조,처음,2001-01-01,\n", encoding="utf-8"
    )
    shipped = [Law("다라법", LawKind.ACT, short=("가나법",))]
    book = Registry(shipped, [tmp_path / "articles.csv"], imported(tmp_path))
    found = book.find("가나법")
    assert found is not None
    assert found.name == "다라법"
    assert [a.title for a in book.articles(found)] == ["처음"]


def test_a_gzipped_index(tmp_path: Path) -> None:
    (tmp_path / "index.csv.gz").write_bytes(gzip.compress(INDEX.encode("utf-8-sig")))
    assert build(tmp_path / "index.csv.gz", tmp_path / "laws.sqlite").laws == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("law_name,article\n가나법,제1조\n", "has no column law_type"),
        (HEAD + "가나법,법률,1,,2020-01-01,1조,목적,0\n", "line 2"),
        (HEAD + "가나법,법률,1,,2020-01-01,제1조,목적,0\n,법률,1,,2020-01-01,제1조,목적,0\n", "line 3"),
    ],
)
def test_what_is_no_index_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    before = imported(tmp_path).digest
    (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        build(tmp_path / "bad.csv", tmp_path / "laws.sqlite")
    assert Imported(tmp_path / "laws.sqlite").digest == before, "what was imported before stays"
    assert not list(tmp_path.glob("*.part"))


def test_a_torn_gzip_and_other_bytes(tmp_path: Path) -> None:
    (tmp_path / "torn.gz").write_bytes(gzip.compress(INDEX.encode())[:-20])
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for name in ("torn.gz", "bytes"):
        with pytest.raises(DataError):
            build(tmp_path / name, tmp_path / "laws.sqlite")


def test_a_file_that_is_no_registry(tmp_path: Path) -> None:
    (tmp_path / "laws.sqlite").write_bytes(b"nothing of the kind")
    with pytest.raises(DataError, match="is no registry of laws"):
        Imported(tmp_path / "laws.sqlite")


@pytest.mark.shared
def test_the_index_of_all_statutes(shared: Path, tmp_path: Path) -> None:
    merged = build(shared / "laws" / "all_articles.csv.gz", tmp_path / "laws.sqlite")
    assert merged.laws > 5000
    book = Registry([], imported=Imported(tmp_path / "laws.sqlite"))
    assert verdict("주민등록법", "7", "2026-11-21", book).title == "주민등록표 등의 작성"
