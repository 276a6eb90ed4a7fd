"""Web pages as blocks: headings, lists, tables, what belongs to the policy and what to the site around it."""

import contextlib
import re
from pathlib import Path

import pytest

from pigraph.blocks.html import read
from pigraph.blocks.html_tables import MOST_SLOTS
from pigraph.blocks.model import Paragraph, Table
from pigraph.errors import BinaryFile, DocumentError, EmptyFile, WrongEncoding
from pigraph.sections.tree import sections


def blocks(html: str) -> list[Paragraph | Table]:
    return list(read(html.encode(), "page.html").blocks)


def lines(html: str) -> list[str]:
    """The paragraphs of a page as "text", headings as "#2 text", tables as their rows joined by "|" and "/"."""
    found: list[str] = []
    for block in blocks(html):
        if isinstance(block, Table):
            found.append(" / ".join("|".join(c.text.replace("\n", "⏎") for c in row) for row in block.rows))
        else:
            found.append(f"#{block.level} {block.words.text}" if block.level else block.words.text)
    return found


def rows(html: str) -> list[list[str]]:
    """The rows of the only table of a page."""
    (table,) = (b for b in blocks(html) if isinstance(b, Table))
    assert table.complete
    return [[c.text for c in row] for row in table.rows]


def test_headings_have_levels_and_bold_paragraphs_have_none() -> None:
    assert lines("<h2>제1조(목적)</h2><p><strong>제2조(항목)</strong></p>") == ["#2 제1조(목적)", "제2조(항목)"]


def test_a_heading_may_hold_blocks_and_one_that_never_ends_holds_only_its_line() -> None:
    assert lines("<h4>\n<p>처리 목적</p>\n</h4><p>가나</p>") == ["#4 처리 목적", "가나"]
    assert lines("<h3>처리<br>목적</h3>가나") == ["#3 처리 목적", "가나"]
    assert lines("<h3>처리 목적<ul><li>가나</li></ul>") == ["#3 처리 목적", "- 가나"]
    assert lines('<img alt="표지"><h3><b></b></h3><p>가나</p>') == ["가나"]
    assert lines('<h3><img alt="처리 목적"></h3><p>가나 <img alt="그림"></p>') == ["#3 처리 목적", "가나"]


def test_words_cut_by_inline_markup_are_whole() -> None:
    assert lines("<p><span>개인</span><span>정보</span> <b>보</b>호\u200b법&nbsp;&nbsp;제1조<sup>1)</sup></p>") == [
        "개인정보 보호법 제1조1)"
    ]


@pytest.mark.parametrize(
    "struck",
    ["<s>{}</s>", "<del>{}</del>", "<strike>{}</strike>", '<span style="text-decoration: line-through">{}</span>'],
)
def test_struck_out_text_is_dropped_with_the_paragraphs_in_it(struck: str) -> None:
    assert lines(f"<div>가나 {struck.format('다라<p>마바</p>')} 사아</div>") == ["가나 사아"]


def test_line_breaks_part_lines_of_thought_but_not_lines_broken_for_their_length() -> None:
    assert lines("<p>성명 : 가나다<br>전화 : 02-123-4567</p>") == ["성명 : 가나다", "전화 : 02-123-4567"]
    assert lines("<p>다음을 위하여 처리합니다.<br>1. 가입<br>- 확인</p>") == [
        "다음을 위하여 처리합니다.",
        "1. 가입",
        "- 확인",
    ]
    assert lines("<p>관련 법령의 시행과 정책 개발을 위한 통계를 작성하는 데<br/>\n쓰일 수 있습니다.</p>") == [
        "관련 법령의 시행과 정책 개발을 위한 통계를 작성하는 데 쓰일 수 있습니다."
    ]
    assert lines("<p>이름, 주소,<br>전화</p>") == ["이름, 주소, 전화"]
    assert lines("<p>관련 법령의 시행과 정책 개발을 위한 통계를 작성하는 데<br><br>쓰일 수</p>")[1] == "쓰일 수"
    assert lines("<pre>가나\n다라</pre><p>마바\n사아</p>") == ["가나", "다라", "마바 사아"]


