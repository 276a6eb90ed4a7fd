import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pigraph.blocks import hwp_records
from pigraph.blocks.hwp import read
from pigraph.errors import BinaryFile, DocumentError, EmptyFile

from .makers import (
    hwp_ctrl,
    hwp_file,
    hwp_info,
    hwp_list,
    hwp_of,
    hwp_p,
    hwp_tbl,
    ole_of,
    paragraph,
    record,
    table,
)
from .test_content import POLICY, shown


def of(*records: bytes) -> list[object]:
    return shown(read(hwp_file(b"".join(records)), "방침.hwp").blocks)


def texts(*records: bytes) -> list[object]:
    return [b[0] if isinstance(b, tuple) else b for b in of(*records)]


def outlined(list_id: int = 1) -> bytes:
    """The first paragraph of a section, which says what numbers its outline."""
    return hwp_p(
        "\ufffc\ufffc",
        [(2, hwp_ctrl("secd", 1, struct.pack("<IHHHIH", 0, 0, 0, 0, 0, list_id))), (2, hwp_ctrl("cold", 1))],
    )


def test_paragraphs_compressed_and_not() -> None:
    for flags in (0, 1):
        assert shown(read(hwp_file(hwp_p("가"), hwp_p("나😀"), flags=flags), "방침.hwp").blocks) == [
            ("가", 0),
            ("나😀", 0),
        ]


def test_sections_are_read_by_their_numbers() -> None:
    assert texts(hwp_p("가")) == ["가"]
    data = hwp_file(*(hwp_p(str(n)) for n in range(12)))
    assert [b[0] for b in shown(read(data, "방침.hwp").blocks)] == [str(n) for n in range(12)]  # type: ignore[index]


def test_headings_by_outline_and_by_style() -> None:
    assert of(outlined(), hwp_p("목적", shape=1), hwp_p("하나", shape=2), hwp_p("본문"), hwp_p("제목", style=3)) == [
        ("제1조 목적", 1), ("가. 하나", 2), ("본문", 0), ("제목", 3),
    ]  # fmt: skip
    assert of(outlined(0), hwp_p("목적", shape=1)) == [("목적", 1)]


def test_marks_of_lists() -> None:
    assert texts(
        hwp_p("목적", shape=5), hwp_p("하나", shape=6), hwp_p("둘", shape=6), hwp_p("", shape=6), hwp_p("셋", shape=6),
        hwp_p("작은", shape=7), hwp_p("길", shape=8), hwp_p("점", shape=9), hwp_p("항목", shape=5),
    ) == ["제1조 목적", "가. 하나", "나. 둘", "라. 셋", "① 작은", "1.4.1.1 길", "- 점", "제2조 항목"]  # fmt: skip


def test_control_characters() -> None:
    assert texts(hwp_p("가\n나\t다\x1e라\x1f마\x18바\x19")) == ["가", "나 다 라 마-바"]


def test_struck_out_text_is_left_out_and_placeholders_are_not() -> None:
    assert texts(hwp_p("가나다라", shapes=[(0, 0), (1, 1), (3, 0)])) == ["가라"]
    assert texts(hwp_p("가\t나", shapes=[(0, 0), (9, 1)]), hwp_p("다", shapes=[(0, 7)])) == ["가", "다"]


def test_tables_with_spans_and_nested_tables() -> None:
    inner = hwp_tbl((0, 0, 1, 1, hwp_p("필수", level=4)), (0, 1, 1, 1, hwp_p("성명", level=4)), level=3)
    outer = hwp_tbl(
        (0, 0, 2, 1, hwp_p("연번", level=2)), (0, 1, 1, 2, hwp_p("항목", level=2)),
        (1, 1, 1, 1, hwp_p("다음", level=2) + hwp_p("\ufffc", [inner], level=2)), (1, 2, 1, 1, hwp_p(level=2)),
    )  # fmt: skip
    assert texts(hwp_p("앞\ufffc뒤", [outer])) == [
        "앞",
        [["연번", "항목", "항목"], ["연번", "다음\n필수 : 성명", ""]],
        "뒤",
    ]


