"""Nodes in reading order, and tables with what leads to them."""

from __future__ import annotations

from pigraph.blocks.plain import read
from pigraph.sections.model import Section
from pigraph.sections.tree import sections

SOURCE = """가나공단 개인정보 처리방침
제1조(개인정보의 제3자 제공)
① 공단은 다음과 같이 제공합니다.
제공받는 자\t목적
국세청\t연말정산
※ 연 1회 제공합니다.
안내 사항입니다.
※ 담당 부서에 문의할 수 있습니다.
가. 통계 작성
- 제공받는 자 : 통계청
② 그 밖의 제공은 없습니다.
"""


def section() -> Section:
    return sections(read(SOURCE))[1]


def test_walking_is_reading_order() -> None:
    assert [n.words.text for n in section().walk()] == [
        "공단은 다음과 같이 제공합니다.",
        "연 1회 제공합니다.",
        "안내 사항입니다.",
        "담당 부서에 문의할 수 있습니다.",
        "통계 작성",
        "제공받는 자 : 통계청",
        "그 밖의 제공은 없습니다.",
    ]


def test_a_table_has_its_lead_and_its_notes() -> None:
    (placed,) = section().tables()
    assert [n.words.text for n in placed.lead] == ["공단은 다음과 같이 제공합니다."]
    assert placed.before is None
    assert [n.words.text for n in placed.notes] == ["연 1회 제공합니다.", "담당 부서에 문의할 수 있습니다."]
    assert all(n.is_note for n in placed.notes)


def test_the_kind_of_a_node() -> None:
    first = section().nodes[0]
    assert first.kind is not None
    assert first.kind.value == "circled"


def test_a_section_knows_its_kinds_and_its_place() -> None:
    one = section()
    assert one.is_about("provision", "outsourcing")
    assert not one.is_about("outsourcing")
    assert one.span.cut(SOURCE).startswith(("제1조", "개인정보의 제3자"))
    assert one.span.cut(SOURCE).endswith("없습니다.")
