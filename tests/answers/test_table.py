import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from pigraph.answers import Sources, answer_table
from pigraph.answers.table import short, telephone
from pigraph.store import Answer, Blank, Iri, Rows, Text, Triples

SOURCE = "https://w3id.org/pigraph/id/source/aaaaaaaaaaaa#char="


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    Sources.write(tmp_path / "sources", [("a" * 64, "plain.txt", "받는 자: 국세청\n목적: 과세 [bold]\n" + "긴" * 500)])
    return Sources(tmp_path / "sources")


def printed(answer: Answer, sources: Sources, columns: dict[str, str] | None = None) -> list[str]:
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(answer_table(answer, sources, columns or {}))
    return console.export_text().splitlines()


def test_korean_columns_are_as_wide_as_they_look(sources: Sources) -> None:
    rows = Rows(("a", "b"), ((Text("주민등록번호", "ko"), Text("x")), (Text("name"), Text("열 글자가 넘는 값"))))
    lines = printed(rows, sources, {"a": "항목"})
    frame = [line for line in lines if line and line[0] in "╭│├╰"]
    assert len({cell_len(line) for line in frame}) == 1
    assert "항목" in frame[1] and "b" in frame[1]
    assert lines[-1] == "2 rows"


def test_evidence_becomes_numbers_and_quotations(sources: Sources) -> None:
    both = Text(f"{SOURCE}11,17 {SOURCE}0,9")
    rows = Rows(("who", "evidence"), ((Text("국세청"), both), (Text("법원"), Iri(f"{SOURCE}0,9"))))
    lines = printed(rows, sources)
    assert any("국세청 │ [1] [2]" in line for line in lines)
    assert any("법원" in line and "[1] " in line and "[2]" not in line for line in lines)
    assert "[1] plain.txt:1 「받는 자: 국세청」"[:20] in "\n".join(lines)
    assert sum("plain.txt:" in line for line in lines) == 2
    assert SOURCE not in "\n".join(lines)


def test_words_in_brackets_are_printed_not_obeyed(sources: Sources) -> None:
    rows = Rows(("a", "b"), ((Text("[red]값[/red]"), Iri(f"{SOURCE}10,23")),))
    text = "\n".join(printed(rows, sources))
    assert "[red]값[/red]" in text and "과세 [bold]" in text


def test_a_long_quotation_is_cut(sources: Sources) -> None:
    text = "".join(printed(Rows(("a",), ((Iri(f"{SOURCE}24,524"),),)), sources))
    assert 200 < text.count("긴") < 300 and "…" in text


def test_other_answers(sources: Sources) -> None:
    assert printed(True, sources) == ["yes"]
    assert printed(False, sources) == ["no"]
    assert printed(Rows(("a",), ()), sources)[-1] == "0 rows"
    triple = (Iri("https://w3id.org/dpv#Consent"), Iri("http://a/p"), Blank("b1"))
    text = "\n".join(printed(Triples((triple,)), sources))
    assert "dpv:Consent" in text and "http://a/p" in text and "1 row" in text


def test_unbound_is_empty(sources: Sources) -> None:
    assert any("│   │" in line for line in printed(Rows(("a",), ((None,),)), sources))


@pytest.mark.parametrize(
    ("iri", "shown"),
    [
        ("https://w3id.org/pigraph/id/item/email", "item:email"),
        ("https://w3id.org/pigraph/id/law/개인정보보호법/제17조", "pipa:제17조"),
        ("https://w3id.org/pigraph/id/policy/가/나/2024#h1", "https://w3id.org/pigraph/id/policy/가/나/2024#h1"),
        ("https://w3id.org/dpv#", "https://w3id.org/dpv#"),
        ("http://elsewhere/x", "http://elsewhere/x"),
    ],
)
def test_known_prefixes_abbreviate(iri: str, shown: str) -> None:
    assert short(iri) == shown


@pytest.mark.parametrize(
    ("iri", "printed"),
    [
        ("tel:+82-31-980-2381", "031-980-2381"),
        ("tel:+82-2-123-4567", "02-123-4567"),
        ("tel:+82-1577-9613", "1577-9613"),
        ("tel:+82-15779613", "15779613"),
        ("tel:+1-202-555-0100", "+1-202-555-0100"),
        ("내선 123", "내선 123"),
    ],
)
def test_telephones_are_shown_as_they_are_dialled(iri: str, printed: str) -> None:
    assert telephone(iri) == printed
