"""Processors from tables, lists and lines."""

from __future__ import annotations

import pytest

from pigraph.records.model import Outsourcing
from records.texts import page, record

HEAD = "1. 개인정보 처리업무의 위탁\n"


def outsourcings(text: str) -> tuple[Outsourcing, ...]:
    return record(HEAD + text).outsourcings


def shown(o: Outsourcing) -> tuple[str | None, ...]:
    return tuple(s.value if s else None for s in (o.processor, o.task, o.start, o.end))


@pytest.mark.parametrize(
    "columns",
    [
        ("수탁업체", "위탁업무", "위탁기간"),
        ("계약기간", "위탁하는 업무의 내용", "위탁받는 자(수탁자)"),
        ("번호", "위탁업무 내용", "수탁자", "비고", "위탁 기간"),
    ],
)
def test_a_table_in_any_order(columns: tuple[str, ...]) -> None:
    values = {
        "번호": "1",
        "기간": "2024.1.1. ~ 2024.12.31.",
        "수탁": "㈜가나소프트",
        "비고": "-",
        "업무": "누리집 유지보수",
    }
    cells = [next(v for k, v in values.items() if k in c) for c in columns]
    (one,) = outsourcings("\t".join(columns) + "\n" + "\t".join(cells) + "\n")
    assert shown(one) == ("㈜가나소프트", "누리집 유지보수", "2024-01-01", "2024-12-31")
    assert not one.subprocessor


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("2024.1.1.~2024.12.31.", "2024-01-01", "2024-12-31"),
        ("’24. 3. 1.∼’25. 2. 28.", "2024-03-01", "2025-02-28"),
        ("2024년 3월 2일부터 2025년 3월 1일까지", "2024-03-02", "2025-03-01"),
        ("2024-05-01 ~", "2024-05-01", None),
        ("계약 종료 시까지", None, None),
        ("", None, None),
    ],
)
def test_periods(printed: str, start: str | None, end: str | None) -> None:
    (one,) = outsourcings(f"수탁자\t위탁업무\t위탁기간\n㈜가나소프트\t문자 발송\t{printed}\n")
    assert shown(one)[2:] == (start, end)


def test_several_processors_and_rows_of_one() -> None:
    found = outsourcings(
        "수탁자\t위탁업무\n- ㈜가나\n- ㈜다라\t발송\n㈜가나, 마바공단\t상담\n".replace("\n- ㈜다라", "<br>- ㈜다라")
    )
    assert [shown(o)[:2] for o in found] == [
        ("㈜가나", "발송"),
        ("㈜다라", "발송"),
        ("㈜가나", "상담"),
        ("마바공단", "상담"),
    ]


def test_chains() -> None:
    found = outsourcings(
        "수탁업체\t위탁업무\t위탁기간\t재수탁업체\n㈜가나소프트\t유지보수\t2024.1.1. ~ 2024.12.31.\t㈜다라호스팅\n㈜마바\t발송\t\t-\n"
    )
    assert [(o.processor and o.processor.value, o.subprocessor) for o in found] == [
        ("㈜가나소프트", False),
        ("㈜다라호스팅", True),
        ("㈜마바", False),
    ]
    (one,) = outsourcings("수탁자\t위탁업무\n↳ 재수탁: ㈜다라\t문자 발송\n")
    assert (shown(one)[0], one.subprocessor) == ("㈜다라", True)


def test_lists() -> None:
    found = outsourcings(
        "① 공단은 다음과 같이 위탁하고 있습니다.\n"
        "- 수탁자 : ㈜가나소프트 - 위탁업무 : 시스템 유지보수 - 위탁기간 : 2024.1.1. ~ 2024.12.31.\n"
        "- 위탁받는 자(수탁자) : 다라카드㈜\n- 위탁하는 업무의 내용 : 카드 발급\n"
    )
    assert [shown(o) for o in found] == [
        ("㈜가나소프트", "시스템 유지보수", "2024-01-01", "2024-12-31"),
        ("다라카드㈜", "카드 발급", None, None),
    ]


