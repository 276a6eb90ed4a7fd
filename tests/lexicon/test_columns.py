"""Every header wording is one field; a header that is no known wording is read by its ending."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pigraph.errors import DataError
from pigraph.lexicon import columns as module
from pigraph.lexicon.columns import MAX_HEADER, Columns, columns
from pigraph.text import fold

FILE = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "columns.toml"
ENTRIES: dict[str, dict[str, list[str] | str]] = tomllib.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("field", ENTRIES)
def test_the_example_of_a_field_is_read_as_it(field: str) -> None:
    assert columns().examples[field] == ENTRIES[field]["example"]
    assert columns().field(columns().examples[field]) == field


@pytest.mark.parametrize("field", ENTRIES)
def test_every_wording_is_read_as_its_field(field: str) -> None:
    for wording in ENTRIES[field]["wordings"]:
        assert columns().exact(wording) == field, wording
        assert columns().field(wording) == field, wording


def test_no_wording_is_of_two_fields() -> None:
    for kind in ("wordings", "heads"):
        owners: dict[str, set[str]] = {}
        for field, entry in ENTRIES.items():
            for word in entry[kind]:
                owners.setdefault(fold(word), set()).add(field)
        assert {w: f for w, f in owners.items() if len(f) > 1} == {}


def test_an_entry_has_its_three_keys_and_nothing_else() -> None:
    assert {f: sorted(e) for f, e in ENTRIES.items() if sorted(e) != ["example", "heads", "wordings"]} == {}
    assert {f for f, e in ENTRIES.items() if not e["wordings"] or not e["heads"]} == set()


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("제공받는 자의 이용 목적", "purpose"),
        ("제공받는 자의 보유·이용 기간", "retention"),
        ("개인정보를 제공받은 기관", "recipient"),
        ("제공하는 개인정보 항목(필수)", "items"),
        ("위탁받는 자의 연락처", "contact"),
        ("위탁하는 업무의 내용", "task"),
        ("개인정보파일의\n명칭", "name"),
        ("「개인정보파일명」", "name"),
        ("보 유 기 간", "retention"),
        ("수집・이용　목적", "purpose"),
        ("처리근거(법령)", "basis"),
        ("부서 담당자", "person"),
        ("영향평가 실시 연도", "year"),
        ("* 비고", "remark"),
        ("꼭 필요한 항목(필수)", "items_required"),
        ("적지 않아도 되는 항목(선택)", "items_optional"),
        ("자동생성", "items_automatic"),
        ("No", "index"),
        ("개인정보 명칭", "name"),
        ("왜 수집하나요?", "purpose"),
        ("이용하는 이유", "purpose"),
        ("수집하는 정보", "items"),
        ("제공하는 개인정보의 종류", "items"),
        ("자동으로 수집되는 정보", "items_automatic"),
        ("반드시 필요한 항목", "items_required"),
        ("서류 보존연한", "retention"),
        ("기록되는 정보", "items"),
        ("관련 법규", "basis"),
        ("맡은 업체", "processor"),
        ("맡긴 일", "task"),
        ("전화 / 메일", "contact"),
        ("전화와 팩스번호", "fax"),
        ("대표번호, 메일", "contact"),
        ("위탁 시작", "start"),
        ("위탁 종료", "end"),
        ("파일 이름", "name"),
        ("처리하는 까닭", "purpose"),
        ("원하는 분만 적는 항목", "items_optional"),
        ("보관 기한", "retention"),
        ("받는 곳의 보관 기한", "retention"),
        ("평가한 해", "year"),
        ("파일 번호", "index"),
        ("필수 기재 항목", "items_required"),
        ("선택 입력 항목", "items_optional"),
        ("기재사항", "items"),
        ("기록 항목(필수)", "items_required"),
        ("상대방의 보존 기한", "retention"),
        ("제공 사유", "basis_purpose"),
        ("제공받는 상대방", "recipient"),
        ("수탁 단체", "processor"),
        ("수탁 사무", "task"),
        ("협약 기간", "period"),
        ("창구 부서", "department"),
        ("담당 직원", "person"),
        ("공고일", "date"),
    ],
)
def test_headers_that_policies_print(header: str, field: str) -> None:
    assert columns().field(header) == field


@pytest.mark.parametrize(
    "header",
    [
        "",
        " ",
        "( )",
        "가나다",
        "2024년",
        "정보주체는 언제든지 권리를 행사할 수 있습니다",
        "목적" * (MAX_HEADER // 2 + 1),
    ],
)
def test_what_is_no_header(header: str) -> None:
    assert columns().field(header) is None


def test_an_ending_alone_is_not_exact() -> None:
    assert columns().exact("기관의 이용 목적") is None
    assert columns().field("기관의 이용 목적") == "purpose"


def test_the_longest_ending_decides_and_a_wording_beats_it() -> None:
    lexicon = Columns({"자료명": "source"}, {"명": "x", "료명": "short", "부자료명": "long"}, {}, 4)
    assert lexicon.field("자료명") == "source"
    assert lexicon.field("외부자료명") == "long"
    assert lexicon.field("사료명") == "short"
    assert lexicon.field("사명") is None, "one letter is no ending"


def test_a_wording_of_two_fields_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "columns.toml"
    file.write_text(
        '[one]\nwordings = ["이용 목적"]\nheads = ["목적"]\nexample = "목적"\n'
        '[two]\nwordings = ["이용목적"]\nheads = ["기간"]\nexample = "기간"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(module.resources, "path", lambda *parts: file)
    with pytest.raises(DataError, match=r"이용목적.*one.*two"):
        columns.__wrapped__()


@pytest.mark.parametrize(
    "header", ["보유기간", "보유 기간", "제공받는 자의 이용 목적", "항목(선택)", "아무 말", "", "-"]
)
def test_the_entry_of_a_header_gives_its_field(header: str) -> None:
    entry, field, lexicon = columns().entry(header), columns().field(header), columns()
    known = lexicon.wordings.get(entry or "") or lexicon.heads.get((entry or "").removeprefix("…"))
    assert known == field


def test_an_ending_is_told_from_a_wording() -> None:
    assert columns().entry("보유 기간") == "보유기간"
    ending = columns().entry("아무개의 처음 보는 보유기간")
    assert ending is not None and ending.startswith("…") and "…아무개의처음보는보유기간".endswith(ending[1:])