def test_items_get_the_mark_that_the_browser_prints_unless_they_bring_one() -> None:
    assert lines("<ul><li>가나</li><li>① 다라</li><li>※ 마바</li><li>▪ 사아</li></ul>") == [
        "- 가나",
        "① 다라",
        "※ 마바",
        "▪ 사아",
    ]
    assert lines("<ol start=3><li>가나<li value=7>다라<li>마바</ol>") == ["3. 가나", "7. 다라", "8. 마바"]
    assert lines("<ol><li>가. 가나<li>나. 다라<li>마바</ol>") == ["가. 가나", "나. 다라", "마바"]
    assert lines('<ol style="list-style-type: hangul"><li>하나<li>둘</ol>') == ["가. 하나", "나. 둘"]
    assert lines('<ol type="A"><li>하나</ol><ol type="i"><li>하나<li>둘</ol>') == ["A. 하나", "i. 하나", "ii. 둘"]
    assert lines('<ul style="list-style: none"><li>하나</ul>') == ["하나"]
    assert lines("<ul><li>(사)가나협회</li><li>㈜다라</li></ul>") == ["- (사)가나협회", "- ㈜다라"]


def test_bullets_of_inner_lists_differ_and_none_is_one_that_the_text_prints() -> None:
    assert lines("<ul><li>하나<ul><li>둘<ul><li>셋</ul></ul><li>넷</ul>") == ["- 하나", "• 둘", "○ 셋", "- 넷"]
    assert lines("<p>- 손</p><ul><li>하나<ul><li>둘</ul></ul>") == ["- 손", "• 하나", "○ 둘"]


def test_an_item_with_a_heading_or_a_table_has_no_bullet() -> None:
    assert lines("<ul><li><h2>제1조(목적)</h2><p>가나</p></li></ul>") == ["#2 제1조(목적)", "가나"]
    assert lines("<ul><li><table><tr><td>가<td>나</table>다</li></ul>") == ["가|나", "다"]


def test_terms_and_descriptions_are_one_line_unless_the_term_is_a_heading() -> None:
    assert lines("<dl><dt>성명<dd>가나다<dt>전화 :<dd>02-1<dd>02-2</dl>") == ["성명 : 가나다", "전화 : 02-1", "02-2"]
    assert lines("<dl><dt><p>보호책임자</p></dt><dd><p>가나다</p></dd><dt>비고</dt></dl>") == [
        "보호책임자 : 가나다",
        "비고",
    ]
    assert lines("<dl><dt>개인정보의 처리 목적</dt><dd>가나는 개인정보를 처리합니다.</dd></dl>") == [
        "개인정보의 처리 목적",
        "가나는 개인정보를 처리합니다.",
    ]
    assert lines("<dl><dt>제1조(처리 목적)</dt><dd>회원 관리</dd></dl>") == ["제1조(처리 목적)", "회원 관리"]
    assert lines("<dl><dt>필수 항목</dt><dd><ul><li>대표자(성명)<li>단체명</ul></dd><dt>비고</dt></dl>") == [
        "필수 항목 : 대표자(성명), 단체명",
        "비고",
    ]
    for item in ("<li>분쇄합니다.", "<li>종이 : 분쇄", "<li>1. 분쇄", "<li><p>분쇄</p>", "<li>분쇄</ul>등<ul>"):
        assert lines(f"<dl><dt>파기 방법</dt><dd><ul>{item}</ul></dd></dl>")[0] == "파기 방법"


def test_labelled_descriptions_stand_under_their_term() -> None:
    page = "<dl><dt>강좌 접수<dd>처리 목적 : 안내<dd>보유기간 : 1년<dt>대관<dd>처리 목적 : 예약</dl><p>끝</p>"
    assert lines(page) == [
        "- 강좌 접수",
        "• 처리 목적 : 안내",
        "• 보유기간 : 1년",
        "- 대관",
        "• 처리 목적 : 예약",
        "끝",
    ]


def test_spans_repeat_the_words_of_their_cell() -> None:
    html = (
        "<table><thead><tr><th rowspan=2>파일<th colspan=2>문의처<tr><th>부서<th>전화</thead>"
        "<tbody><tr><td>가<td>총무과<td rowspan=9>02-1<tr><td>나<td>기획과</tbody><tr><td>다<td>감사과<td></table>"
    )
    assert rows(html) == [
        ["파일", "문의처", "문의처"],
        ["파일", "부서", "전화"],
        ["가", "총무과", "02-1"],
        ["나", "기획과", "02-1"],
        ["다", "감사과", ""],
    ]
    table = next(b for b in blocks(html) if isinstance(b, Table))
    assert table.rows[0][0] == table.rows[1][0], "the same words, not equal ones further on"


