"""Authorities by name, with the periods in which they existed."""

from __future__ import annotations

from pigraph.laws.authorities import in_charge, named


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


def test_who_is_in_charge() -> None:
    assert in_charge("2011-09-29") is None
    assert in_charge("2015-01-01") == "행정자치부"
    assert in_charge("2020-08-05") == "개인정보 보호위원회"
