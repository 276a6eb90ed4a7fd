"""Recipients from tables, composite cells and lists."""

from __future__ import annotations

import pytest

from pigraph.records.model import How, Provision
from records.texts import record

HEAD = "1. 개인정보의 제3자 제공\n"


def provisions(text: str) -> tuple[Provision, ...]:
    return record(HEAD + text).provisions


def shown(p: Provision) -> tuple[str | None, str | None, list[str], str | None]:
    return (
        p.recipient and p.recipient.value,
        p.purposes[0].value if p.purposes else None,
        [i.label.value for i in p.items],
        p.retention.text.value if p.retention else None,
    )


def grounds(p: Provision) -> list[str]:
    return ["동의" if b.consent else f"{b.law} {b.article}" for b in p.bases]


@pytest.mark.parametrize(
    "columns",
    [
        ("제공받는 자", "제공목적", "제공항목", "보유기간", "제공근거"),
        ("연번", "제공 근거", "받는 기관", "이용 목적", "제공하는 개인정보 항목", "제공받는 자의 보유 및 이용기간"),
        ("제공정보", "제공받는 자의 이용 목적", "개인정보를 제공받는 자", "법적 근거", "이용기간"),
    ],
)
@pytest.mark.parametrize("layout", ["tab", "pipe"])
def test_a_table_in_any_order(columns: tuple[str, ...], layout: str) -> None:
    values = {"자": "국세청", "기관": "국세청", "목적": "연말정산", "항목": "성명, 주민등록번호", "정보": "성명, 주민등록번호", "기간": "5년", "근거": "소득세법 제165조", "연번": "1"}  # fmt: skip
    cells = [next(v for k, v in values.items() if c.endswith(k)) for c in columns]
    if layout == "tab":
        text = "\n".join("\t".join(row) for row in (columns, cells))
    else:
        text = "\n".join(f"| {' | '.join(row)} |" for row in (columns, ["---"] * len(columns), cells))
    (one,) = provisions(text + "\n")
    assert shown(one) == ("국세청", "연말정산", ["성명", "주민등록번호"], "5년")
    assert grounds(one) == ["소득세법 165"]
    assert one.entries


def test_one_provision_for_each_recipient_of_a_cell() -> None:
    found = provisions("제공받는 자\t제공목적\t제공항목\n병무청, 국민연금공단\t자격 확인\t성명 등\n")
    assert [shown(p) for p in found] == [
        ("병무청", "자격 확인", ["성명"], None),
        ("국민연금공단", "자격 확인", ["성명"], None),
    ]
    assert all(p.open_ended for p in found)


def test_blank_cells_repeat_the_cell_above() -> None:
    first, second = provisions("제공받는 자\t목적\t항목\t기간\n국세청\t과세\t성명\t5년\n관세청\t\t주소\t\n")
    assert shown(second) == ("관세청", "과세", ["주소"], "5년")
    assert first.retention is not None
    assert first.retention.text.how is How.TABLE


def test_composite_cells() -> None:
    found = provisions(
        "| 제공자료 | 내용 |\n|---|---|\n"
        "| 주차 | - 제공받는 자 : 경찰서 - 이용목적 : 수사 - 제공항목 : 차량번호 - 보유기간 : 수사 종료 시 |\n"
        "| 체납 | - 제공받는 자 : 한국자산관리공사<br>- 제공목적 : 공매<br>- 제공항목 : 성명, 체납액 |\n"
    )
    assert [shown(p) for p in found] == [
        ("경찰서", "수사", ["차량번호"], "수사 종료 시"),
        ("한국자산관리공사", "공매", ["성명", "체납액"], None),
    ]
    assert [p.is_kind for p in found] == [True, False]


def test_lists() -> None:
    found = provisions(
        "① 진흥원은 정보주체의 동의를 받아 아래와 같이 개인정보를 제공합니다.\n"
        "가. 한국장학재단\n- 제공목적 : 장학생 자격 확인\n- 제공항목 : 성명, 학교\n- 보유기간 : 3년\n"
        "나. 제공받는 자 : 국세청\n- 이용목적 : 소득 확인\n- 제공하는 항목 : 주민등록번호\n"
    )
    assert [shown(p) for p in found] == [
        ("한국장학재단", "장학생 자격 확인", ["성명", "학교"], "3년"),
        ("국세청", "소득 확인", ["주민등록번호"], None),
    ]
    assert [grounds(p) for p in found] == [["동의"], ["동의"]]


