"""The format of a file is found from its bytes."""

import pytest

from pigraph.document.formats import Format, detect

PAGE = "<html><body><h1>개인정보 처리방침</h1></body></html>"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"", Format.TEXT),
        ("개인정보 처리방침".encode(), Format.TEXT),
        (b"%PDF-1.7\n", Format.PDF),
        (b"PK\x03\x04....mimetypeapplication/hwp+zip", Format.HWPX),
        (b"PK\x03\x04....word/document.xml", Format.DOCX),
        (b"PK\x03\x04....xl/workbook.xml", Format.TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..." + "FileHeader".encode("utf-16-le"), Format.HWP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..." + "EncryptedPackage".encode("utf-16-le"), Format.DOCX),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..." + "WordDocument".encode("utf-16-le"), Format.TEXT),
        (b"HWP Document File V3.00", Format.HWP),
        (PAGE.encode(), Format.HTML),
        (PAGE.encode("cp949"), Format.HTML),
        (PAGE.encode("utf-16"), Format.HTML),
        (("\ufeff<!-- saved from a site -->\n<!DOCTYPE html>\n" + PAGE).encode(), Format.HTML),
        (b"<?xml version='1.0'?>\n<HTML>", Format.HTML),
        ("<div><p>제1조</p>\n<table><tr><td>성명</td></tr></table></div>".encode(), Format.HTML),
        ("<p align='center'>\n# 개인정보 처리방침\n\n## 제1조\n\n본문\n\n본문\n".encode(), Format.TEXT),
        ("개인정보 처리방침\n<ul><li>성명</li></ul>\n".encode(), Format.TEXT),
        ("# 방침\n```\n<html>\n```\n".encode(), Format.TEXT),
    ],
)
def test_the_format_is_found_from_the_bytes(data: bytes, form: Format) -> None:
    assert detect(data) is form