def test_columns_that_are_only_the_width_of_others_and_rows_without_cells_are_left_out() -> None:
    assert rows("<table><tr><td colspan=4>가<td>나<tr></tr><tr><td colspan=4>다<td>라</table>") == [
        ["가", "나"],
        ["다", "라"],
    ]


def test_cells_keep_their_lines() -> None:
    html = "<table><tr><td>항목<td>기간<tr><td><p>필수:<br>이름</p><ul><li>주소<li>- 전화</ul><td>\n 5\n년 </table>"
    assert rows(html)[1] == ["필수:\n이름\n• 주소\n- 전화", "5 년"]


def test_a_row_across_the_whole_table_stands_above_or_below_it() -> None:
    html = "<table><tr><th colspan=2>수탁자 현황<tr><td>가<td>나<tr><td>다<td>라<tr><td colspan=2>※ 비고</table>"
    assert lines(html) == ["수탁자 현황", "가|나 / 다|라", "※ 비고"]


def test_layout_tables_are_dissolved() -> None:
    assert lines("<table><tr><td><h3>제1조</h3><p>가나</p></td></tr></table>") == ["#3 제1조", "가나"]
    nested = "<table><tr><td>가<td>나<tr><td>다<td>라</table>"
    assert lines(f"<table><tr><td>메뉴<td><p>앞</p>{nested}<p>뒤</p></table>") == ["메뉴", "앞", "가|나 / 다|라", "뒤"]
    box = "<table><tr><td>개인정보 보호책임자</td></tr><tr><td>성명 : 가나다<br>전화 : 02-1</td></tr></table>"
    assert lines(box) == ["개인정보 보호책임자", "성명 : 가나다", "전화 : 02-1"]
    contents = (
        "제1조(개인정보의 처리목적) 제2조(처리하는 개인정보의 항목) 제3조(개인정보의 파기) 제4조(개인정보의 제3자 제공)"
    )
    cells = "".join(f"<td></td><td>{c}</td>" for c in contents.replace(") ", ")|").split("|"))
    assert lines(f"<table><tr>{cells}</tr></table>")[0] == "제1조(개인정보의 처리목적)"


SAYS = "<p>가나재단은 개인정보를 처리합니다.</p><p>목적이 바뀌면 알립니다.</p>"
TITLES = (
    "개인정보의 처리 목적",
    "다른 곳에 주는 정보<br>(제3자 제공)",
    "파기",
    "개인정보 보호책임자",
    "처리방침의 변경",
)


@pytest.mark.parametrize(
    ("row", "head"),
    [
        ("<tr><th>{0}</th><th>{1}</th><td>{2}</td></tr>", "{0}. {1}"),
        ("<tr><td>제{0}조</td><td>{1}</td><td>{2}</td></tr>", "제{0}조 {1}"),
        ("<tr><td><b>{0}. {1}</b></td><td>{2}</td></tr>", "{0}. {1}"),
    ],
)
def test_a_policy_in_rows_of_a_table_has_a_heading_for_each(row: str, head: str) -> None:
    body = "".join(row.format(n, title, SAYS) for n, title in enumerate(TITLES, 1))
    found = lines(f"<h2>가나재단 개인정보 처리방침</h2><table>{body}</table>")
    titles = [title.replace("<br>", " ") for title in TITLES]
    assert [x for x in found if x[0] == "#"][1:] == [f"#3 {head.format(n, t)}" for n, t in enumerate(titles, 1)]
    assert found.count("가나재단은 개인정보를 처리합니다.") == len(TITLES)
    headed = lines(f"<table><tr><th>구분</th><th>내용</th></tr>{body}</table>")
    assert next(x for x in headed if x[0] == "#").endswith(titles[0])
    inner = lines(f"<table>{body.replace('<p>', '<h2>보기</h2><p>', 1)}</table>")
    assert sum(x.startswith("#1 ") for x in inner) == len(TITLES)


