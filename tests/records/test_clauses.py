"""What sections say as clauses."""

from __future__ import annotations

import pytest

from pigraph.records import clauses
from records.texts import VOWS, names, record, tree


def denied(heading: str, sentence: str) -> str | None:
    found = clauses.denial(tree(f"{VOWS * 3}1. {heading}\n{sentence}\n")[1])
    return found.text if found is not None else None


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("개인정보의 제3자 제공", "공단은 정보주체의 개인정보를 제3자에게 제공하고 있지 않습니다."),
        ("개인정보의 제3자 제공", "제3자에게 제공하는 개인정보는 없습니다."),
        ("개인정보 처리업무의 위탁", "공단은 개인정보 처리업무를 위탁하지 않습니다."),
        ("개인정보 처리업무의 위탁", "위탁하고 있지 아니합니다."),
        ("개인정보 자동 수집 장치의 설치·운영 및 거부", "재단은 ‘쿠키(cookie)’를 사용하지 않습니다."),
        ("14세 미만 아동의 개인정보 처리", "재단은 만 14세 미만 아동의 개인정보를 수집하지 않습니다."),
        ("개인정보의 국외 이전", "개인정보를 국외로 이전하지 않습니다."),
        ("가명정보의 처리에 관한 사항", "가명정보를 처리하지 않습니다."),
        ("고정형 영상정보처리기기 운영·관리", "영상정보처리기기를 설치·운영하지 않습니다."),
        ("개인정보의 제3자 제공", "제3자 제공 내역이 없습니다."),
        ("개인정보 처리업무의 위탁", "현재 위탁 중인 업무는 없습니다."),
        ("개인정보 자동 수집 장치의 설치·운영 및 거부", "쿠키를 쓰지 않습니다."),
        (
            "개인정보 자동 수집 장치의 설치·운영 및 거부",
            "개인정보를 자동으로 수집하는 장치를 설치·운영하고 있지 않습니다.",
        ),
        ("추가적인 이용·제공 판단기준", "정보주체의 동의 없이 추가로 이용하거나 제공하지 않습니다."),
        ("개인정보의 국외 이전", "해당 사항 없음"),
        ("가명정보의 처리에 관한 사항", "해당되는 사항이 없습니다."),
    ],
)
def test_denials(heading: str, sentence: str) -> None:
    assert denied(heading, f"안내합니다. {sentence}") == sentence


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("개인정보의 제3자 제공", "정보주체의 동의 없이 제3자에게 제공하지 않습니다."),
        ("개인정보의 제3자 제공", "원칙적으로 제3자에게 제공하지 않습니다."),
        ("개인정보의 제3자 제공", "다음과 같이 제3자에게 제공하고 있습니다."),
        ("개인정보 처리업무의 위탁", "다음과 같이 위탁하고 있습니다."),
        ("개인정보의 처리 목적", "제3자에게 제공하지 않습니다."),
        ("개인정보의 처리 목적", "해당 없음"),
        ("개인정보 처리업무의 위탁", "수탁자는 ㈜다라이며 누리집을 유지하고 이용자의 문의에 답합니다. 그 밖에 안내문을 보내고, 설문을 하고, 행사를 알리고, 접수를 받습니다.\n- 재위탁\n해당 없음"),
        ("추가적인 이용·제공 판단기준", "관련성이 있으면 정보주체의 동의 없이 추가로 이용할 수 있습니다."),
    ],
)  # fmt: skip
def test_what_is_no_denial(heading: str, sentence: str) -> None:
    assert denied(heading, sentence) is None


