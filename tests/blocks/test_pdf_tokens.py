"""Plain drawing instructions mean to us what they mean to pdfminer."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdfminer.psparser import KWD, LIT

from pigraph.blocks import pdf_limits
from pigraph.blocks.pdf_open import read_sheets
from pigraph.blocks.pdf_tokens import is_plain, tokens

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents" / "pdf"


def test_operands_and_operators_come_in_order() -> None:
    data = b"/P <</MCID 3 /K [1 -.5 <4>]>>BDC\n+7. 0 Td<00 ff>Tj T* true ] f*"
    assert list(tokens(data)) == [
        LIT("P"),
        {"MCID": 3, "K": [1, -0.5, b"@"]},
        KWD(b"BDC"),
        7.0,
        0,
        KWD(b"Td"),
        b"\x00\xff",
        KWD(b"Tj"),
        KWD(b"T*"),
        True,
        KWD(b"f*"),
    ]


@pytest.mark.parametrize("data", [b"(a) Tj", b"BI /W 1 ID x EI", b"1 % one\n w", b"/A#20 gs", b"{ 1 }"])
def test_other_syntax_is_left_to_pdfminer(data: bytes) -> None:
    assert not is_plain(data)
    assert is_plain(b"/BIG gs <00> Tj")


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.pdf")), ids=lambda p: p.stem)
def test_pages_are_drawn_as_pdfminer_draws_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = read_sheets(path.read_bytes(), path.name)
    monkeypatch.setattr(pdf_limits, "is_plain", lambda data: False)
    assert read_sheets(path.read_bytes(), path.name) == quick


def test_unclosed_brackets_end(watchdog: None) -> None:
    assert list(tokens(b"[ " * 100_000 + b"1 w")) == []
    assert list(tokens(b"< " * 100_000 + b"1 w")) == [1, KWD(b"w")]
