import csv
import io
import json
from html.parser import HTMLParser

import pyoxigraph as ox
from rich.console import Console

from checks.policies import DOCUMENT, SHAPES, report
from pigraph.checks.causes import causes, counts, most_common
from pigraph.checks.report_data import to_csv, to_json
from pigraph.checks.report_html import report_html
from pigraph.checks.report_text import report_text
from pigraph.checks.report_turtle import report_turtle
from pigraph.checks.requirements import shapes_of
from pigraph.checks.shapes import SH
from pigraph.languages import Language


def printed(*arguments: object, **named: object) -> str:
    console = Console(file=io.StringIO(), width=140, highlight=False)
    console.print(report_text(*arguments, **named))  # type: ignore[arg-type]
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_findings_of_one_cause_stand_together() -> None:
    grouped = causes(report().findings)
    assert [c.first.rule for c in grouped] == ["L-PROV", "P30-1-7", "G7b", "OLD", "X-1"]
    said = grouped[0].messages(lambda texts: texts["ko"])
    assert [q.line for q in said["제공의 근거를 밝히지 않았습니다."]] == [2, 3]
    assert counts(report().findings) == {"violation": 3, "warning": 1, "info": 2}


def test_what_policies_have_in_common_counts_policies_not_findings() -> None:
    common = {c.rule: c.policies for c in most_common([report(), report()])}
    assert common == {"L-PROV": 2, "P30-1-7": 2, "G7b": 2, "OLD": 2, "X-1": 2}


def test_the_text_has_rule_article_words_remedy_and_table() -> None:
    text = printed([report()])
    for words in (
        "위반 3 · 주의 1 · 참고 2", "먼저 고칠 것", "[위반] L-PROV, G7 제공의 근거", "가나.txt:3 「라마청: 성명」",
        "https://www.law.go.kr/법령/개인정보보호법/제17조", "고치는 방법: 근거 조문을 적으십시오.", "X 기재하지 않음",
        "? 알 수 없음", "pigraph가 읽지 못한 것", "시행일 2018-01-01 · 점검일 2026-11-20",
    ):  # fmt: skip
        assert words in text, words
    assert text.index("[위반] L-PROV") < text.index("[주의] G7b") < text.index("그다음에 볼 것") < text.index("OLD")


def test_the_text_in_english() -> None:
    text = printed([report(), report()], Language.EN)
    assert "2 policies · violation 6" in text and "Fix these first" in text and "The ground is not stated." in text


def test_json_has_findings_with_their_quotations() -> None:
    data = json.loads(json.dumps(to_json([report()]), ensure_ascii=False))
    first = data["findings"][0]
    assert first["rule"] == "L-PROV" and first["severity"] == "violation" and first["policy"] == DOCUMENT
    assert first["when"] == "E,T" and first["article"] == "개인정보보호법 제17조제1항"
    assert first["quotes"] == [
        {"text": "가나세무서: 성명, 주소, <b>직업</b>", "file": "가나.txt", "line": 2, "begin": 4, "end": 28}
    ]
    assert [f["rule"] for f in data["not_read"]] == ["READ-1"]
    assert data["policies"][0]["matrix"]["D31-1-1"] == "stated" and data["policies"][0]["counts"]["violation"] == 3
    assert to_json([]) == {"on": None, "policies": [], "findings": [], "not_read": [], "common": []}


def test_csv_has_one_line_a_finding_and_runs_no_formula() -> None:
    rows = list(
        csv.DictReader(io.StringIO(to_csv([report(text="첫 줄\n=1+1세무서: 성명, 주소, 직업 등등등\n라마청: 성명\n")])))
    )
    assert [r["rule"] for r in rows] == ["L-PROV", "L-PROV", "P30-1-7", "G7b", "OLD", "X-1", "READ-1"]
    assert rows[0]["quotes"].startswith("'=1+1") and rows[0]["line"] == "2"
    assert [r["not_read"] for r in rows][-2:] == ["false", "true"]


class Page(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_says_everything_and_loads_nothing() -> None:
    page = Page(report_html([report(), report()]))
    assert page.open == []
    names = {tag for tag, _ in page.tags}
    # Whatever a policy says is text: its <script>, <i> and <b> are no tags.
    assert not names & {"script", "i", "b", "link", "img", "iframe", "object"}
    assert "<script>alert(1)</script> 가나군 개인정보 <i>처리방침</i>" in page.text and "<b>직업</b>" in page.text
    assert ("html", {"lang": "ko"}) in page.tags
    assert "@import" not in page.text and "url(" not in page.text
    links = [a["href"] or "" for tag, a in page.tags if tag == "a"]
    assert links and all(link.startswith(("#", "https://www.law.go.kr/")) for link in links)


def test_the_page_can_be_used_without_seeing_it() -> None:
    page = Page(report_html([report(), report()]))
    headings = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert headings[0] == 1 and headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(headings, headings[1:], strict=False))
    assert all(a.get("scope") in ("col", "row") for tag, a in page.tags if tag == "th")
    assert sum(tag == "table" for tag, _ in page.tags) == sum(tag == "caption" for tag, _ in page.tags) == 3
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a} <= set(ids)
    assert all(word in page.text for word in ("위반", "주의", "참고", "기재하지 않음", "알 수 없음"))


def test_turtle_is_a_validation_report() -> None:
    shapes = shapes_of(SHAPES)
    text = report_turtle([report()], shapes)
    assert text == report_turtle([report()], shapes)
    triples = [q.triple for q in ox.parse(text, ox.RdfFormat.TURTLE)]
    kinds = [t.subject for t in triples if t.object == SH["ValidationResult"]]
    assert len(kinds) == 7 == sum(t.predicate == SH["result"] for t in triples)
    for node in kinds:
        said = {t.predicate for t in triples if t.subject == node}
        assert {SH[n] for n in ("focusNode", "resultSeverity", "sourceConstraintComponent", "sourceShape")} <= said
    assert any(t.predicate == SH["conforms"] and t.object == ox.Literal(False) for t in triples)
