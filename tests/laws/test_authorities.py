"""Authorities by name, with the periods in which they existed."""

from __future__ import annotations

from pigraph.laws.authorities import named, rows


def test_names_and_their_periods() -> None:
    text = "행정자치부장관 또는 행정안전부에, 개인정보보호위원회"
    found = named(text)
    assert [a.name for a in found] == ["행정자치부", "행정안전부", "개인정보 보호위원회"]
    assert [text[a.begin : a.end] for a in found] == ["행정자치부", "행정안전부", "개인정보보호위원회"]
    assert [a.existed("2012-03-30") for a in found] == [False, True, True]
    assert [a.existed("2015-01-01") for a in found] == [True, False, True]


def test_parts_of_words_are_no_authorities() -> None:
    assert [a.name for a in named("기후에너지환경부")] == ["기후에너지환경부"]
    assert named("가람환경부, 교육부문, 국방부대") == ()


def test_names_of_another_time_and_makers_of_rules_are_told_apart() -> None:
    said = "행정자치부의 포털, (구) 행정자치부, 행정자치부고시 제2015-1호, 개인정보 관리지침(행정자치부)"
    assert [a.then for a in named(said)] == [False, True, True, True]


def test_a_name_older_than_its_record_has_begun() -> None:
    (recorded,), (unrecorded,) = named("행정자치부"), named("통일부")
    assert not recorded.begun("2012-03-30") and recorded.begun("2020-01-01")
    assert unrecorded.begun("1990-01-01")


def test_periods_end_after_they_begin() -> None:
    for row in rows():
        assert not (row["from"] and row["to"]) or row["from"] < row["to"], row
