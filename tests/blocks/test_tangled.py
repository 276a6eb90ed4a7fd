"""Tables taken out of a page line by line."""

from __future__ import annotations

from pigraph.blocks.model import Paragraph, Table
from pigraph.blocks.plain import read
from pigraph.blocks.tangled_header import untangle
from pigraph.blocks.tangled_layouts import layouts
from pigraph.blocks.wrapped import wrapped
from pigraph.text import Words, lines_of


def lines(text: str) -> list[Words]:
    return [x for x in lines_of(Words.of(text)) if x.text.strip()]


def header(text: str) -> list[tuple[str, str]] | None:
    found = untangle(lines(text))
    return None if found is None else [(f, w.text) for f, w in found]


def cells(text: str) -> list[list[list[str]]]:
    return [[[c.text for c in r] for r in b.rows] for b in read(text) if isinstance(b, Table)]


def test_words_of_a_header_find_each_other_over_lines() -> None:
    assert header("제공받는\n제공목적\n자") == [("recipient", "제공받는 자"), ("purpose", "제공목적")]
    assert header("순 개인정보파일의\n번 명칭") == [("index", "순 번"), ("name", "개인정보파일의 명칭")]


def test_what_is_left_over_makes_it_no_header() -> None:
    assert header("제공받는\n제공목적\n수영장") is None


def test_centred_cells_come_out_in_one_order() -> None:
    after = layouts(3, 2)
    for columns in ((1,), (0,), (1,)):  # one line beside two
        after = after[columns]
    assert after == {}
    assert (0, 1) in layouts(1, 2)
    assert (1,) in layouts(2, 2)[(0,)]
    assert not layouts(9, 9)  # too many to try


def test_rows_of_centred_cells_are_put_back() -> None:
    text = (
        "제공받는\n제공목적\n자\n\n제공항목\n\n"
        "행사 참가 신청 확인 및\n성명, 생년월일, 휴대전화번호,\n해솔군청\n결과 통보\n주소\n"
        "이용자 만족도 조사 및\n성명, 생년월일, 휴대전화번호,\n솔빛연구원\n결과 통보\n이메일\n\f"
    )
    assert cells(text) == [
        [
            ["해솔군청", "행사 참가 신청 확인 및 결과 통보", "성명, 생년월일, 휴대전화번호, 주소"],
            ["솔빛연구원", "이용자 만족도 조사 및 결과 통보", "성명, 생년월일, 휴대전화번호, 이메일"],
        ]
    ]


def test_halves_of_an_item_are_joined_and_others_are_not() -> None:
    assert wrapped(lines("성명, 휴대전\n화번호, 주소")).text == "성명, 휴대전화번호, 주소"
    assert wrapped(lines("성명, 주소,\n이메일")).text == "성명, 주소, 이메일"
    assert wrapped(lines("성명\n- 주소")).text == "성명\n- 주소"


def test_torn_labels_of_cards_are_joined() -> None:
    text = "파일 강습생 명부\n명\n보유목 강습 접수\n적\n주요 성명, 생년월일,\n항목 주소\n보유기 3년\n간\n"
    assert cells(text) == [[["강습생 명부", "강습 접수", "성명, 생년월일, 주소", "3년"]]]


def test_labels_in_one_block_take_the_values_of_the_next() -> None:
    labels = "파일명\n보유근거\n보유목적\n주요항목\n\n"
    values = "캠핑장 예약자\n정보주체 동의\n예약 접수\n성명, 주소\n\n"
    assert cells(f"{labels}예약자 개인정보 보유 안내\n{values}") == [
        [["캠핑장 예약자", "정보주체 동의", "예약 접수", "성명, 주소"]]
    ]


def test_a_list_of_items_is_no_header() -> None:
    assert header("성명, 이메일") is None


def test_what_the_page_tore_is_put_together() -> None:
    text = (
        "이용자는 센터에 등록된 뒤에 이용합니다.\n\n"
        "제공받는 자\n\n제공목적\n\n제공항목\n\n보유기간\n\n"
        "모든 자원봉사센터에 등\n봉사 참여와 실적의\n록된 자원봉사 활동처\n확인과 등록\n\n이름, 생년월일\n5년\n\n"
        "교육부\n생활기록의 작성\n\n이름, 회원번호\n5년\n\n"
        "병무청\n복무 기간의 확인\n\n이름, 연락처\n3년\n\n\f"
    )
    assert cells(text)[0][0][:2] == ["모든 자원봉사센터에 등록된 자원봉사 활동처", "봉사 참여와 실적의 확인과 등록"]


def test_a_header_may_go_on_below_the_first_rows() -> None:
    rows = "".join(
        f"{n} 신청서\n성명, 주소, 전화번호\n{k}년\n" for k, n in enumerate(("대관", "환불", "강습", "주차"), 2)
    )
    text = f"개인정보파일명\n회원 가입\n\n주요항목\n\n보유기간\n\n성명, 이메일\n1년\n{rows}\f"
    assert ["환불 신청서", "성명, 주소, 전화번호", "3년"] in cells(text)[0]


def test_rows_with_halves_of_words_are_left_unread() -> None:
    text = (
        "업무명\n\n처리 목적\n\n처리 항목\n\n보유 기간\n\n"
        "예방접종\n\n접종 예약의 확인과 변경 안내, 이상\n\n성명, 생년월일, 휴대전화번\n\n접종일부터\n\n"
        "예약\n\n반응의 추적 관찰\n\n호, 접종 이력\n\n5년\n\n"
        "건강검진\n\n검진 결과의 통보와 사후 관리\n\n성명, 주소, 연\n\n10년\n\n접수\n상담 신청\n\n"
        "락처\n상담 기록의 보관\n\n성명, 전화번호\n\n3년\n\f"
    )
    assert cells(text) == []
    assert "락처" in [b.words.text for b in read(text) if isinstance(b, Paragraph)]