def test_captions_stand_above() -> None:
    cells = hwp_tbl((0, 0, 1, 1, hwp_p("가", level=2)), (0, 1, 1, 1, hwp_p("나", level=2)))[1]
    number = (18, hwp_ctrl("atno", 3, struct.pack("<IH", 2, 7)))
    caption = hwp_list(2) + hwp_p("표 \ufffc. 현황", [number], level=2)
    head = len(hwp_ctrl("tbl ", 1, bytes(42)))
    assert texts(hwp_p("\ufffc", [(11, cells[:head] + caption + cells[head:])])) == ["표 7. 현황", [["가", "나"]]]


def test_text_boxes_are_read_where_they_stand() -> None:
    box = (
        hwp_ctrl("gso ", 1)
        + record(0x4C, 2, b"cer$")
        + hwp_list(3)
        + hwp_p("상자", level=3)
        + record(0x4F, 3, bytes(33))
    )
    picture = hwp_ctrl("gso ", 1) + record(0x4C, 2, b"cip$")
    assert texts(hwp_p("앞\ufffc중간\ufffc뒤", [(11, box), (11, picture)])) == ["앞", "상자", "중간뒤"]


def test_notes_follow_and_headers_are_not_read() -> None:
    def control(code: int, kind: str, text: str, level: int = 1) -> tuple[int, bytes]:
        number = (18, hwp_ctrl("atno", level + 2, struct.pack("<IH", 0, 1)))
        return code, hwp_ctrl(kind, level) + hwp_list(level + 1) + hwp_p("\ufffc " + text, [number], level=level + 1)

    notes = [
        control(17, "fn  ", "첫째"),
        control(16, "head", "머리말"),
        control(15, "tcmt", "숨은"),
        control(3, "%hlk", "주소"),
    ]
    cells = hwp_tbl(
        (0, 0, 1, 1, hwp_p("가\ufffc", [control(17, "en  ", "둘째", 3)], level=2)), (0, 1, 1, 1, hwp_p("나", level=2))
    )
    assert texts(hwp_p("앞\ufffc\ufffc\ufffc\ufffc뒤", notes), hwp_p("\ufffc", [cells])) == [
        "앞뒤",
        "※ 첫째",
        [["가", "나"]],
        "※ 둘째",
    ]


def test_a_table_whose_character_is_missing_is_not_lost() -> None:
    cells = hwp_tbl((0, 0, 1, 1, hwp_p("가", level=2)), (0, 1, 1, 1, hwp_p("나", level=2)))[1]
    assert texts(hwp_p("앞") + cells) == ["앞", [["가", "나"]]]


def test_long_records_have_a_length_of_their_own() -> None:
    assert texts(hwp_p("가나다라" * 2000)) == ["가나다라" * 2000]


def test_a_document_without_shapes_is_read() -> None:
    streams = {"FileHeader": header(0), "BodyText/Section0": hwp_p("가", shape=5)}
    assert shown(read(ole_of(streams), "방침.hwp").blocks) == [("가", 0)]


def header(flags: int, version: int = 0x05000300) -> bytes:
    return b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", version, flags).ljust(224, b"\0")