def test_a_table_of_labels_and_values_holds_no_sections() -> None:
    row = "<tr><th>{}</th><td>{}</td></tr>"
    short = "".join(row.format(title, "가나") for title in TITLES)
    assert lines(f"<table>{short}</table>")[0].startswith("개인정보의 처리 목적|가나 / ")
    said = "".join(row.format(title, "가나를 합니다.") for title in TITLES)
    rest = "<p>가나재단은 다음과 같이 정보주체의 개인정보를 처리합니다.</p>" * 9
    assert not any(x[0] == "#" for x in lines(f"<table>{said}</table>{rest}"))  # it sums the policy up


def test_a_list_with_its_marks_in_a_column_is_a_list() -> None:
    html = "<table><tr><td>①<td>가나<tr><td>②<td><p>다라</p><p>마바</p></table>"
    assert lines(html) == ["① 가나", "② 다라 마바"]


def test_a_small_table_within_a_cell_is_lines_of_that_cell() -> None:
    inner = "<table><tr><td>성명<td>필수<tr><td>주소<td>선택</table>"
    assert rows(f"<table><tr><th>파일<th>항목<tr><td>가<td>{inner}</table>")[1] == ["가", "성명 필수\n주소 선택"]


@pytest.mark.parametrize(
    ("inner", "cell"),
    [
        ("<tr><th>계약자<td>성명, 주소<tr><th>수익자<td>성명", "계약자 : 성명, 주소\n수익자 : 성명"),
        ("<tr><td>신청자<td>성명, 주소<tr><td>보호자<td>성명", "신청자 : 성명, 주소\n보호자 : 성명"),
        ("<tr><td>필수<td>성명<tr><td>선택항목<td>이메일", "필수 : 성명\n선택항목 : 이메일"),
        ("<tr><td>3급<td>성명<tr><td>4급<td>이메일", "3급 성명\n4급 이메일"),
    ],
)
def test_labels_of_a_small_table_within_a_cell_get_a_colon(inner: str, cell: str) -> None:
    assert rows(f"<table><tr><th>파일<th>항목<tr><td>가<td><table>{inner}</table></table>")[1] == ["가", cell]


def test_a_mark_alone_in_a_cell_gets_a_colon() -> None:
    table = "<table><tr><th>파일<th>항목<tr><td>가<td>{}</table>"
    assert rows(table.format("<b>선택</b> 이메일, 직업"))[1] == ["가", "선택 : 이메일, 직업"]
    assert rows(table.format("<b>선택</b>과목"))[1] == ["가", "선택과목"]
    more = "<b>필수</b> 이름, <b>선택</b> 직업 <b><i>자동</i></b> : 쿠키"
    assert rows(table.format(more))[1] == ["가", "필수 : 이름, 선택 : 직업 자동 : 쿠키"]
    for some in ("<b>필수</b> 이름, <b>선택</b>과목", "<b>필수</b> 이름, 수강(<b>선택</b> 과목)"):  # all marks or none
        assert rows(table.format(some))[1] == ["가", re.sub("<.*?>", "", some)]
    assert rows(table.format("<b>성명</b> 가나"))[1] == ["가", "성명 가나"]


def test_captions_for_screen_readers_are_dropped() -> None:
    table = "<table><caption>{}</caption><tr><td>가<td>나<tr><td>다<td>라</table>"
    assert len(lines("<p>앞</p>" + table.format("수탁자에 대한 표이며 수탁자, 업무순으로 정보를 제공"))) == 2
    assert len(lines("<p>앞</p>" + table.format("수탁자 현황"))) == 2
    assert lines("<p>앞</p>" + table.format("[표 1] 수탁자 현황"))[1] == "[표 1] 수탁자 현황"


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ('role="row"', 'role="cell"'),
        ('style="display: table-row"', 'style="display:table-cell"'),
        ("class=tr", "class=td"),
    ],
)
def test_grids_of_other_elements_are_tables_where_the_page_says_so(row: str, cell: str) -> None:
    one = f"<div {row}><div {cell}>{{}}</div><div {cell}>{{}}</div></div>"
    assert rows(f"<div>{one.format('가', '나')}{one.format('다', '라')}</div>") == [["가", "나"], ["다", "라"]]


def test_boxes_side_by_side_are_no_table() -> None:
    assert lines("<div class=row><div class=col>가</div><div class=col>나</div></div>") == ["가", "나"]


