"""Each document goes to the reader of its format, whatever it is called; what is no policy is refused."""

from pathlib import Path

import docx
import pytest

from pigraph.blocks.model import Table
from pigraph.blocks.read import read
from pigraph.document import Format, load
from pigraph.errors import BinaryFile, DocumentError, NotAPolicy

from .makers import docx_bytes, hwpx_file, hwpx_p

TITLE, LINE = "개인정보 처리방침", "개인정보의 보유기간: 5년, 제공받는 자: 없음"
PAGE = f"<html><body><h1>{TITLE}</h1><p>{LINE}</p></body></html>"


def docx_bytes_of(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return docx_bytes(document)


def put(folder: Path, data: bytes, name: str = "policy.bin") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (f"{TITLE}\n{LINE}\n".encode(), Format.TEXT),
        (PAGE.encode(), Format.HTML),
        (PAGE.encode("cp949"), Format.HTML),
        (docx_bytes_of(TITLE, LINE), Format.DOCX),
        (hwpx_file(hwpx_p(TITLE) + hwpx_p(LINE)), Format.HWPX),
    ],
)
def test_every_format_is_read_by_content(tmp_path: Path, data: bytes, form: Format) -> None:
    document = load(put(tmp_path, data))
    assert document.format is form
    reading = read(document)
    assert TITLE in reading.text and LINE in reading.text
    for block in reading.blocks:
        words = block.header if isinstance(block, Table) else (block.words,)
        for word in words:
            assert word.hull.cut(reading.text).startswith(word.text[:4])


@pytest.mark.parametrize(
    "data", [b"hello world", b"<html><body><p>hello</p></body></html>", docx_bytes_of("안녕하세요")]
)
def test_what_is_no_policy_is_refused(tmp_path: Path, data: bytes) -> None:
    path = put(tmp_path, data)
    with pytest.raises(NotAPolicy) as caught:
        read(load(path))
    assert str(path) in caught.value.message and caught.value.remedy


def test_text_of_absurd_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="characters of text"):
        read(load(put(tmp_path, (f"{TITLE}\n{LINE}\n" + "가" * 6_000_000).encode())))


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04....word/", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "FileHeader".encode("utf-16-le")]
)
def test_a_damaged_file_is_named(tmp_path: Path, data: bytes) -> None:
    path = put(tmp_path, data)
    with pytest.raises(DocumentError) as caught:
        read(load(path))
    assert str(path) in caught.value.message and caught.value.remedy
    assert not isinstance(caught.value, NotAPolicy)


def test_other_kinds_of_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(BinaryFile, match="ZIP"):
        load(put(tmp_path, b"PK\x03\x04....xl/workbook.xml"))