def refused(data: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(data, "방침.hwp")
    assert "방침.hwp" in caught.value.message and caught.value.remedy
    return caught.value


def test_what_is_no_hwp_is_refused() -> None:
    assert isinstance(refused(b"%PDF-1.4"), BinaryFile)
    assert isinstance(refused(ole_of({"WordDocument": b"\0" * 100})), BinaryFile)
    assert isinstance(refused(ole_of({"FileHeader": b"HWP Document File"})), BinaryFile)
    assert isinstance(refused(ole_of({"FileHeader": b"\0" * 256, "BodyText/Section0": b""})), BinaryFile)
    assert isinstance(refused(hwp_of([])), EmptyFile)


def test_old_editions_are_refused() -> None:
    error = refused(b"HWP Document File V3.00 \x1a\1\2\3\4\5" + bytes(200))
    assert isinstance(error, BinaryFile) and "old edition (V3.00)" in error.message
    assert "edition 6" in refused(hwp_file(hwp_p("가"), version=0x06000000)).message


@pytest.mark.parametrize(
    ("bit", "words"),
    [
        (1, "password"),
        (2, "protected for distribution"),
        (4, "rights management"),
        (8, "certificate"),
        (10, "certificate"),
    ],
)
def test_protected_documents_are_refused(bit: int, words: str) -> None:
    error = refused(ole_of({"FileHeader": header(1 | 1 << bit), "BodyText/Section0": b"\x93" * 200}))
    assert words in error.message and not isinstance(error, BinaryFile)


@pytest.mark.parametrize(
    "section",
    [
        hwp_p("가")[:-3], hwp_p("가") + b"\0\0", struct.pack("<I", 0xFFF << 20), struct.pack("<II", 0xFFF << 20 | 0x42, 2**32 - 1),
        record(0x42, 0, b"\0" * 5),
        b"".join(record(0x42, n, bytes(24)) for n in range(300)),
        hwp_p("\ufffc", [(11, hwp_ctrl("tbl ", 1) + record(0x4D, 2, b"") + record(0x48, 2, b"\1\0"))]),
    ],
)  # fmt: skip
def test_garbled_records_are_damaged(section: bytes) -> None:
    assert "damaged" in refused(hwp_file(section)).message


def test_garbled_shapes_are_damaged() -> None:
    for tag in (0x15, 0x17, 0x19, 0x1A):
        assert "damaged" in refused(hwp_file(hwp_p("가"), info=record(tag, 0, b"\1"))).message


def test_streams_that_cannot_be_unpacked_are_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"FileHeader": header(1), "BodyText/Section0": b"\xff" * 50}
    assert "Section0" in refused(ole_of(broken)).message
    cut = zlib.compress(hwp_p("가나다" * 99), wbits=-15)[:-20]
    assert "Section0 breaks off)" in refused(ole_of({**broken, "BodyText/Section0": cut})).message
    assert "has no section" in refused(ole_of({"FileHeader": header(1)})).message
    bomb = zlib.compress(bytes(hwp_records.MOST_STREAM + 9), wbits=-15)
    assert len(bomb) < 100_000
    assert "more than 50 MB" in refused(ole_of({**broken, "BodyText/Section0": bomb})).message
    monkeypatch.setattr(hwp_records, "MOST_TOTAL", 300)
    assert "its streams" in refused(hwp_file(hwp_p("가" * 80), hwp_p("가" * 80), info=b"")).message


def test_endless_records_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hwp_records, "MOST_RECORDS", 50)
    assert "more than 50 records" in refused(hwp_file(hwp_p("가") * 30)).message


@pytest.mark.parametrize("cut", [30, 600, 1500, -600])
def test_a_truncated_file_is_refused(cut: int) -> None:
    refused(hwp_of([paragraph("본문" * 50), table(["가", "나"])])[:cut])


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10**6), noise=st.binary(min_size=1, max_size=8), packed=st.booleans())
def test_any_damage_ends_in_a_reading_or_an_error(at: int, noise: bytes, packed: bool) -> None:
    data = bytearray(
        hwp_of(POLICY)
        if packed
        else hwp_file(hwp_p("가\ufffc", [hwp_tbl((0, 0, 1, 1, hwp_p("나", level=2)))]), flags=0)
    )
    at %= len(data)
    data[at : at + len(noise)] = noise
    try:
        read(bytes(data), "방침.hwp")
    except DocumentError as error:
        assert "방침.hwp" in error.message


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10**6), noise=st.binary(min_size=1, max_size=8), shapes=st.booleans())
def test_any_damaged_record_ends_in_a_reading_or_an_error(at: int, noise: bytes, shapes: bool) -> None:
    section, info = hwp_p("가\ufffc", [hwp_tbl((0, 0, 1, 1, hwp_p("나", level=2)))]) + hwp_p("다", shape=6), hwp_info()
    data = bytearray(info if shapes else section)
    at %= len(data)
    data[at : at + len(noise)] = noise
    try:
        read(hwp_file(section, info=bytes(data)) if shapes else hwp_file(bytes(data), info=info), "방침.hwp")
    except DocumentError as error:
        assert "방침.hwp" in error.message


@pytest.mark.usefixtures("watchdog")
def test_a_long_table_is_read_in_linear_time() -> None:
    cells = [(r, c, 1, 1, hwp_p(t, level=2)) for r in range(10_000) for c, t in enumerate(("가", "나", "다"))]
    data = hwp_file(hwp_p("\ufffc", [hwp_tbl(*cells)]))
    assert len(read(data, "방침.hwp").blocks) == 1
