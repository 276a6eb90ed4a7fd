"""Every value with its words, their place, how they were read, and what led to them."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from rich.console import Console

from fragments import policy_like
from pigraph.blocks.plain import read as read_plain
from pigraph.blocks.rendition import Reading
from pigraph.document import Document
from pigraph.reading import explained, read
from pigraph.records.explain import Explained, explain, to_json, to_table
from pigraph.records.extract import extract
from pigraph.records.model import How
from pigraph.sections.tree import sections
from records.texts import VOWS

TEXT = f"""가나재단 다라포털 개인정보 처리방침
{VOWS}제1조(처리하는 개인정보의 항목)
개인정보파일명\t운영근거\t처리목적\t필수항목\t선택항목\t보유기간
회원명부\t주차장법 제8조, 동의\t회원 관리\t성명\t처음보는것\t탈퇴 후 5년
제2조(개인정보의 제3자 제공)
- 제공받는 자 : 경찰서 - 이용목적 : 수사 - 제공항목 : 성명 - 보유기간 : 수사 종료시까지
제3조(정보주체의 권리)
정보주체는 개인정보의 열람을 요구할 수 있습니다.
제4조(개인정보 보호책임자)
성명 : 홍길동 / 부서명 : 총무과 / 연락처 : 02-123-4567
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "가.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "가.txt"


def one(values: list[Explained], entry: str, field: str, value: str) -> Explained:
    (found,) = [v for v in values if (v.entry, v.field, v.value) == (entry, field, value)]
    return found


def test_a_cell_is_explained_by_its_header(path: Path) -> None:
    values = explained(path)
    kept = one(values, "holding", "retention", "탈퇴 후 5년")
    line = TEXT[: TEXT.index("회원명부\t")].count("\n") + 1
    column = "회원명부\t주차장법 제8조, 동의\t회원 관리\t성명\t처음보는것\t".__len__() + 1
    assert (kept.name, kept.words, kept.line, kept.column, kept.how) == (
        "회원명부",
        "탈퇴 후 5년",
        line,
        column,
        "table",
    )
    assert (kept.reader, kept.label) == ("records.holdings", "보유기간")
    assert kept.concepts == ("event/membership-withdrawal",)
    assert kept.rule == "header 「보유기간」 → retention; 「탈퇴 후 5년」 = P5Y event/membership-withdrawal"
    assert [s.cut(TEXT) for s in kept.spans] == ["탈퇴 후 5년"]


def test_meanings_come_from_vocabulary_and_registry(path: Path) -> None:
    values = explained(path)
    basis = one(values, "holding", "legal_bases", "주차장법 8")
    assert basis.rule == "header 「운영근거」 → basis; registry: law/주차장법/제8조"
    assert one(values, "holding", "legal_bases", "consent").rule.endswith("; a word for consent")
    name, new = (one(values, "holding", "items", label) for label in ("성명", "처음보는것"))
    assert (name.label, name.concepts) == ("필수항목", ("item/full-name",))
    assert (new.label, new.concepts) == ("선택항목", ()) and new.rule.endswith("; not in the vocabulary")
    assert one(values, "policy", "rights", "access").concepts == ("right/access",)


def test_a_labelled_value_is_explained_by_its_label(path: Path) -> None:
    values = explained(path)
    kept = one(values, "provision", "retention", "수사 종료시까지")
    assert (kept.reader, kept.label, kept.how) == ("records.provisions", "보유기간", "list")
    assert kept.rule.startswith("label 「보유기간」 → retention; ")
    who = one(values, "officer", "name", "홍길동")
    assert (who.reader, who.label) == ("records.officers", "성명")
    topic = one(values, "section", "topic", "provision")
    assert topic.rule == "heading: 「제3자제공」 → provision"


def test_remarks_are_values_too(tmp_path: Path) -> None:
    text = f"가나재단 개인정보 처리방침\n{VOWS}제2조(개인정보의 제3자 제공)\n제공받는 자\t목적\t항목\n국세청 ※ 공문 필요\t과세\t성명\n경찰서\t수사\t성명\n"
    (tmp_path / "가.txt").write_text(text, encoding="utf-8")
    remarks = [r for p in read(tmp_path / "가.txt").provisions for r in p.remarks]
    found = [v for v in explained(tmp_path / "가.txt") if v.field == "remarks"]
    assert remarks and [(v.words, v.how, v.label) for v in found] == [
        (r.text, How.TABLE, "제공받는 자") for r in remarks
    ]


