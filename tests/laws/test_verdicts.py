"""What was in force on a date; what nobody recorded is never guessed."""

from __future__ import annotations

import pytest

from pigraph.laws.registry import registry
from pigraph.laws.verdicts import Verdict, verdict

PIPA = "개인정보 보호법"


@pytest.mark.parametrize(
    ("law", "article", "date", "expected"),
    [
        (PIPA, None, "2011-09-29", Verdict.NOT_YET_IN_FORCE),
        (PIPA, None, "2011-09-30", Verdict.EXISTS),
        (PIPA, "30", "2012-03-30", Verdict.EXISTS),
        (PIPA, "25", "2012-03-30", Verdict.RETITLED),
        (PIPA, "제25조", "2023-09-15", Verdict.EXISTS),
        (PIPA, "8", "2020-08-04", Verdict.EXISTS),
        (PIPA, "8", "2020-08-05", Verdict.REPEALED),
        (PIPA, "37의2", "2024-03-14", Verdict.NOT_YET_IN_FORCE),
        (PIPA, "37의2", "2024-03-15", Verdict.EXISTS),
        (PIPA, "39의7", "2023-12-01", Verdict.REPEALED),
        (PIPA, "99", "2024-01-01", Verdict.UNKNOWN_ARTICLE),
        (PIPA, "별표 9", "2024-01-01", Verdict.UNRECORDED),
        ("바둑진흥법", "3", "2024-01-01", Verdict.UNKNOWN_LAW),
        ("아동복지법", "4", "2012-01-01", Verdict.UNRECORDED),
        ("아동복지법", "4", "2024-01-01", Verdict.EXISTS),
        ("아동복지법", "999", "2024-01-01", Verdict.UNRECORDED),
        ("표준지침", "18", "2024-01-01", Verdict.UNRECORDED),
        ("정신보건법", None, "2017-05-30", Verdict.REPEALED),
        ("개인정보 보호법 시행규칙", "3", "2020-08-05", Verdict.REPEALED),
        ("지방자치분권 및 지역균형발전에 관한 특별법", None, "2024-01-01", Verdict.UNRECORDED),
    ],
)
def test_verdicts(law: str, article: str | None, date: str, expected: Verdict) -> None:
    assert verdict(law, article, date, registry()).verdict is expected


def test_titles_then_and_now() -> None:
    then = verdict(PIPA, "34", "2012-03-30", registry(), today="2025-01-01")
    assert (then.title, then.title_now) == ("개인정보 유출 통지 등", "개인정보 유출 등의 통지ㆍ신고")
    assert verdict(PIPA, "8", "2012-03-30", registry()).title_now is None
    assert verdict("정신보건법", None, "2020-01-01", registry()).successor.startswith("정신건강증진")