def test_a_table_printed_twice_counts_once() -> None:
    table = "<table><tr><td>가<td>나<tr><td>다<td>라</table>"
    assert len(blocks(f"<div class=pc>{table}</div><div class=mobile>{table}</div>")) == 1


POLICY = """<h3>제1조(개인정보의 처리 목적)</h3><p>가나공단은 회원 관리를 위하여 개인정보를 처리합니다. 처리하는 개인정보는 다음의
목적 이외의 용도로는 이용되지 않습니다.</p><h3>제2조(개인정보의 파기)</h3><p>개인정보는 보유기간이 지나면 지체 없이 파기합니다.</p>"""
SITE = """<!DOCTYPE html><html><head><title>개인정보처리방침 | 가나공단</title><style>p {{ color: red }}</style>
<script>if (a<b) document.write("<p>개인정보</p>")</script></head><body><form id="aspnet">
<div id="skip_nav"><a href="#content">본문 바로가기</a></div>
<div id="header"><h1><a>가나공단</a></h1><ul class="gnb"><li><a>기관소개</a></li><li><a>정보공개</a></li></ul>
<form><input type="text" name="q"><button>검색</button></form></div>
<div id="container"><div class="lnb"><ul><li><strong>개인정보처리방침</strong></li><li><a>이메일무단수집거부</a></li></ul></div>
<div id="content"><p class="location">홈 &gt; 이용안내 &gt; 개인정보처리방침</p>{title}<div class="body">{policy}</div>
<div class="charge"><dl><dt>담당부서</dt><dd>총무과</dd><dt>최종수정일</dt><dd>2031-01-01</dd></dl></div>
<form><p>이 페이지에 만족하십니까?</p><input type="radio">매우 만족</form></div></div>
<div id="footer"><p><a>개인정보처리방침</a> 우)12345 가나시 다라로 1 Copyright</p></div></form></body></html>"""


def test_the_site_around_the_policy_is_left_out() -> None:
    found = lines(SITE.format(title="", policy=POLICY))
    assert found[0] == "개인정보처리방침"
    assert found[1] == "#3 제1조(개인정보의 처리 목적)"
    assert found[-1] == "개인정보는 보유기간이 지나면 지체 없이 파기합니다."
    assert len(found) == 5


def test_the_title_may_stand_outside_the_policy() -> None:
    found = lines(SITE.format(title="<h2>가나공단 개인정보 처리방침</h2>", policy=POLICY))
    assert found[:2] == ["#2 가나공단 개인정보 처리방침", "#3 제1조(개인정보의 처리 목적)"]
    inside = lines(SITE.format(title="", policy="<p>개인정보 처리방침 (v2.0)</p>" + POLICY))
    assert inside[:2] == ["개인정보 처리방침 (v2.0)", "#3 제1조(개인정보의 처리 목적)"]


def test_nothing_that_speaks_of_the_policy_is_left_out() -> None:
    before = "<div>가나공단은 개인정보 보호법에 따라 다음과 같이 정합니다.</div>"
    after = "<div>부칙</div><div>이 방침은 2031. 1. 1.부터 시행합니다.</div>"
    found = lines(f"<body>{before}<div>{POLICY}</div>{after}</body>")
    assert found[0].startswith("가나공단은") and found[-2:] == ["부칙", "이 방침은 2031. 1. 1.부터 시행합니다."]


def test_what_a_click_unfolds_is_policy_and_its_buttons_are_headings() -> None:
    html = (
        "<div><button>제1조(개인정보의 처리 목적)</button><div style='display:none'><p>개인정보는 회원 관리에 씁니다.</p></div>"
        "<details><summary>개인정보의 파기</summary><p>지체 없이 파기합니다.</p></details><button>인쇄</button></div>"
    )
    assert lines(html) == [
        "제1조(개인정보의 처리 목적)",
        "개인정보는 회원 관리에 씁니다.",
        "개인정보의 파기",
        "지체 없이 파기합니다.",
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<div><button>회원 정보</button><div><p>예매 확인</p></div><button>대관 정보</button><div><p>대관 심사</p></div></div>",
        "<ul style='list-style:none'><li><button>회원 정보</button><div>예매 확인</div></li>"
        "<li><button>대관 정보</button><div>대관 심사</div></li></ul>",
    ],
)
def test_buttons_over_the_parts_that_they_unfold_name_them(html: str) -> None:
    assert lines(html) == ["회원 정보", "예매 확인", "대관 정보", "대관 심사"]