@pytest.mark.parametrize(
    ("sentence", "ground"),
    [
        ("공단은 「주차장법」 제8조에 따라 다음과 같이 개인정보를 제공합니다.", ["주차장법 8"]),
        ("공단은 정보주체의 동의를 받아 다음과 같이 제공합니다.", ["동의"]),
        ("공단은 「개인정보 보호법」 제17조에 해당하는 경우에만 다음과 같이 제공합니다.", []),
        ("공단은 다음과 같이 개인정보를 제공합니다.", []),
        (
            "공단은 다음과 같이 제공하며 본인의 동의 없이는 제공하지 않습니다.",
            ["동의"],
        ),
        ("공단은 정보주체의 동의를 받아 아래의 두 곳에 개인정보를 제공하고 있습니다.", ["동의"]),
        ("공단은 동의를 받아 다음 기관에 제공하며, 그 밖에는 법 제17조 및 제18조에 따라 제공합니다.", ["동의"]),
        (
            "공단은 법 제17조에 따라 제공하고, 그 밖에 다음 기관에는 「주차장법」 제8조에 따라 제공합니다.",
            ["주차장법 8"],
        ),
        ("공단은 「개인정보 보호법」 제17조에 따른 경우에만 다음과 같이 제공합니다.", []),
    ],
)
def test_the_ground_of_a_whole_table(sentence: str, ground: list[str]) -> None:
    (one,) = provisions(f"① {sentence}\n제공받는 자\t목적\t항목\n국세청\t과세\t성명\n")
    assert grounds(one) == ground


def test_a_ground_of_its_own_comes_first() -> None:
    (one,) = provisions(
        "① 공단은 동의를 받아 다음과 같이 제공합니다.\n제공받는 자\t목적\t근거\n국세청\t과세\t소득세법 제165조\n"
    )
    assert grounds(one) == ["소득세법 165"]


def test_a_law_behind_the_purpose() -> None:
    (one,) = provisions("제공받는 자\t목적\t항목\n국세청\t소득 확인 (소득세법 제165조)\t성명\n")
    assert (shown(one)[1], grounds(one)) == ("소득 확인", ["소득세법 165"])


def test_remarks_are_kept() -> None:
    (one,) = provisions("제공받는 자\t목적\t항목\n신원조회 규정이 있는 법인 (※ 개인 청구 불가)\t신원조회\t성명\n")
    assert (one.recipient and one.recipient.value, [r.text for r in one.remarks]) == (
        "신원조회 규정이 있는 법인",
        ["※ 개인 청구 불가"],
    )


def test_what_the_header_says_to_stand_in_brackets_behind_a_recipient() -> None:
    (one,) = provisions("제공받는 자(담당부서)\t목적\t항목\n국세청(징세과)\t과세\t성명\n")
    assert one.recipient and one.recipient.value == "국세청"


def test_a_footnote_limits_a_value_to_one_recipient() -> None:
    note = "※ 제공목적 중 “통계 작성”, 제공항목 중 “소득”은 “국세청”에 한하여 적용됩니다."
    table = "제공받는 자\t목적\t항목\n국세청\t과세, 통계 작성\t성명, 소득\n국민연금공단\t과세, 통계 작성\t성명, 소득\n"
    tax, pension = provisions(f"{table}{note}\n")
    assert [i.label.value for i in tax.items] == ["성명", "소득"]
    assert [i.label.value for i in pension.items] == ["성명"]
    assert [p.value for p in tax.purposes] == ["과세", "통계 작성"]
    assert [p.value for p in pension.purposes] == ["과세"]
    assert all(p.entries[-1].cut(f"{HEAD}{table}{note}\n") == note for p in (tax, pension))


def test_a_footnote_limits_values_that_refer_to_it() -> None:
    note = "1) ‘통계 작성’ 목적과 ‘소득’ 항목은 국세청에 제공하는 경우에만 해당합니다."
    table = "제공받는 자\t목적\t항목\n국세청\t과세, 통계 작성 ¹⁾\t성명, 소득¹⁾\n국민연금공단\t\t\n"
    tax, pension = provisions(f"{table}{note}\n")
    assert [i.label.value for i in tax.items] == ["성명", "소득"]
    assert [p.value for p in tax.purposes] == ["과세", "통계 작성"]
    assert [i.label.value for i in pension.items] == ["성명"]
    assert [p.value for p in pension.purposes] == ["과세"]


def test_a_footnote_limits_a_value_to_two_recipients() -> None:
    rows = "국세청\t과세\t성명, 소득\n국민연금공단\t부과\t성명, 소득\n병무청\t심사\t성명, 소득\n"
    found = provisions(f"제공받는 자\t목적\t항목\n{rows}※ ‘소득’은 국세청과 병무청에만 제공합니다.\n")
    assert [[i.label.value for i in p.items] for p in found] == [["성명", "소득"], ["성명"], ["성명", "소득"]]


@pytest.mark.parametrize(
    "note",
    ["※ 소득은 국세청에만 제공합니다.", "※ 자세한 사항은 문의하십시오.", "※ “소득”은 관세청에 한하여 제공합니다."],
)
def test_footnotes_without_quotes_or_of_others(note: str) -> None:
    found = provisions(f"제공받는 자\t목적\t항목\n국세청\t과세\t소득\n국민연금공단\t부과\t소득\n{note}\n")
    labels = [[i.label.value for i in p.items] for p in found]
    assert labels == ([["소득"], []] if "국세청" in note else [["소득"], ["소득"]])


