import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pigraph.exchange import tables
from pigraph.exchange.parquet import write_parquet


def rows(dumped: Path, name: str) -> list[dict[str, str]]:
    with (dumped / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_per_item_says_who_what_why_and_to_whom(dumped: Path) -> None:
    found = [r for r in rows(dumped, "statements") if r["entry"] == "민원처리" and r["effective_date"] == "2024-01-01"]
    assert [r["item"] for r in found] == ["성명", "주민등록번호", "주소"]
    for row in found:
        assert (row["who"], row["kind"], row["current"]) == ("가나시", "holding", "true")
        assert (row["why"], row["law"], row["how_long"]) == ("민원 회신", "민원 처리에 관한 법률 제8조", "5년")
        assert row["quote"] == "민원처리 | 민원 처리에 관한 법률 제8조 | 민원 회신 | 성명, 주소, 주민등록번호 | 5년"
        assert row["place"] == "after.md:9" and "#char=" in row["source"]
        assert row["to_whom"] == row["not_stated"] == row["unreadable"] == ""


def test_silence_is_said_and_recipients_are_named(dumped: Path) -> None:
    found = [r for r in rows(dumped, "statements") if r["kind"] == "provision" and r["current"] == "true"]
    assert {r["to_whom"] for r in found} == {"경찰청"}
    assert {r["not_stated"] for r in found} == {"law"}
    (one,) = [r for r in rows(dumped, "statements") if r["kind"] == "outsourcing" and r["current"] == "true"]
    assert (one["to_whom"], one["why"], one["item"]) == ("마바소프트", "홈페이지 유지보수", "")


def test_versions_are_a_table_of_their_own(dumped: Path) -> None:
    assert [(r["effective_date"], r["current"], r["turtle"], r["source"]) for r in rows(dumped, "versions")] == [
        ("2023-01-01", "false", "before.ttl", "before.md"),
        ("2024-01-01", "true", "after.ttl", "after.md"),
    ]


@pytest.mark.parametrize("name", ["statements", "versions"])
def test_parquet_holds_the_rows_of_the_csv(dumped: Path, name: str) -> None:
    table = pq.read_table(dumped / "tables" / f"{name}.parquet")
    assert table.to_pylist() == rows(dumped, name)
    assert tuple(table.column_names) == (tables.STATEMENTS if name == "statements" else tables.VERSIONS)


def test_an_empty_table_is_a_table(tmp_path: Path) -> None:
    write_parquet(tmp_path / "t.parquet", ("a", "b"), [])
    tables.write_csv(tmp_path / "t.csv", ("a", "b"), [])
    assert pq.read_table(tmp_path / "t.parquet").num_rows == 0
    assert (tmp_path / "t.csv").read_bytes() == b"\xef\xbb\xbfa,b\r\n"