@pytest.mark.parametrize(
    "html",
    [
        "<div><button>더보기</button><div>예매 확인</div><button>더보기</button><div>대관 심사</div></div>",
        "<div><button>인쇄</button><button>저장</button><div>예매 확인</div><div>대관 심사</div></div>",
        "<div><button>인쇄</button><div>예매 확인</div><div>대관 심사</div></div>",
        "<div><button>내용 보기</button><div>예매 확인</div><button>내용 닫기</button><div>대관 심사</div></div>",
        "<div><button>2024년</button><div>예매 확인</div><button>2023. 1. 1.</button><div>대관 심사</div></div>",
        "<div><button>펼침</button><div> </div><button>인쇄</button><div>예매 확인</div><div>대관 심사</div></div>",
    ],
)
def test_buttons_that_do_something_are_no_names(html: str) -> None:
    assert lines(html) == ["예매 확인", "대관 심사"]


@pytest.mark.parametrize("line", ["<p>{}</p>", "<div><b>{}</b></div>", "{}<br>"])
def test_buttons_behind_the_name_of_a_part_are_no_names(line: str) -> None:
    one, other = line.format("회원"), line.format("대관")
    html = f"<div>{one}<button>요약</button><div>예매 확인</div>{other}<button>상세</button><div>대관 심사</div></div>"
    assert lines(html) == ["회원", "예매 확인", "대관", "대관 심사"]


def test_a_sentence_or_a_heading_over_buttons_names_no_part() -> None:
    for over in ("<h2>개인정보의 처리 목적</h2>", "<p>다음과 같습니다.</p>"):
        html = f"<div>{over}<button>회원</button><div>예매 확인</div><button>대관</button><div>대관 심사</div></div>"
        assert lines(html)[1:] == ["회원", "예매 확인", "대관", "대관 심사"]


@pytest.mark.parametrize(
    ("described", "line"),
    [
        ("<dd>이름, 주소</dd><dd>직업</dd>", "처리 항목 : 이름, 주소, 직업"),
        (
            "<dd>이름</dd><dd>[선택] 취미 활동, 직업(현재, 과거)</dd>",
            "처리 항목 : 이름, [선택] 취미 활동, 직업(현재, 과거)",
        ),
        ("<dd>필수 — 이름</dd><dd>선택 — 직업</dd>", "처리 항목 : 필수 — 이름, 선택 — 직업"),
        ("<dd>필수 : 이름</dd><dd>선택 : 직업</dd>", "처리 항목 : 필수 : 이름, 선택 : 직업"),
        (f"<dd>{', '.join(['여권번호'] * 20)}</dd>", f"처리 항목 : {', '.join(['여권번호'] * 20)}"),
    ],
)
def test_items_in_several_descriptions_of_one_term(described: str, line: str) -> None:
    found = lines(
        f"<dl><dt>처리 목적</dt><dd>관리</dd><dt>처리 항목</dt>{described}<dt>보유 기간</dt><dd>3년</dd></dl>"
    )
    assert found == ["처리 목적 : 관리", line, "보유 기간 : 3년"]


def test_a_sentence_behind_a_list_of_items_is_none_of_them() -> None:
    found = lines("<dl><dt>처리 항목</dt><dd>이름</dd><dd>직업은 받지 않습니다.</dd><dd>주소</dd></dl>")
    assert found == ["처리 항목 : 이름", "직업은 받지 않습니다.", "주소"]


@pytest.mark.parametrize(
    "remark",
    ["본인 확인용", "(회원은 제외)", "이용 요금 결제 시", "주민등록번호 미수집", "이름, 결제 시", "선택 과목 이수"],
)
def test_a_remark_behind_a_list_of_items_is_none_of_them(remark: str) -> None:
    found = lines(f"<dl><dt>처리 항목</dt><dd>이름</dd><dd>{remark}</dd><dd>선택 : 주소</dd></dl>")
    assert found == ["처리 항목 : 이름", remark, "선택 : 주소"]