def test_nobody_receives_anything() -> None:
    found = record("1. 개인정보의 제3자 제공\n공단은 개인정보를 제3자에게 제공하지 않습니다.\n")
    assert found.provisions == ()
    assert [s.denied.text if s.denied else None for s in found.sections] == [
        "공단은 개인정보를 제3자에게 제공하지 않습니다."
    ]


def test_the_group_of_a_row_may_say_its_ground() -> None:
    found = provisions(
        "구분\t제공받는 자\t제공목적\t제공항목\n법령에 따른 제공(소득세법 제165조)\t국세청\t연말정산\t성명\n"
        "동의에 따른 제공\t㈜가나\t배송\t주소\n정기\t㈜다라\t발송\t주소\n"
    )
    assert [grounds(p) for p in found] == [["소득세법 165"], ["동의"], []]


def test_the_sentence_over_labelled_lines_gives_them_their_ground() -> None:
    said = "재단은 동의 없이 제공하지 않으며, 정보주체의 동의를 받아 제공하는 경우는 다음과 같습니다.\n"
    card = "- 제공받는 자 : 가나청\n- 이용 목적 : 통계 작성\n"
    assert [grounds(p) for p in provisions(said + card)] == [["동의"]]
    assert [grounds(p) for p in provisions("제공하는 내용은 다음과 같습니다.\n" + card)] == [[]]


def test_a_heading_that_is_a_label_names_no_recipient() -> None:
    listed = "가. 제공하는 개인정보의 항목\n- 제공 항목 : 성명\n- 보유기간 : 1년\n"
    assert provisions(listed) == ()
    assert [shown(p)[0] for p in provisions(listed.replace("제공하는 개인정보의 항목", "가나청"))] == ["가나청"]


@pytest.mark.parametrize(
    ("sentence", "expected", "ground"),
    [
        (
            "다만, 국세청에 원천징수 신고를 위하여 성명, 주소를 「소득세법」 제164조에 따라 제공하고 있으며, 국세청은 이를 5년간 보관합니다.",
            ("국세청", "원천징수 신고", ["성명", "주소"], "5년"),
            ["소득세법 164"],
        ),
        (
            "가나군은 상해보험 가입을 위하여 정보주체의 동의를 받아 ㈜다라보험에 성명과 생년월일을 제공합니다.",
            ("㈜다라보험", "상해보험 가입", ["성명", "생년월일"], None),
            ["동의"],
        ),
        (
            "가나군은 통계 작성을 위하여 성명, 주소를 국세청에 제공하고 있습니다.",
            ("국세청", "통계 작성", ["성명", "주소"], None),
            [],
        ),
        ("가나군은 국세청에 성명을 제공합니다.", ("국세청", None, ["성명"], None), []),
    ],
)
def test_a_sentence_that_names_a_recipient(sentence: str, expected: tuple[object, ...], ground: list[str]) -> None:
    (one,) = provisions(f"{sentence}\n")
    assert shown(one) == expected
    assert grounds(one) == ground


@pytest.mark.parametrize(
    "sentence",
    [
        "가나군은 국세청에 성명, 주소를 제공하고 있지 않습니다.",
        "가나군은 법률에 특별한 규정이 있는 경우에만 개인정보를 제3자에게 제공합니다.",
        "가나군은 다른 기관에 성명, 주소를 제공합니다.",
        "가나군은 국세청에 통계 자료를 제공합니다.",
        "가나군은 국세청에 성명, 주소를 제공하지 않습니다.",
    ],
)
def test_a_sentence_that_names_no_recipient(sentence: str) -> None:
    assert provisions(f"{sentence}\n") == ()


def test_sentences_under_the_name_of_a_recipient() -> None:
    found = provisions(
        "가. 다라청\n1) 제공 목적은 할인 확인입니다.\n2) 제공하는 항목은 이름, 생년월일입니다.\n3) 보유 및 이용기간은 1년입니다.\n"
        "나. 마바청\n1) 제공 목적은 수사이며, 제공하는 항목은 이름입니다.\n"
    )
    assert [shown(p) for p in found] == [
        ("다라청", "할인 확인", ["이름", "생년월일"], "1년"),
        ("마바청", "수사", ["이름"], None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "가. 다라청\n- 제공 목적 : 확인\n- 제공 항목 : 이름\n보유기간은 3년입니다.\n",
        "가. 다라청\n1) 제공 목적은 확인입니다.\n2) 제공 항목은 이름입니다.\n나. 마바청\n보유기간은 3년입니다.\n",
    ],
)
def test_a_sentence_behind_a_list_is_not_about_its_last_recipient(text: str) -> None:
    assert [p.retention for p in provisions(text) if p.retention is not None] == []
