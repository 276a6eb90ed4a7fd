import pytest

from pigraph.blocks.hwpx import read
from pigraph.errors import BinaryFile, DocumentError, EmptyFile

from .makers import HP, HS, changed, hwpx_file, hwpx_of, hwpx_p, hwpx_run, hwpx_tbl, paragraph, parts_of, zipped
from .test_content import shown


def of(*sections: str) -> list[object]:
    return shown(read(hwpx_file(*sections), "방침.hwpx").blocks)


def texts(*paragraphs: str) -> list[object]:
    return [b[0] if isinstance(b, tuple) else b for b in of("".join(paragraphs))]


def test_sections_are_read_in_the_order_of_the_spine() -> None:
    data = hwpx_file(hwpx_p("하나"), hwpx_p("둘"), hwpx_p("셋"))
    assert shown(read(data, "방침.hwpx").blocks) == [("하나", 0), ("둘", 0), ("셋", 0)]
    turned = parts_of(data)
    package = turned["Contents/content.hpf"].decode()
    first, third = '<opf:itemref idref="section0" linear="yes"/>', '<opf:itemref idref="section2" linear="yes"/>'
    turned["Contents/content.hpf"] = package.replace(first, "@").replace(third, first).replace("@", third).encode()
    assert shown(read(zipped(turned), "방침.hwpx").blocks) == [("셋", 0), ("둘", 0), ("하나", 0)]


@pytest.mark.parametrize(
    "missing", [["Contents/content.hpf"], ["META-INF/container.xml", "mimetype"], ["META-INF/manifest.xml"]]
)
def test_a_package_without_its_lists_is_read_by_names(missing: list[str]) -> None:
    found = parts_of(hwpx_file(*(hwpx_p(str(n)) for n in range(11))))
    for name in missing:
        del found[name]
    assert shown(read(zipped(found), "방침.hwpx").blocks) == [(str(n), 0) for n in range(11)]


def test_names_may_count_from_the_package() -> None:
    found = parts_of(hwpx_of([paragraph("가", 1)]))
    found["Contents/content.hpf"] = found["Contents/content.hpf"].replace(b'href="Contents/', b'href="')
    assert shown(read(zipped(found), "방침.hwpx").blocks) == [("가", 1)]


def test_namespaces_of_2024_are_read() -> None:
    data = hwpx_of([paragraph("가", 2)])
    data = changed(data, section0=(HP, 'xmlns:hp="http://www.owpml.org/owpml/2024/paragraph"'))
    assert shown(read(data, "방침.hwpx").blocks) == [("가", 2)]


def test_headings_by_outline_and_by_style() -> None:
    assert of(hwpx_p("목적", shape=1) + hwpx_p("하나", shape=2) + hwpx_p("본문") + hwpx_p("제목", style=3)) == [
        ("제1조 목적", 1), ("가. 하나", 2), ("본문", 0), ("제목", 3),
    ]  # fmt: skip


def test_marks_of_lists() -> None:
    assert texts(
        hwpx_p("목적", shape=5), hwpx_p("하나", shape=6), hwpx_p("둘", shape=6), hwpx_p("", shape=6), hwpx_p("셋", shape=6),
        hwpx_p("작은", shape=7), hwpx_p("길", shape=8), hwpx_p("점", shape=9), hwpx_p("항목", shape=5), hwpx_p("개요", shape=1),
    ) == [
        "제1조 목적", "가. 하나", "나. 둘", "라. 셋", "① 작은", "1.4.1.1 길", "- 점", "제2조 항목", "제1조 개요",
    ]  # fmt: skip


def test_an_outline_without_a_list_has_no_marks() -> None:
    data = changed(hwpx_file(hwpx_p("목적", shape=1)), section0=('outlineShapeIDRef="1"', 'outlineShapeIDRef="0"'))
    assert shown(read(data, "방침.hwpx").blocks) == [("목적", 1)]


