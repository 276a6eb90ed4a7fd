"""Dates, ranges and years: every printed form, and none that the calendar does not have."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pigraph.records.dates import date_range, find_dates, find_years
from pigraph.text import Words


def dates(text: str) -> list[str]:
    return [d.value for d in find_dates(Words.of(text))]


def both(text: str) -> tuple[str | None, str | None]:
    start, end = date_range(Words.of(text))
    return start and start.value, end and end.value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2012. 3. 30.", "2012-03-30"),
        ("2024.1.1.", "2024-01-01"),
        ("’24.1.1.", "2024-01-01"),
        ("'24. 1. 1", "2024-01-01"),
        ("2026년 6월 12일", "2026-06-12"),
        ("2022년 11월04일 적용되며", "2022-11-04"),
        ("24년 1월 1일", "2024-01-01"),
        ("2014. 1. 15부터 적용", "2014-01-15"),
        ("2023. 09. 01.", "2023-09-01"),
        ("20230901", "2023-09-01"),
        ("(20230901)", "2023-09-01"),
        ("2026-06-12", "2026-06-12"),
        ("2026/06/12", "2026-06-12"),
        ("２０２４． １． ２．", "2024-01-02"),
        ("2024. 1월 1일", "2024-01-01"),
        ("2022. 09.", "2022-09"),
        ("2022년 9월", "2022-09"),
        ("2022-09", "2022-09"),
        ("2013. 01.변경되었으며", "2013-01"),
        ("2012. 04. . 최초 제정", "2012-04"),
        ("2024.2.29. 2023.3.1", "2024-02-29 2023-03-01"),
    ],
)
def test_forms(text: str, values: str) -> None:
    assert dates(text) == values.split()


@pytest.mark.parametrize(
    "text",
    [
        "2023년 2월 30일",
        "2023.2.29.",
        "2024.13.1",
        "20241301",
        "02-2024-1234",
        "2024-12-3456",
        "192.168.2024.1",
        "제2023-5호",
        "제2023.5호",
        "2022.5%",
        "1년 6개월",
        "12. 1월 1일",
        "관리번호 A20230901",
        "",
    ],
)
def test_no_dates(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("’24.1.1. ~ ’24.3.31.", "2024-01-01", "2024-03-31"),
        ("2024.1.1.~12.31.", "2024-01-01", "2024-12-31"),
        ("2024년 1월 1일 ~ 12월 31일", "2024-01-01", "2024-12-31"),
        ("2024.1.1.~31일", "2024-01-01", "2024-01-31"),
        ("2024. 1. ~ 2024. 12.", "2024-01", "2024-12"),
        ("2024. 1. ~ 12.", "2024-01", "2024-12"),
        ("’24. 1월 ~ ’24. 12월", "2024-01", "2024-12"),
        ("2024년 1월 1일부터 2024년 12월 31일까지", "2024-01-01", "2024-12-31"),
        ("2024.1.1 - 2024.12.31", "2024-01-01", "2024-12-31"),
        ("2024-01-01~2024-12-31", "2024-01-01", "2024-12-31"),
        ("20240101~20241231", "2024-01-01", "2024-12-31"),
        ("2024.1.1.(월) ~ 2024.12.31.(화)", "2024-01-01", "2024-12-31"),
        ("계약체결일(2024.1.1.) ~ 2024.12.31.", "2024-01-01", "2024-12-31"),
        ("2026.4.27. ~ 2027.9.23. ※ 하자보수기간(1년)포함", "2026-04-27", "2027-09-23"),
        ("2024.01.01 ~ 계속", "2024-01-01", None),
        ("2024.1.1.부터", "2024-01-01", None),
        ("2024.1.1.", "2024-01-01", None),
        ("~ 2024.12.31.", None, "2024-12-31"),
        ("계약일 ~ 2024.12.31.", None, "2024-12-31"),
        ("2025.12.31.까지", None, "2025-12-31"),
        # The year of this end is not printed, and the calendar has no 30 February.
        ("2024.12.1 ~ 3.31.", "2024-12-01", None),
        ("2024. 1. 1. ~ 2024. 2. 30.", "2024-01-01", None),
        ("계약 종료 시까지", None, None),
    ],
)
def test_ranges(text: str, start: str | None, end: str | None) -> None:
    assert both(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023년", "2023"),
        ("2023년도", "2023"),
        ("2019", "2019"),
        ("’23년", "2023"),
        ("2023. 5. 1.", "2023"),
        ("2019년(최초), 2022년", "2019 2022"),
        ("2,023", ""),
        ("2000명", ""),
        ("02-2024-1234", ""),
        ("2024-1234", ""),
        ("제2023호", ""),
        ("3년", ""),
    ],
)
def test_years(text: str, years: str) -> None:
    assert [y.value for y in find_years(Words.of(text))] == years.split()


FORMS = [
    "{y}. {m}. {d}.",
    "{y}.{m}.{d}",
    "{y}. {m:02}. {d:02}.",
    "{y}년 {m}월 {d}일",
    "{y}년 {m:02}월{d:02}일",
    "{y}-{m:02}-{d:02}",
    "{y}/{m:02}/{d:02}",
]
SHORT_FORMS = ["’{s:02}.{m}.{d}.", "'{s:02}. {m}. {d}."]
DAYS = st.dates(date(1990, 1, 1), date(2049, 12, 31))


@given(
    DAYS,
    st.sampled_from(FORMS),
    st.sampled_from(["", "시행일: ", "이 방침은 ", "\n\t"]),
    st.sampled_from(["", "부터", " 시행"]),
)
def test_every_form_of_every_day(day: date, form: str, before: str, after: str) -> None:
    printed = form.format(y=day.year, m=day.month, d=day.day)
    source = before + printed + after
    (found,) = find_dates(Words.of(source))
    assert found.value == day.isoformat()
    assert found.words.text == printed
    assert [s.cut(source) for s in found.words.spans] == [printed]


@given(DAYS, DAYS, st.sampled_from(FORMS), st.sampled_from(["~", " ~ ", "부터 ", " ～ "]))
def test_every_range(a: date, b: date, form: str, link: str) -> None:
    text = form.format(y=a.year, m=a.month, d=a.day) + link + form.format(y=b.year, m=b.month, d=b.day)
    assert both(text) == (a.isoformat(), b.isoformat())


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(SHORT_FORMS))
def test_years_of_two_digits(day: date, form: str) -> None:
    assert dates(form.format(s=day.year - 2000, m=day.month, d=day.day)) == [day.isoformat()]


@given(st.text(st.sampled_from("0123456789.-/년월일~부터까지 ’'()\n２제가"), max_size=40) | st.text(max_size=60))
def test_any_text_is_survived_and_words_are_of_the_source(text: str) -> None:
    words = Words.of("\n" + text)
    found = [*find_dates(words), *find_years(words), *(d for d in date_range(words) if d)]
    for one in found:
        assert "".join(s.cut("\n" + text) for s in one.words.spans) == one.words.text
    for one in find_dates(words):
        if len(one.value) == len("2024-01-31"):
            date.fromisoformat(one.value)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("25.1.1.~25.12.31.", ("2025-01-01", "2025-12-31")),
        ("25. 3. 17. ~ 26. 3. 16", ("2025-03-17", "2026-03-16")),
        ("25.1.1.", (None, None)),  # without a range it may be a section number
        ("25.13.1.~25.12.31.", (None, None)),
        ("26.1.1.~25.12.31.", (None, None)),
    ],
)
def test_years_of_two_digits_are_read_in_whole_ranges(text: str, ends: tuple[str | None, str | None]) -> None:
    assert both(text) == ends
