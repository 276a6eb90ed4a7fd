"""Labels on lines of their own, each over its value."""

from __future__ import annotations

import pytest

from pigraph.blocks.labelled_lines import labelled_at
from pigraph.text import Words, lines_of

DESK = "접수 부서\n민원봉사과\n담당자\n김하나\n전화번호\n02-000-0001\n전자우편\na@b.go.kr\n"


def seen(text: str) -> tuple[list[str], int] | None:
    found = labelled_at([x for x in lines_of(Words.of(text)) if x.text.strip()], 0)
    return ([p.words.text for p in found[0]], found[1]) if found else None


def test_labels_over_their_values() -> None:
    texts = ["접수 부서 : 민원봉사과", "담당자 : 김하나", "전화번호 : 02-000-0001", "전자우편 : a@b.go.kr"]
    assert seen(DESK) == (texts, 8)
    assert seen(f"{DESK}접수 부서\n총무과\n") == (texts, 8)
    assert seen("업무명\n시설 대관\n보유 기간\n3년\n다음 줄\n") == (["업무명 : 시설 대관", "보유 기간 : 3년"], 4)


def test_a_label_of_a_date_over_a_date() -> None:
    assert seen("시행일\n2026년 1월 5일\n가나") == (["시행일 : 2026년 1월 5일"], 2)
    assert seen("시행일자\n2026. 1. 5.\n") == (["시행일자 : 2026. 1. 5."], 2)


@pytest.mark.parametrize(
    "text",
    [
        "시행일\n주요 변경 내용\n3\n2026년 1월 5일\n",
        "시행일\n2026년 1월 5일 담당자 변경\n",
        "업무명\n담당기관\n보유기간\n책임기관\n",
        "담당자\n김하나\n",
        "전화번호\n민원봉사과\n담당자\n02-000-0001\n",
        "담당자\n1. 김하나\n전화번호\n02-000-0001\n",
        "보유기간\n3년 동안 보유합니다.\n처리목적\n안내\n",
    ],
)
def test_lines_that_are_no_labels_over_values(text: str) -> None:
    assert seen(text) is None