def test_signs_inside_text() -> None:
    line = (
        "가<hp:lineBreak/>나<hp:tab width='9'/>다<hp:nbSpace/>라<hp:fwSpace/>마<hp:markpenBegin/>바<hp:hyphen/>사\n아"
    )
    assert texts(hwpx_p(line)) == ["가", "나 다 라 마바-사 아"]


def test_struck_out_text_is_left_out_and_placeholders_are_not() -> None:
    assert texts(
        hwpx_p("가", hwpx_run("<hp:t>나</hp:t>", shape=1), "다"), hwpx_p(hwpx_run("<hp:t>라</hp:t>", shape=1))
    ) == ["가다"]


def test_deleted_text_is_left_out_across_runs_and_paragraphs() -> None:
    begin, end = '<hp:deleteBegin Id="{0}" TcId="{0}"/>', '<hp:deleteEnd Id="{0}" TcId="{0}" paraend="0"/>'
    table = hwpx_run(hwpx_tbl((0, 0, 1, 1, hwpx_p("표")), (0, 1, 1, 1, hwpx_p("표"))))
    assert texts(
        hwpx_p(f"가{begin.format(1)}나{end.format(1)}다<hp:insertBegin Id='5'/>라<hp:insertEnd Id='5'/>"),
        hwpx_p(f"마{begin.format(2)}바", table, hwpx_run('<hp:compose composeText="①"/>')),
        hwpx_p(f"사{end.format(2)}아"),
        hwpx_p(f"자{begin.format(3)}차"),
        hwpx_p("카"),
    ) == ["가다라", "마", "아", "자차", "카"]


def test_tables_with_spans_and_nested_tables() -> None:
    inner = hwpx_tbl((0, 0, 1, 1, hwpx_p("필수")), (0, 1, 1, 1, hwpx_p("성명")), (1, 0, 1, 2, hwpx_p("선택 주소")))
    table = hwpx_tbl(
        (0, 0, 2, 1, hwpx_p("연번")), (0, 1, 1, 2, hwpx_p("항목")), (1, 1, 1, 1, hwpx_p("필수")), (1, 2, 1, 1, hwpx_p("선택")),
        (2, 0, 1, 1, hwpx_p("1")), (2, 1, 1, 1, hwpx_p("다음") + hwpx_p(hwpx_run(inner))), (2, 2, 1, 1, ""),
    )  # fmt: skip
    assert texts(hwpx_p("앞", hwpx_run(table), "뒤")) == [
        "앞",
        [["연번", "항목", "항목"], ["연번", "필수", "선택"], ["1", "다음\n필수 성명\n선택 주소", ""]],
        "뒤",
    ]


def test_cells_without_an_address_stand_where_they_are() -> None:
    cells = "".join(f"<hp:tc><hp:subList>{hwpx_p(t)}</hp:subList></hp:tc>" for t in "가나")
    assert texts(hwpx_p(hwpx_run(f"<hp:tbl><hp:tr>{cells}</hp:tr><hp:tr>{cells}</hp:tr></hp:tbl>"))) == [
        [["가", "나"], ["가", "나"]]
    ]


def test_captions_stand_above_or_below() -> None:
    cells = [(0, n, 1, 1, hwpx_p(t)) for n, t in enumerate("가나")]
    number = hwpx_run('<hp:ctrl><hp:autoNum num="3" numType="TABLE"/></hp:ctrl>')
    caption = f'<hp:caption side="{{}}"><hp:subList>{hwpx_p("표 ", number, ". 현황")}</hp:subList></hp:caption>'
    tables = [hwpx_p(hwpx_run(hwpx_tbl(*cells, inside=caption.format(side)))) for side in ("TOP", "BOTTOM")]
    assert texts(*tables) == ["표 3. 현황", [["가", "나"]], [["가", "나"]], "표 3. 현황"]


def test_text_boxes_are_read_where_they_stand() -> None:
    box = f"<hp:rect><hp:drawText><hp:subList>{hwpx_p('상자')}</hp:subList></hp:drawText></hp:rect>"
    group = f"<hp:container>{box}<hp:pic><hp:img/></hp:pic>{box}</hp:container>"
    assert texts(hwpx_p("앞", hwpx_run(group), "뒤"), hwpx_p(hwpx_run("<hp:pic/>"))) == ["앞", "상자", "상자", "뒤"]