def test_every_value_of_the_record_is_explained_once(shipped: list[Path]) -> None:
    for file in shipped:
        record, values = read(file), explained(file)
        items = [
            i
            for rows in (record.holdings, record.provisions, record.outsourcings, record.assessments)
            for r in rows
            for i in r.items
        ]
        assert len([v for v in values if v.field == "items"]) == len(items)
        kept = [r for r in (*record.holdings, *record.provisions) if r.retention]
        assert len([v for v in values if v.field == "retention"]) == len(kept)
        bases = [b for r in (*record.holdings, *record.provisions) for b in r.bases]
        assert len([v for v in values if v.field == "legal_bases"]) == len(bases)
        for v in values:
            assert v.rule and v.reader.partition(".")[0] in ("records", "sections")
            assert v.words and v.line and record.text.split("\n")[v.line - 1][v.column - 1 :].startswith(v.words[:1])


FILLS = {
    "retention": {"retention", "period"},
    "purpose": {"purpose", "basis_purpose", "task"},
    "recipient": {"recipient", "organisation", "name"},
    "legal_bases": {"basis", "basis_purpose", "purpose"},
    "items": {"items", "items_required", "items_optional", "items_automatic"},
}


@pytest.mark.parametrize("folder", ["flat", "markdown", "tabbed"])
def test_what_led_to_a_cell_means_the_field_that_it_fills(checkout: Path, folder: str) -> None:
    files = sorted(p for p in (checkout / "tests" / "documents" / folder).iterdir() if p.suffix in (".txt", ".md"))
    cells = [v for file in files for v in explained(file) if v.how in (How.TABLE, How.DECODED) and v.field in FILLS]
    assert len(cells) > 50
    for v in cells:
        means = re.match(r"(?:header|label) 「[^」]*」 → (\w+)", v.rule)
        assert means and means[1] in FILLS[v.field], v


@given(policy_like)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_explained(text: str) -> None:
    document = Document(Path("a.txt"), "a.txt", "0" * 64, text)
    blocks = read_plain(text)
    values = explain(extract(document, Reading(text, tuple(blocks))), sections(blocks))
    for v in values:
        assert v.rule and v.reader
        if v.line is not None and v.column is not None:
            assert text.split("\n")[v.line - 1][v.column - 1] == text[v.spans[0].begin]


def test_a_correction_is_its_own_rule(path: Path) -> None:
    path.with_suffix(".corrections.toml").write_text(
        '[[correction]]\nholding = "회원명부"\nfield = "retention"\nvalue = "2년"\nreason = "까닭"\n'
        '[[correction]]\nholding = "회원명부"\nfield = "items"\nwas = "처음보는것"\nremove = true\nreason = "없음"\n',
        encoding="utf-8",
    )
    values = explained(path)
    kept = one(values, "holding", "retention", "2년")
    assert (kept.how, kept.reader, kept.line, kept.words) == ("corrected", "records.corrections", None, "")
    assert kept.rule == "corrected (가.corrections.toml:1): 까닭; read was '탈퇴 후 5년'; 「2년」 = P2Y"
    gone = one(values, "holding", "items", "처음보는것 (taken away)")
    assert gone.rule == "taken away (가.corrections.toml:6): 없음"


def test_for_programs_and_for_people(path: Path) -> None:
    values = explained(path)
    plain = json.loads(json.dumps(to_json(values), ensure_ascii=False))
    assert len(plain) == len(values)
    assert plain[0]["field"] == "title" and plain[0]["spans"] == [[s.begin, s.end] for s in values[0].spans]
    printed = io.StringIO()
    Console(file=printed, width=200).print(to_table(values))
    lines = printed.getvalue().splitlines()
    assert "holding 회원명부" in lines
    rule = "records.holdings: header 「보유기간」 → retention"
    assert any(line.startswith("retention") and rule in line for line in lines)