def test_menus_within_the_policy_are_left_out() -> None:
    tabs = "<ul><li><a>개인정보처리방침</a></li><li><a>영상정보처리기기 운영방침</a></li></ul>"
    share = '<div class="sns_share">공유</div>'
    assert lines(f"<div>{tabs}{share}{POLICY}</div>")[0] == "#3 제1조(개인정보의 처리 목적)"
    assert lines(f"<div>{POLICY}{tabs}</div>")[-1] == "- 영상정보처리기기 운영방침", "links of the policy itself"


def test_words_for_screen_readers_are_dropped() -> None:
    assert lines('<p>가나 <a>누리집<span class="blind">새 창으로 열림</span></a></p><noscript>다라</noscript>') == [
        "가나 누리집"
    ]


def test_earlier_versions_to_choose_from_are_kept_where_they_follow_the_policy() -> None:
    versions = "<select><option>선택</option><option>2030. 1. 1. ~ 2030. 12. 31.</option></select>"
    assert lines(f"{versions}<p>개인정보 처리방침은 다음과 같습니다.</p>") == ["개인정보 처리방침은 다음과 같습니다."]
    assert lines(f"<p>이전의 방침은 아래에서 봅니다.</p>{versions}")[1:] == ["- 2030. 1. 1. ~ 2030. 12. 31."]


def test_a_table_of_contents_is_lines_and_no_section() -> None:
    heads = ["개인정보의 처리 목적", "개인정보의 파기", "개인정보의 제3자 제공"]
    contents = "<ol>" + "".join(f'<li><a href="#a">{h}</a></li>' for h in heads) + "</ol>"
    body = "".join(f"<h4>{n}. {h}</h4><p>개인정보를 다룹니다.</p>" for n, h in enumerate(heads, 1))
    assert lines(contents + body)[:3] == [f"{n}. {h}" for n, h in enumerate(heads, 1)]
    assert [s.heading.text for s in sections(blocks(contents + body))[1:]] == heads


def test_offsets_point_into_the_text() -> None:
    reading = read(
        SITE.format(title="", policy=POLICY + "<table><tr><td>가<td rowspan=2>나<tr><td>다</table>").encode(), "p"
    )
    for block in reading.blocks:
        words = [block.words] if isinstance(block, Paragraph) else [c for row in block.rows for c in row]
        assert all(reading.text[w.begin : w.end] == w.text for w in words)
    assert read(b"<p>\xea\xb0\x80", "a") == read(b"<p>\xea\xb0\x80", "b")


@pytest.mark.parametrize(
    ("codec", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", '<meta charset="euc-kr">'),
        ("utf-8", '<meta charset="euc-kr">'),
        ("cp949", '<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">'),
        ("cp949", ""),
        ("utf-16", ""),
        ("johab", "<meta charset=johab>"),
        ("iso2022_kr", '<meta charset="iso-2022-kr">'),
    ],
)
def test_encodings_of_pages(codec: str, head: str) -> None:
    html = f"<html><head>{head}</head><body><p>개인정보 처리방침을 정합니다</p></body></html>"
    assert [b.words.text for b in read(html.encode(codec), "p").blocks] == ["개인정보 처리방침을 정합니다"]


def test_what_is_nested_too_deep_is_not_read_in_part() -> None:
    with pytest.raises(DocumentError, match="nested deeper"):
        read(b"<p>x</p>" + b"<div>" * 2500 + b"y", "name.html")