def test_other_letters_of_a_line() -> None:
    assert texts(
        hwpx_p(
            hwpx_run(
                '<hp:compose composeText="①"/><hp:dutmal><hp:mainText>본말</hp:mainText><hp:subText>덧말</hp:subText></hp:dutmal>'
            )
        )
    ) == ["①본말"]


def test_notes_follow_and_headers_are_not_read() -> None:
    def control(kind: str, text: str) -> str:
        number = hwpx_run('<hp:ctrl><hp:autoNum num="1" numType="FOOTNOTE"/></hp:ctrl>')
        return f'<hp:ctrl><hp:{kind} number="1"><hp:subList>{hwpx_p(number, text)}</hp:subList></hp:{kind}></hp:ctrl>'

    notes = hwpx_run(control("footNote", " 첫째") + control("header", "머리말") + control("hiddenComment", "숨은"))
    table = hwpx_tbl((0, 0, 1, 1, hwpx_p("가", hwpx_run(control("endNote", "둘째")))), (0, 1, 1, 1, hwpx_p("나")))
    assert texts(hwpx_p("앞", notes, "뒤"), hwpx_p(hwpx_run(table))) == ["앞뒤", "※ 첫째", [["가", "나"]], "※ 둘째"]


def refused(data: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(data, "방침.hwpx")
    assert "방침.hwpx" in caught.value.message and caught.value.remedy
    return caught.value


def test_what_is_no_hwpx_is_refused() -> None:
    assert isinstance(refused(b"HWP Document File V3.00"), BinaryFile)
    assert isinstance(refused(zipped({"word/document.xml": "<document/>"})), BinaryFile)
    assert isinstance(refused(zipped({"Contents/section0.xml": "<other/>"})), BinaryFile)
    assert isinstance(refused(hwpx_of([])), EmptyFile)


def test_an_encrypted_document_is_refused() -> None:
    manifest = (
        '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<odf:file-entry odf:full-path="Contents/section0.xml"><odf:encryption-data/></odf:file-entry></odf:manifest>'
    )
    found = parts_of(hwpx_file(hwpx_p("가"), manifest=manifest))
    found["Contents/section0.xml"] = b"\x93\x01\xff" * 30
    error = refused(zipped(found))
    assert "password" in error.message and not isinstance(error, BinaryFile)


@pytest.mark.parametrize("cut", [0.2, 0.6, 0.99])
def test_a_truncated_document_is_refused(cut: float) -> None:
    data = hwpx_of([paragraph("본문")])
    refused(data[: int(len(data) * cut)])


@pytest.mark.parametrize(
    "inside",
    [
        "<hp:p><hp:run><hp:tbl>" * 500,
        hwpx_p("가", shape=99, style=99),
        hwpx_p(hwpx_run(hwpx_tbl((-3, -5, -1, 10**9, hwpx_p("가")), (10**9, 2, 1, 1, hwpx_p("나"))))),
        hwpx_p("<hp:deleteEnd Id='7'/>가<hp:deleteBegin Id='7'/>나"),
    ],
)
def test_odd_xml_ends_in_a_reading_or_an_error(inside: str) -> None:
    try:
        assert read(hwpx_file(inside), "방침.hwpx").blocks
    except DocumentError as error:
        assert "방침.hwpx" in error.message


@pytest.mark.usefixtures("watchdog")
def test_a_long_table_is_read_in_linear_time() -> None:
    cells = [(r, c, 1, 1, hwpx_p(t)) for r in range(10_000) for c, t in enumerate(("가", "나", "다"))]
    data = hwpx_file(hwpx_p(hwpx_run(hwpx_tbl(*cells))))
    assert len(read(data, "방침.hwpx").blocks) == 1


def test_a_section_alone_is_read() -> None:
    section = f"<hs:sec {HS} {HP}>{hwpx_p('가')}</hs:sec>"
    assert shown(read(zipped({"Contents/section0.xml": section}), "a").blocks) == [("가", 0)]
