import json
from pathlib import Path

import pytest

from exchange.test_diff import NEW, OLD
from pigraph.exchange.changes import to_json, to_text
from pigraph.exchange.diff import compare
from pigraph.exchange.statements import Published
from pigraph.exchange.versions import versions
from pigraph.languages import Language


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (Language.KO, ["처리·보유 「민원처리」", "  ~ 변경: 보유기간 10년 → 5년", "추가 4, 삭제 9, 변경 3"]),
        (Language.EN, ["holding 「민원처리」", "  ~ changed: retention 10년 → 5년", "4 added, 9 removed, 3 changed"]),
    ],
)
def test_changes_in_words_with_both_quotations(published: Path, language: Language, lines: list[str]) -> None:
    stated = Published(published, language)
    changes = compare(stated.entries(OLD), stated.entries(NEW))
    known = {v.document: v for v in versions(published)}
    printed = to_text((known[OLD], known[NEW]), changes, (stated.quote, stated.quote), language).splitlines()
    assert printed[0] == "가나시 2023-01-01 (before.md) → 가나시 2024-01-01 (after.md)"
    at = printed.index(lines[1])
    assert lines[0] in printed and printed[-1] == lines[2]
    assert printed[at + 1 : at + 3] == ["      before.md:10 「10년」", "      after.md:9 「5년」"]


def test_items_have_names_in_either_language(published: Path) -> None:
    texts = [
        {v.text for e in Published(published, language).entries(NEW) for v in e.values.get("item", ())}
        for language in Language
    ]
    assert "주민등록번호" in texts[0] and "resident registration number" in texts[1]


def test_no_change_is_said(published: Path) -> None:
    (one, *_) = versions(published)
    assert to_text((one, one), [], (print, print), Language.KO).endswith("달라진 내용이 없습니다.")  # type: ignore[arg-type]


def test_json_has_the_words_and_their_places(published: Path) -> None:
    stated = Published(published)
    known = {v.document: v for v in versions(published)}
    changes = compare(stated.entries(OLD), stated.entries(NEW))
    shown = json.loads(json.dumps(to_json((known[OLD], known[NEW]), changes, (stated.quote, stated.quote))))
    assert shown["counts"] == {"added": 4, "removed": 9, "changed": 3}
    assert (shown["before"]["date"], shown["after"]["date"]) == ("2023-01-01", "2024-01-01")
    (period,) = [c for c in shown["changes"] if c["name"] == "민원처리" and c["field"] == "retention"]
    assert period["change"] == "changed"
    assert [e["words"] for e in period["before"]["evidence"]] == ["10년"]
    assert [(e["place"], e["words"]) for e in period["after"]["evidence"]] == [("after.md:9", "5년")]
