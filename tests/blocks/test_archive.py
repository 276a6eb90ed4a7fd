import struct

import pytest

from pigraph.blocks import archive as module
from pigraph.blocks.archive import Archive, resolve
from pigraph.errors import BinaryFile, DocumentError

from .makers import zipped


def opened(**parts: bytes | str) -> Archive:
    return Archive(zipped({f"{k}.xml": v for k, v in parts.items()}), "방침.docx", "DOCX")


def test_parts_are_found_by_name() -> None:
    archive = opened(a="<a/>", b="<b>나</b>")
    assert archive.names == ("a.xml", "b.xml")
    assert archive.get("a.xml") == b"<a/>"
    assert archive.get("/b.xml") == "<b>나</b>".encode()
    assert (archive.get("c.xml"), archive.xml("c.xml")) == (None, None)
    root = archive.xml("b.xml")
    assert root is not None and root.text == "나"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", "개인정보".encode(), b"PK"])
def test_bytes_without_a_zip_signature_are_no_container(data: bytes) -> None:
    with pytest.raises(BinaryFile, match=r"^방침\.docx is not DOCX"):
        Archive(data, "방침.docx", "DOCX")


def test_a_truncated_container_is_damaged() -> None:
    data = zipped({"a.xml": "<a/>" * 500})
    for cut in (4, len(data) // 2, len(data) - 10):
        with pytest.raises(DocumentError, match=r"방침\.docx is damaged"):
            Archive(data[:cut], "방침.docx", "DOCX")


def test_damaged_content_is_named() -> None:
    data = bytearray(zipped({"a.xml": "<a>" + "가나다" * 100 + "</a>"}))
    at = data.index(b"a.xml") + 5
    data[at : at + 8] = b"\xff" * 8
    with pytest.raises(DocumentError, match=r"a\.xml"):
        Archive(bytes(data), "방침.docx", "DOCX").get("a.xml")


def test_a_part_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"a.xml": bytes(module.MOST_PART + 1)})
    assert len(bomb) < 100_000
    with pytest.raises(DocumentError, match=r"방침\.docx unpacks to 50 MB \(a\.xml\)"):
        Archive(bomb, "방침.docx", "DOCX")


def test_many_parts_that_unpack_to_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TOTAL", 1024)
    with pytest.raises(DocumentError, match="all parts"):
        opened(a=bytes(600), b=bytes(600))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(zipped({"a.xml": bytes(10_000)}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + at, 100)
    with pytest.raises(DocumentError, match="damaged"):
        Archive(bytes(data), "방침.docx", "DOCX").get("a.xml")


def test_a_directory_of_endless_parts_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PARTS", 3)
    assert opened(a="1", b="2", c="3").names
    with pytest.raises(DocumentError, match="more than 3 parts"):
        opened(a="1", b="2", c="3", d="4")


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(zipped({"a.xml": "<a/>"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    with pytest.raises(DocumentError, match="protected by a password"):
        Archive(bytes(data), "방침.docx", "DOCX")


def test_an_unknown_compression_is_damaged() -> None:
    data = bytearray(zipped({"a.xml": "<a/>"}))
    for signature, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.index(signature) + at, 99)
    with pytest.raises(DocumentError, match="damaged"):
        Archive(bytes(data), "방침.docx", "DOCX").get("a.xml")


@pytest.mark.parametrize("text", ["", "<a>", "<a></b>", "가나다", "<a>&unknown;</a>", '<a b="1" b="2"/>'])
def test_xml_that_is_not_well_formed_is_damaged(text: str) -> None:
    with pytest.raises(DocumentError, match=r"a\.xml is no well-formed XML"):
        opened(a=text).xml("a.xml")


def test_no_entity_of_the_machine_is_read() -> None:
    text = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    with pytest.raises(DocumentError, match="document type"):
        opened(a=text).xml("a.xml")


@pytest.mark.usefixtures("watchdog")
@pytest.mark.parametrize("place", ["<a>&l9;</a>", '<a b="&l9;"/>'])
def test_entities_do_not_multiply(place: str) -> None:
    layers = '<!ENTITY l0 "하하하하하하하하하하">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
    )
    with pytest.raises(DocumentError):
        opened(a=f"<!DOCTYPE a [{layers}]>{place}").xml("a.xml")


def test_elements_do_not_nest_without_end() -> None:
    with pytest.raises(DocumentError, match="well-formed"):
        opened(a="<a>" * 100_000 + "</a>" * 100_000).xml("a.xml")


@pytest.mark.parametrize(
    ("base", "target", "part"),
    [
        ("", "word/document.xml", "word/document.xml"),
        ("word/document.xml", "styles.xml", "word/styles.xml"),
        ("word/document.xml", "/word/styles.xml", "word/styles.xml"),
        ("word/document.xml", "../custom/a.xml", "custom/a.xml"),
        ("word/document.xml", "../../../etc/passwd", "../../etc/passwd"),
    ],
)
def test_targets_are_resolved_inside_the_container(base: str, target: str, part: str) -> None:
    assert resolve(base, target) == part