def test_lines_of_task_and_processor() -> None:
    found = outsourcings("- 누리집 유지관리 : ㈜가나정보 (2024.1.1.~2024.12.31.)\n- ㈜다라콜 : 고객센터 운영\n")
    assert [shown(o) for o in found] == [
        ("㈜가나정보", "누리집 유지관리", "2024-01-01", "2024-12-31"),
        ("㈜다라콜", "고객센터 운영", None, None),
    ]


def test_a_task_behind_the_name() -> None:
    (one,) = outsourcings("수탁업체\t연락처\n주식회사 가나 (보안관제)\t02-123-4567\n")
    assert shown(one)[:2] == ("주식회사 가나", "보안관제")
    assert [p.value for p in one.phones] == ["02-123-4567"]


def test_a_task_behind_the_name_keeps_the_period() -> None:
    (one,) = outsourcings("수탁업체\t위탁기간\n주식회사 가나 (보안관제)\t2024.1.1. ~ 2024.12.31.\n")
    assert shown(one) == ("주식회사 가나", "보안관제", "2024-01-01", "2024-12-31")


def test_a_sentence_that_names_processor_and_task() -> None:
    (one,) = outsourcings("공단은 주차장 관제 업무를 ㈜가나주차에 위탁하고 있습니다.\n")
    assert shown(one) == ("㈜가나주차", "주차장 관제", None, None)
    assert outsourcings("공단은 필요한 경우 관제 업무를 외부 전문업체에 위탁할 수 있습니다.\n") == ()
    assert outsourcings("공단은 관제 업무를 외부 전문센터에 위탁하고 있습니다.\n") == ()


def test_an_announced_list_that_is_not_there() -> None:
    (one,) = outsourcings(
        "① 시는 다음과 같이 개인정보 처리업무를 위탁하고 있습니다.\n개인정보 처리업무 위탁 현황\n② 수탁자를 감독합니다.\n"
    )
    assert one.processor is None
    assert [a.text for a in one.annexes] == ["개인정보 처리업무 위탁 현황"]


@pytest.mark.parametrize("sentence", ["공단은 개인정보 처리를 위탁하고 있지 않습니다.", "위탁하는 업무는 없습니다."])
def test_nothing_is_outsourced(sentence: str) -> None:
    found = record(HEAD + sentence + "\n")
    assert found.outsourcings == ()
    assert [bool(s.denied) for s in found.sections] == [True]


def test_an_audit_and_a_remark() -> None:
    (one,) = outsourcings(
        "수탁자\t위탁업무\t위탁기간\t점검결과\n㈜가나\t발송\t2024.1.1. ~ 2024.12.31. ※ 1년 연장\t양호\n"
    )
    assert (one.audit and one.audit.value, [r.text for r in one.remarks]) == ("양호", ["※ 1년 연장"])


def test_a_label_comes_before_the_heading_over_it() -> None:
    (one,) = outsourcings(
        "제1조(개인정보 처리의 위탁)\n1) 유지보수\n- 위탁받는 자 : ㈜가나\n- 위탁하는 업무의 내용 : 서버 유지보수\n"
    )
    assert one.task is not None
    assert one.task.value == "서버 유지보수"


def test_of_two_columns_the_one_with_the_contents_is_the_task() -> None:
    (one,) = outsourcings(
        "제1조(개인정보 처리의 위탁)\n위탁업무명\t위탁받는 자\t위탁 업무의 내용\n졸업앨범\t㈜가나\t사진 촬영과 인쇄\n"
    )
    assert one.task is not None
    assert one.task.value == "사진 촬영과 인쇄"


def test_a_subprocessor_in_brackets_and_labels_behind_a_name() -> None:
    found = outsourcings(
        "제1조(개인정보 처리의 위탁)\n수탁자\t위탁업무\t재위탁 여부(재수탁자)\n㈜가나 (대표 : 홍길동)\t서버 운영\t재위탁 (㈜다라)\n"
    )
    assert [(o.processor.value, o.subprocessor) for o in found if o.processor] == [("㈜가나", False), ("㈜다라", True)]


