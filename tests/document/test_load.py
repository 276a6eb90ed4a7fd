import hashlib
import os
from pathlib import Path

import pytest

from pigraph.document import Meta, load
from pigraph.document import load as load_function
from pigraph.errors import (
    BinaryFile,
    DataError,
    DocumentError,
    EmptyFile,
    UnreadableFile,
    WrongEncoding,
)

POLICY = "개인정보 처리방침\r\n개인정보의 보유기간: 5년\r\n"


def write(tmp_path: Path, data: bytes, name: str = "a.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_a_document_knows_its_bytes_and_its_text(tmp_path: Path) -> None:
    data = POLICY.encode("utf-8-sig")
    document = load(write(tmp_path, data))
    assert document.name == "a.txt"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.text == "개인정보 처리방침\n개인정보의 보유기간: 5년\n"
    assert document.encoding == "utf-8"
    assert document.meta == Meta()


def test_the_description_beside_it_is_part_of_it(tmp_path: Path) -> None:
    path = write(tmp_path, POLICY.encode())
    (tmp_path / "a.toml").write_text(f'controller = "가나시"\nsha256 = "{hashlib.sha256(POLICY.encode()).hexdigest()}"')
    assert load(path).meta.controller == "가나시"


def test_a_changed_source_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, POLICY.encode())
    (tmp_path / "a.toml").write_text(f'sha256 = "{"0" * 64}"')
    with pytest.raises(DataError, match=r"a\.toml describes a file with sha256 000000000000…, but a\.txt has"):
        load(path)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b" \r\n\t", EmptyFile),
        ("\ufeff\u3000 \n".encode(), EmptyFile),
        (b"\x89PNG\r\n", BinaryFile),
        (b"\xff\xfe\x00", WrongEncoding),
        (b"\xed\xa0\x80 \x80", WrongEncoding),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, error: type[DocumentError]) -> None:
    path = write(tmp_path, data)
    with pytest.raises(error) as caught:
        load(path)
    assert str(path) in caught.value.message and caught.value.remedy


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, words in (
        (tmp_path / "none.txt", "does not exist"),
        (tmp_path, "is a directory"),
        (tmp_path / "pipe", "not a regular file"),
        (tmp_path / ("x" * 300), "cannot be read"),
        (Path("a\0b"), "cannot be read"),
    ):
        with pytest.raises(UnreadableFile, match=words):
            load(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(DocumentError, match="200 MB; the limit is 100 MB"):
        load_function(path)


def test_the_shipped_policies_load(shipped: list[Path]) -> None:
    for path in shipped:
        document = load(path)
        assert document.meta.sha256 == document.sha256, path.name
        assert document.meta.title and document.meta.source, path.name