def test_xhtml_with_a_declaration() -> None:
    html = '<?xml version="1.0" encoding="euc-kr"?><!DOCTYPE html><HTML><BODY><H3>개인정보 처리방침</H3></BODY></HTML>'
    assert [b.words.text for b in read(html.encode("cp949"), "p").blocks] == ["개인정보 처리방침"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", DocumentError),
        (b"no tags at all", DocumentError),
        (b"<html><body><script>var a</script></body></html>", EmptyFile),
        (b"<!-- -->", DocumentError),
        (b"%PDF-1.7 <p>", BinaryFile),
        (b"<p>\0</p>", BinaryFile),
        (b"<p>\xff\xff\xff</p>", WrongEncoding),
        (b"\xff\xfe<\x00p\x00>\x00\x00\xd8", WrongEncoding),
        (b"<div>" * 100_000 + b"x", DocumentError),
        (b"<b>x" * 1_000_001, DocumentError),
        (b"<table>" + b"<tr>" + b"<td colspan=1000>x" * (MOST_SLOTS // 1000 + 1) + b"</table>", DocumentError),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error) as raised:
        read(data, "name.html")
    assert "name.html" in raised.value.message and raised.value.remedy


@pytest.mark.parametrize(
    "html",
    [
        "<table>" + "<tr><td>가</td><td>나</td></tr>" * 2000 + "</table>",
        "<div>" * 1500 + "가",
        "<ul><li>" * 900 + "가",
        "<table><tr><td>가" * 600,
        '<div role="row">' * 1500 + "<b>가</b>" * 500,
        "<script>" * 20_000 + "<p>가",
        "<p>가" + "<!--" * 20_000,
        "<p " + " ".join(f"a{n}" for n in range(50_000)) + ">가",
    ],
    ids=["rows", "divs", "lists", "tables", "grids", "scripts", "comments", "attributes"],
)
def test_hostile_pages_take_little_time(watchdog: None, html: str) -> None:
    # Milliseconds each; the watchdog of the tests ends them where one is quadratic.
    with contextlib.suppress(DocumentError):
        assert "가" in read(html.encode(), "p").text


@pytest.mark.shared
def test_pages_of_agencies_have_sections_and_their_words_are_in_the_text(shared: Path) -> None:
    pages = sorted((shared / "policies" / "dev").glob("*.html"))
    assert pages
    for path in pages:
        reading = read(path.read_bytes(), path.name)
        kinds = {k for s in sections(reading.blocks) for k in s.kinds}
        assert {"purpose", "destruction", "remedies"} <= kinds, path.name
        assert not re.search(r"</?[a-z]+\d?[ >]|[\u200b\xa0]", reading.text), path.name


def test_labels_that_only_markup_sets_apart_get_a_colon() -> None:
    assert lines(
        "<div><div>진료</div><div><span>처리목적</span><span>예약</span></div><div><span>보유기간</span><span>3년</span></div></div>"
    ) == [
        "진료",
        "처리목적 : 예약",
        "보유기간 : 3년",
    ]
    assert lines("<ul><li><b>성명</b> 홍길동</li><li><b>전화</b> 02-123-4567</li></ul>") == [
        "- 성명 : 홍길동",
        "- 전화 : 02-123-4567",
    ]
    assert lines(
        "<div><div><div>처리목적</div>\n<div><p>예약</p></div></div><div><div>보유기간</div><div>3년</div></div></div>"
    ) == ["처리목적 : 예약", "보유기간 : 3년"]


def test_words_set_apart_in_sentences_and_over_more_than_a_value_are_no_labels() -> None:
    assert lines("<div><p><b>성명</b> 홍길동</p><p>가나</p></div>") == ["성명 홍길동", "가나"]  # one alone
    assert lines("<div><p><b>성명</b>과 주소</p><p><b>전화</b>와 주소</p></div>") == ["성명과 주소", "전화와 주소"]
    assert lines("<ul><li><b>성명</b> : 홍길동</li><li><b>전화</b> : 02-1</li></ul>")[0] == "- 성명 : 홍길동"
    assert lines(
        "<div><div><div>처리목적</div><div><ul><li>가나</li></ul></div></div>"
        "<div><div>보유기간</div><div><ul><li>다라</li></ul></div></div></div>"
    ) == ["처리목적", "- 가나", "보유기간", "- 다라"]


def test_labels_between_breaks_get_a_colon() -> None:
    assert lines("<p><b>보호책임자</b><br><b>성명</b> 홍길동<br><b>전화</b> 02-123-4567</p>") == [
        "보호책임자",
        "성명 : 홍길동",
        "전화 : 02-123-4567",
    ]


def test_a_caption_says_whose_labels_and_values_a_table_has() -> None:
    card = "<table><caption>회원</caption>{}<tr><th>처리목적</th><td>예약</td></tr><tr><th>보유기간</th><td>3년</td></tr></table>"
    assert lines(card.format("")) == ["회원", "처리목적|예약 / 보유기간|3년"]
    assert lines(card.format("<tr><th>파일명</th><td>가나</td></tr>"))[0].startswith("파일명|가나")