def test_the_period_of_a_task_is_not_that_of_the_task_passed_on() -> None:
    main, sub = outsourcings(
        "수탁자\t위탁업무\t위탁기간\t재수탁자\t재위탁업무\n"
        "㈜가나소프트\t누리집 유지보수\t2024.1.1. ~ 2024.12.31.\t㈜다라\t서버 운영\n"
    )
    assert shown(main) == ("㈜가나소프트", "누리집 유지보수", "2024-01-01", "2024-12-31")
    assert shown(sub) == ("㈜다라", "서버 운영", None, None)
    assert sub.subprocessor


def test_a_list_that_nobody_understands_is_no_announcement_without_a_list() -> None:
    announced = "가나재단은 다음과 같이 개인정보 처리업무를 위탁하고 있습니다.\n"
    assert [o.processor for o in outsourcings(announced)] == [None]
    assert outsourcings(f"{announced}㈜가나소프트\n누리집 유지보수\n") == ()


def test_short_headers() -> None:
    (one,) = outsourcings("업체\t업무\t기간\n㈜가나소프트\t누리집 유지보수\t2024.1.1. ~ 2024.12.31.\n")
    assert shown(one) == ("㈜가나소프트", "누리집 유지보수", "2024-01-01", "2024-12-31")


def test_the_period_of_a_task_passed_on() -> None:
    main, sub = outsourcings(
        "수탁자\t위탁업무\t위탁기간\t재수탁자\t재위탁업무\t재위탁기간\n"
        "㈜가나소프트\t누리집 유지보수\t2024.1.1. ~ 2024.12.31.\t㈜다라\t서버 운영\t2024.3.1. ~ 2024.9.30.\n"
    )
    assert shown(main) == ("㈜가나소프트", "누리집 유지보수", "2024-01-01", "2024-12-31")
    assert shown(sub) == ("㈜다라", "서버 운영", "2024-03-01", "2024-09-30")


def test_what_stands_in_brackets_behind_a_subprocessor() -> None:
    main, sub = outsourcings(
        "- 수탁자: ㈜가나소프트\n  - 위탁업무: 누리집 유지보수\n"
        "  - 재수탁자: ㈜다라 (재위탁업무: 서버 운영, 재위탁기간: 2024.3.1. ~ 2024.9.30.)\n"
    )
    assert shown(main) == ("㈜가나소프트", "누리집 유지보수", None, None)
    assert shown(sub) == ("㈜다라", "서버 운영", "2024-03-01", "2024-09-30")


def test_what_the_header_says_to_stand_in_brackets_behind_a_name() -> None:
    rows = "가나소프트(서울특별시)\t유지보수\n(주)다라\t청소\n마바㈜ (부산시), 사아(주)\t발송\n"
    names = [o.processor and o.processor.value for o in outsourcings(f"수탁자(소재지)\t위탁업무\n{rows}")]
    assert names == ["가나소프트", "(주)다라", "마바㈜", "사아(주)"]
    names = [o.processor and o.processor.value for o in outsourcings(f"수탁자(업체명)\t위탁업무\n{rows}")]
    assert names[0] == "가나소프트(서울특별시)"


def test_a_start_and_an_end_under_one_header() -> None:
    (one,) = page(
        "<h3>제1조(개인정보 처리의 위탁)</h3><table>"
        "<tr><td rowspan=2>수탁자</td><td rowspan=2>위탁업무</td><td colspan=2>기간</td></tr>"
        "<tr><td>부터</td><td>까지</td></tr>"
        "<tr><td>㈜가나</td><td>청소</td><td>2024. 1. 1.</td><td>2024. 6. 30.</td></tr></table>"
    ).outsourcings
    assert shown(one) == ("㈜가나", "청소", "2024-01-01", "2024-06-30")