@pytest.mark.parametrize(
    ("sentence", "used"),
    [
        ("재단은 이용정보를 저장하는 ‘쿠키(cookie)’를 사용합니다.", True),
        ("재단은 ‘쿠기’를 운용하고 있습니다.", None),
        ("쿠키를 사용하지 않습니다.", False),
        ("개인정보 자동 수집 장치를 설치·운영하지 않습니다.", False),
        ("접속 기록을 보관합니다.", None),
        ("누리집은 로그인 상태를 유지하려고 쿠키를 씁니다.", True),
        ("누리집은 쿠키를 쓰고 있습니다.", True),
        ("누리집은 쿠키를 쓰고 있지 않습니다.", False),
        ("누리집은 쿠키를 활용하고 있지 아니합니다.", False),
        ("누리집은 쿠키를 활용하는 별도의 기능을 두지 않습니다.", None),
    ],
)
def test_cookies(sentence: str, used: bool | None) -> None:
    found = clauses.cookies(tree(f"1. 개인정보 자동 수집 장치의 설치·운영 및 거부\n① {sentence}\n"))
    assert (found.value if found else None) in ((used,) if used is not None else (None, True))


TEXT = """가나재단은 「개인정보 보호법」 제30조에 따라 방침을 공개합니다.
제1조(개인정보의 처리 목적)
재단은 「주차장법」 제8조와 같은 법 시행령 제2조에 따라 처리합니다. 주차장법 제8조를 지킵니다.
제2조(정보주체의 권리·의무 및 행사방법)
정보주체는 열람, 정정·삭제, 처리 정지를 요구할 수 있습니다. 열람은 서면으로 요구합니다.
제3조(개인정보의 안전성 확보 조치)
1. 관리적 조치 : 내부관리계획 수립·시행
2. 기술적 조치
- 접근권한 관리
- 암호화
3. 물리적 조치 : 전산실 통제
4. 관리적·기술적 조치를 합니다.
제4조(개인정보의 파기)
- 파기방법 : 종이 문서는 분쇄기로 파쇄하거나 소각합니다.
- 지체 없이 파기합니다.
제5조(개인정보 처리방침의 변경)
이 개인정보 처리방침은 2024. 3. 1.부터 적용됩니다.
- 2022. 1. 1. ~ 2024. 2. 29. 적용
- 2020. 1. 1. ~ 2021. 12. 31. 적용
변경일\t주요 변경내용
2022. 1. 1.\t위탁 추가
"""


def test_topics_and_citations_by_section() -> None:
    found = clauses.section_records(tree(TEXT), names(TEXT))
    assert [s.kinds for s in found] == [("purpose",), ("rights",), ("safeguards",), ("destruction",), ("changes",)]
    assert [(b.law, b.article) for b in found[0].citations] == [("주차장법", "8"), ("주차장법 시행령", "2")]
    assert found[1].citations == ()
    assert [(b.law, b.article) for b in clauses.preamble_citations(tree(TEXT), names(TEXT))] == [
        ("개인정보 보호법", "30")
    ]
    assert found[0].heading.text == "개인정보의 처리 목적"
    assert found[0].body.cut(TEXT).endswith("지킵니다.")


def test_rights() -> None:
    found = record(TEXT).rights
    assert [r.value for r in found] == ["access", "correction", "deletion", "suspension"]
    assert [r.words.hull.cut(TEXT) for r in found] == ["열람", "정정", "삭제", "처리 정지"]


def test_measures_are_verbatim() -> None:
    found = [(m.kind.value, m.text.value) for m in record(TEXT).measures]
    assert found == [
        ("organisational", "내부관리계획 수립·시행"),
        ("technical", "접근권한 관리 암호화"),
        ("physical", "전산실 통제"),
        ("deletion", "파기방법 : 종이 문서는 분쇄기로 파쇄하거나 소각합니다."),
    ]


def test_versions() -> None:
    found = {(v.start, v.end): [n.text for n in v.notes] for v in record(TEXT).versions}
    assert found == {
        ("2022-01-01", "2024-02-29"): [],
        ("2020-01-01", "2021-12-31"): [],
        ("2022-01-01", None): ["위탁 추가"],
    }


def test_a_table_of_changes_whose_header_only_says_contents() -> None:
    found = record(TEXT.replace("변경일\t주요 변경내용", "개정일\t내용")).versions
    assert [(v.start, [n.text for n in v.notes]) for v in found if v.end is None] == [("2022-01-01", ["위탁 추가"])]
