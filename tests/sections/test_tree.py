"""Blocks → sections: which marks are headings, and what stands below what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from fragments import policy_like
from pigraph.blocks.model import Paragraph, Table
from pigraph.blocks.plain import read
from pigraph.sections.model import Node, Section
from pigraph.sections.tree import sections
from pigraph.text import Words

TITLES = ["개인정보의 처리 목적", "개인정보의 처리 및 보유 기간", "개인정보의 제3자 제공", "개인정보의 파기"]
KINDS = [("purpose",), ("retention",), ("provision",), ("destruction",)]


def tree(text: str) -> list[Section]:
    return sections(read(text))


def outline(nodes: list[Node]) -> list[object]:
    return [[n.words.text, *outline(n.nodes)] if n.nodes else n.words.text for n in nodes]


@pytest.mark.parametrize(
    "form",
    ["제{n}조({t})", "제 {n} 조 ({t})", "제{n}조 {t}", "{n}. {t}", "{n} {t}", "{r}. {t}", "# {t}", "### {n}. {t}", "## 제{n}조({t})", "□ {t}", "■ {t}", "▶ {t}", "{t}", "{s}. {t}"],
)  # fmt: skip
def test_every_form_of_heading(form: str) -> None:
    lines = ["가나재단 방침", "가나재단은 개인정보를 보호하기 위하여 방침을 공개합니다."]
    for n, title in enumerate(TITLES, 1):
        lines += [form.format(n=n, t=title, r="ⅠⅡⅢⅣ"[n - 1], s="가나다라"[n - 1]), f"{n}째 내용입니다."]
    preamble, *found = tree("\n".join(lines) + "\n")
    assert (preamble.heading.text, preamble.number, len(preamble.children)) == ("", 0, 2)
    assert [s.heading.text for s in found] == TITLES
    assert [s.number for s in found] == ([0] * 4 if form[0] in "□■▶" else [1, 2, 3, 4])
    assert [s.kinds for s in found] == KINDS
    assert [[n.words.text for n in s.nodes] for s in found] == [[f"{n}째 내용입니다."] for n in range(1, 5)]


def test_words_behind_the_title_are_content() -> None:
    (_, one, two) = tree(
        "제1조(개인정보의 처리 목적) ① 재단은 처리합니다. ② 변경 시 알립니다.\n제2조(개인정보의 파기) 지체 없이 파기합니다.\n"
    )
    assert (one.heading.text, two.heading.text) == ("개인정보의 처리 목적", "개인정보의 파기")
    assert [n.words.text for n in one.nodes] == ["재단은 처리합니다.", "변경 시 알립니다."]
    assert [n.words.text for n in two.nodes] == ["지체 없이 파기합니다."]


def test_articles_that_are_cited_are_no_headings() -> None:
    (_, one) = tree(
        "제1조(개인정보의 처리 목적)\n재단은 다음의 경우 처리합니다.\n제15조제1항제2호에 따른 경우\n제17조\n"
    )
    assert [n.words.text for n in one.nodes] == [
        "재단은 다음의 경우 처리합니다.",
        "제15조제1항제2호에 따른 경우",
        "제17조",
    ]


def test_numbers_within_articles_are_no_headings() -> None:
    (_, one, _two) = tree(
        "제1조(개인정보의 처리 목적)\n1. 회원 관리\n2. 민원 처리\n제2조(개인정보의 처리 및 보유 기간)\n1. 회원 관리 : 2년\n"
    )
    assert outline(one.nodes) == ["회원 관리", "민원 처리"]


@pytest.mark.parametrize(
    "levels",
    [("①", "②", "가.", "나.", "-"), ("가.", "나.", "①", "②", "○"), ("1)", "2)", "(1)", "(2)", "•"), ("○", "○", "1)", "2)", "-")],
)  # fmt: skip
def test_a_new_kind_of_mark_goes_deeper_and_an_open_one_closes(levels: tuple[str, ...]) -> None:
    a, b, c, d, e = levels
    text = f"제1조(개인정보의 처리 목적)\n{a} 하나\n{c} 둘\n{e} 셋\n{e} 넷\n{d} 다섯\n{b} 여섯\n제2조(개인정보의 파기)\n끝\n"
    assert outline(tree(text)[1].nodes) == [["하나", ["둘", "셋", "넷"], "다섯"], "여섯"]


def test_notes_and_plain_lines_stand_below_what_is_open() -> None:
    (_, one) = tree("제1조(개인정보의 처리 목적)\n① 하나\n※ 참고\n가. 둘\n그리고 셋.\n② 넷\n")
    assert outline(one.nodes) == [["하나", "참고", ["둘", "그리고 셋."]], "넷"]


def test_tables_stand_where_they_are_printed() -> None:
    (_, one) = tree("제1조(개인정보의 처리 목적)\n수탁자\t업무\n㈜가나\t발송\n① 하나\n파일명\t항목\n회원\t성명\n")
    assert isinstance(one.children[0], Table)
    (node,) = one.nodes
    assert isinstance(node.children[0], Table)


def test_no_headings_at_all() -> None:
    (preamble,) = tree("안내문\n문의하십시오.\n")
    assert [n.words.text for n in preamble.nodes] == ["안내문", "문의하십시오."]
    assert len(tree("")) == 1


@given(policy_like)
@settings(max_examples=60, deadline=None)
def test_every_block_stands_in_one_section_in_reading_order(text: str) -> None:
    blocks = read(text)
    found = sections(blocks)
    assert (found[0].heading.text, found[0].number) == ("", 0)
    places: list[int] = []
    tables = 0
    for section in found:
        here = [*section.heading.at, *(o for n in section.walk() for o in n.words.at)]
        places += sorted(o for o in here if o >= 0)
        tables += sum(1 for _ in section.tables())
        assert all(section.span.covers(n.words.hull) for n in section.walk() if n.words.spans)
    assert places == sorted(set(places))
    assert tables == sum(isinstance(b, Table) for b in blocks)
    printed = {o for b in blocks if isinstance(b, Paragraph) for o in b.words.at if o >= 0 and text[o].isalpha()}
    assert {o for o in places if text[o].isalpha()} >= {
        o for o in printed if text[o] not in "제조의o가나다라마바사아자차카타파하ㅁㅇ"
    }


def test_what_the_format_marks_as_a_heading_is_no_entry_of_the_contents() -> None:
    def line(text: str, level: int = 0) -> Paragraph:
        nonlocal at
        words = Words(text, range(at, at + len(text)))
        at += len(text) + 1
        return Paragraph(words, (words,), level)

    at = 0
    blocks = [line(t) for t in TITLES] + [line(t, 2) for t in TITLES for _ in (0,)]
    blocks.append(line(TITLES[-1]))
    found = sections(blocks)
    assert [s.kinds for s in found[1:]] == KINDS


def test_a_heading_that_a_line_under_it_repeats_is_no_entry_of_the_contents() -> None:
    contents = "".join(f"제{n}조({t})\n" for n, t in enumerate(TITLES, 1))
    body = "".join(f"제{n}조({t})\n① 다음과 같이 처리합니다.\n1. {t}\n" for n, t in enumerate(TITLES, 1))
    found = tree(f"목차\n{contents}{body}")
    assert [s.number for s in found if s.kinds in KINDS] == [1, 2, 3, 4]


def test_whom_data_are_passed_on_to_says_more_than_other_labels_and_than_a_heading_that_says_nothing() -> None:
    first = "# 개인정보의 파기\n가나합니다.\n# 그 밖의 일\n"
    lists = "가. 가나청\n- 제공목적 : 통계\n- 제공항목 : 성명\n- 보유기간 : 1년\n"
    assert tree(f"{first}{lists}")[2].kinds == ("provision",)
    assert tree(f"{first}수탁자\t위탁업무\n㈜가나\t청소\n")[2].kinds == ("outsourcing",)
    assert tree(f"{first}- 처리목적 : 통계\n- 보유기간 : 1년\n")[2].kinds == ("purpose",)


def test_a_label_with_its_value_is_no_heading() -> None:
    lines = "처리목적: 예약\n보유기간: 1년\n이용목적: 상담\n보유기간: 2년\n파기방법: 파쇄\n"
    assert [s.number for s in tree(f"1. 개인정보의 처리 목적\n{lines}2. 개인정보의 파기\n파기합니다.\n")] == [0, 1, 2]


def test_a_heading_of_unknown_wording_stands_between_its_neighbours() -> None:
    text = (
        "1. 개인정보의 처리 목적\n회원 관리\n2. 그 밖의 일\n가나\n3. 개인정보의 파기\n{}4. 개인정보 보호책임자\n다라\n"
    )
    assert [s.heading.text for s in tree(text.format(""))[1:]][1] == "그 밖의 일"
    listed = tree(text.format("1. 가나\n2. 다라\n3. 마바\n"))
    assert [s.number for s in listed] == [0, 1, 2, 3, 4]
    one = tree("1. 개인정보의 처리 목적\n1. 회원 관리\n2. 상담\n3. 개인정보의 파기\n가나\n")
    assert [s.number for s in one] == [0, 1, 3]


def test_bullets_with_labels_and_values_do_not_outvote_articles() -> None:
    card = "○ 처리목적 : 예약\n○ 보유기간 : 1년\n"
    found = tree(f"제1조(개인정보의 처리 목적)\n{card * 4}제2조(개인정보의 파기)\n파기합니다.\n")
    assert [s.number for s in found] == [0, 1, 2]


def test_headings_below_one_that_says_nothing_are_sections() -> None:
    text = (
        "## Ⅰ. 개인정보의 처리 목적\n재단은 처리합니다.\n## Ⅱ. 개인정보의 파기\n재단은 파기합니다.\n## Ⅲ. 그 밖의 사항\n"
        "### 1. 쿠키\n재단은 쿠키를 씁니다.\n### 2. 누리집의 운영\n재단이 운영합니다.\n### 3. 개인정보 보호책임자\n홍길동\n"
    )
    assert [s.heading.text for s in tree(text)[1:]] == [
        "개인정보의 처리 목적",
        "개인정보의 파기",
        "그 밖의 사항",
        "쿠키",
        "누리집의 운영",
        "개인정보 보호책임자",
    ]


def test_headings_below_another_are_sections_only_where_they_are_never_part_of_it() -> None:
    text = (
        "## Ⅰ. 개인정보의 처리 항목\n### 1. 동의를 받는 항목\n성명\n### 2. 14세 미만 아동의 개인정보\n동의를 받습니다.\n"
        "## Ⅱ. 개인정보의 제3자 제공\n### 1. 14세 미만 아동의 개인정보\n제공하지 않습니다.\n### 2. 제공하는 개인정보의 항목\n성명\n"
        "## Ⅲ. 나누어 쓰는 정보\n### 1. 이용 목적\n통계 작성\n### 2. 보유기간\n3년\n"
        "## Ⅳ. 개인정보의 파기\n지웁니다.\n## Ⅴ. 안전성 확보 조치\n지킵니다.\n## Ⅵ. 보호책임자\n홍길동\n"
    )
    assert [s.heading.text for s in tree(text)[1:]] == [
        "개인정보의 처리 항목",
        "14세 미만 아동의 개인정보",
        "개인정보의 제3자 제공",
        "나누어 쓰는 정보",
        "개인정보의 파기",
        "안전성 확보 조치",
        "보호책임자",
    ]


def test_headings_of_parts_may_be_more_than_those_of_sections() -> None:
    titles = ["처리 목적", "처리 항목", "제3자 제공", "파기", "안전성 확보 조치"]
    text = "".join(f"## {n}. {t}\n### 가. {t}의 항목\n성명\n### 나. 쿠키\n접속 IP\n" for n, t in enumerate(titles, 1))
    assert [s.heading.text for s in tree(text)[1:]] == titles