def test_bare_names_over_labelled_lines() -> None:
    first, second = page(
        "<h3>1. 개인정보 처리의 위탁</h3><p>재단은 다음 업체에 업무를 맡기고 있습니다.</p>"
        "<p>가나소프트㈜</p><ul><li>위탁 업무 : 누리집 유지보수</li><li>위탁 기간 : 2024. 1. 1. ~ 2024. 6. 30.</li></ul>"
        "<p>㈜다라</p><ul><li>위탁 업무 : 문자 발송</li><li>위탁 기간 : 2024. 1. 1. ~ 2024. 9. 30.</li></ul>"
    ).outsourcings
    assert shown(first) == ("가나소프트㈜", "누리집 유지보수", "2024-01-01", "2024-06-30")
    assert shown(second) == ("㈜다라", "문자 발송", "2024-01-01", "2024-09-30")


def test_sentences_that_name_processors_tasks_and_a_period() -> None:
    found = outsourcings(
        "가나군은 누리집 운영과 유지관리를 가나소프트 주식회사에 위탁하고 있으며, 위탁기간은 2024년 1월 1일부터 2024년 12월 31일까지입니다. "
        "또한 소식지 발송을 다라협동조합에 맡기고 있습니다.\n"
    )
    assert [shown(o) for o in found] == [
        ("가나소프트 주식회사", "누리집 운영과 유지관리", "2024-01-01", "2024-12-31"),
        ("다라협동조합", "소식지 발송", None, None),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "가나군은 누리집 운영을 가나소프트 주식회사에 위탁하고 있지 않습니다.",
        "가나군은 개인정보 처리를 다른 기관에 위탁하고 있습니다.",
        "가나군은 개인정보 처리를 가나소프트 주식회사에 위탁하는 경우 공개합니다.",
    ],
)
def test_sentences_that_name_no_processor(sentence: str) -> None:
    assert [o.processor for o in outsourcings(sentence + "\n") if o.processor] == []


def test_which_of_the_parties_stands_beside_its_name() -> None:
    head = "<h3>1. 개인정보 처리업무의 위탁</h3><table><tr><th>위탁업무</th><th colspan=2>수탁업체</th></tr>"
    rows = (
        "<tr><td rowspan=2>청소</td><td>본사</td><td>㈜가나소프트</td></tr><tr><td>재수탁</td><td>다라테크㈜</td></tr>"
    )
    found = page(f"{head}{rows}<tr><td>경비</td><td colspan=2>㈜마바</td></tr></table>").outsourcings
    assert [(*shown(o)[:2], o.subprocessor) for o in found] == [
        ("㈜가나소프트", "청소", False),
        ("다라테크㈜", "청소", True),
        ("㈜마바", "경비", False),
    ]


def test_a_line_that_names_no_body_for_sure_is_read_as_those_beside_it() -> None:
    found = outsourcings(
        "- ㈜가나소프트 : 예약 시스템 운영 (2025.3.1. ~ 2026.2.28.)\n- 다라포토 : 사진첩 제작\n- 위탁기간 : 각 계약에 따름\n"
    )
    assert [shown(o)[:2] for o in found] == [("㈜가나소프트", "예약 시스템 운영"), ("다라포토", "사진첩 제작")]


def test_a_period_behind_a_slash() -> None:
    found = outsourcings(
        "* 누리집 운영: ㈜가나소프트 / 2025년 12월 31일까지\n* 발송: 다라정보기술 / 2025.1.1.~2025.12.31.\n"
    )
    assert [shown(o) for o in found] == [
        ("㈜가나소프트", "누리집 운영", None, "2025-12-31"),
        ("다라정보기술", "발송", "2025-01-01", "2025-12-31"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- ㈜다라에 시스템 운영을 위탁하고 있으며, 위탁 기간은 2031년 7월 1일부터 2032년 6월 30일까지입니다.\n"
            "- Maba Pte. Ltd.에 알림 발송, 통계를 위탁하고 있으며, 위탁 기간은 2031.2.1.부터 2032.1.31.까지입니다.\n",
            [
                ("㈜다라", "시스템 운영", "2031-07-01", "2032-06-30"),
                ("Maba Pte. Ltd.", "알림 발송, 통계", "2031-02-01", "2032-01-31"),
            ],
        ),
        (
            "가나재단은 상담 업무를 ㈜다라에 위탁하고, 사아시스템에 서버 운영을 위탁하고 있습니다.\n",
            [("㈜다라", "상담", None, None), ("사아시스템", "서버 운영", None, None)],
        ),
        (
            "① 구는 ㈜가나에 발송을, ㈜다라에 상담 업무를 위탁하고 있습니다.\n"
            "② 가나특별시는 가나시설공단에 주차장 관리를 위탁하고 있습니다.\n",
            [("㈜다라", "상담", None, None)],
        ),
        (
            "가나재단은 Sa Co., Ltd.에게 상담 업무를 맡기고 있습니다.\n",
            [("Sa Co., Ltd.", "상담", None, None)],
        ),
    ],
)
def test_sentences_that_name_the_processor_first(text: str, expected: list[tuple[str | None, ...]]) -> None:
    assert [shown(o) for o in outsourcings(text)] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "가나재단은 수탁기관에 업무를 위탁합니다.",
        "2031년부터 ㈜다라에 발송을 위탁하고 있습니다.",
        "㈜다라에 발송을 위탁하는 경우 공개합니다.",
        "재단은 가나센터에 접수된 우편물의 발송을 위탁하고 있습니다.",
        "재단은 가나시설관리공단에 새로 방문하는 주민의 주차 관리 업무를 위탁하고 있습니다.",
        "재단은 가나센터에 보관한 영상의 백업을 위탁합니다.",
        "재단은 가나센터에 영상의 백업을 업체를 통하여 위탁합니다.",
        "재단은 ㈜다라에 운영을 위탁하였으나 현재는 직접 운영합니다.",
    ],
)
def test_sentences_that_name_no_processor_first(sentence: str) -> None:
    assert [o for o in outsourcings(sentence) if o.processor is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        "(1) 위탁업무 : 발송\n수탁자 : ㈜다라\n위탁기간 : 2031.1.1.부터 2031.12.31.까지\n"
        "(2) 위탁업무 : 운영\n수탁자 : ㈜마바\n위탁기간 : 2032.1.1.부터 2032.12.31.까지\n",
        "위탁기간 : 2031.1.1. ~ 2031.12.31.\n위탁업무 : 발송\n수탁자 : ㈜다라\n"
        "위탁기간 : 2032.1.1. ~ 2032.12.31.\n위탁업무 : 운영\n수탁자 : ㈜마바\n",
    ],
)
def test_another_label_may_open_each_entry(text: str) -> None:
    assert [shown(o) for o in outsourcings(text)] == [
        ("㈜다라", "발송", "2031-01-01", "2031-12-31"),
        ("㈜마바", "운영", "2032-01-01", "2032-12-31"),
    ]


def test_a_label_that_does_not_stand_before_every_processor_opens_no_entry() -> None:
    found = outsourcings("위탁업무 : 발송\n수탁자 : ㈜다라\n수탁자 : ㈜마바\n위탁업무 : 운영\n")
    assert [shown(o)[:2] for o in found] == [("㈜다라", None), ("㈜마바", "운영")]


def test_sentences_under_what_names_no_processor() -> None:
    found = outsourcings(
        "가. 위탁 계약 시 준수 사항\n1) 위탁업무는 발송입니다.\n2) 위탁기간은 2031.12.31.까지입니다.\n"
    )
    assert [o for o in found if o.processor is not None] == []


def test_sentences_under_the_name_of_a_processor() -> None:
    (found,) = outsourcings(
        "가. ㈜다라\n1) 위탁업무는 발송입니다.\n2) 위탁기간은 2031.1.1.부터 2031.12.31.까지입니다.\n"
    )
    assert shown(found) == ("㈜다라", "발송", "2031-01-01", "2031-12-31")


def test_a_date_under_a_term_is_where_it_ends() -> None:
    (found,) = outsourcings("수탁자\t위탁 업무\t위탁 기한\n㈜가나\t누리집 운영\t2024. 12. 31.\n")
    assert (found.start, found.end and found.end.value) == (None, "2024-12-31")
