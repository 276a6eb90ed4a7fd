from collections.abc import Sequence

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from pigraph.blocks.docx import read
from pigraph.blocks.model import Paragraph
from pigraph.errors import BinaryFile, DocumentError, EmptyFile

from .makers import changed, docx_bytes, docx_of, list_over, listed, numbered, ole_of, paragraph, parts_of, zipped
from .test_content import shown

W = nsdecls("w")


def of(document: Document) -> list[object]:
    return shown(read(docx_bytes(document), "방침.docx").blocks)


def texts(document: Document) -> list[object]:
    return [b[0] if isinstance(b, tuple) else b for b in of(document)]


def body(*xml: str) -> list[object]:
    """What is read from a document whose body is ``xml``."""
    document = docx.Document()
    for node in parse_xml(f"<w:body {W}>{''.join(xml)}</w:body>"):
        document.element.body.append(node)
    return of(document)


def p(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_headings_by_style_and_by_outline_level() -> None:
    document = docx.Document()
    for style in ("Heading 1", "Heading 3", "Title"):
        document.add_paragraph(style, style)
    korean = document.styles.add_style("제목 2 가나", 1)
    korean.element.find(qn("w:name")).set(qn("w:val"), "제목 2")
    document.add_paragraph("한글 이름", korean)
    heir = document.styles.add_style("가나 제목", 1)
    heir.base_style = document.styles["Heading 2"]
    document.add_paragraph("물려받은", heir)
    outlined = document.add_paragraph("개요")._p.get_or_add_pPr()
    outlined.append(OxmlElement("w:outlineLvl"))
    outlined[-1].set(qn("w:val"), "3")
    assert of(document) == [
        ("Heading 1", 1), ("Heading 3", 3), ("Title", 0), ("한글 이름", 2), ("물려받은", 2), ("개요", 4),
    ]  # fmt: skip


def test_marks_of_lists() -> None:
    document = docx.Document()
    articles = numbered(document, [("decimal", "제%1조"), ("ganada", "%2."), ("decimalEnclosedCircle", "%3")])
    bullets = numbered(document, [("bullet", "\uf0b7"), ("bullet", "-"), ("none", "")])
    for text, list_id, level in [
        ("목적", articles, 0), ("하나", articles, 1), ("둘", articles, 1), ("점", bullets, 0), ("줄", bullets, 1),
        ("없음", bullets, 2), ("", articles, 1), ("셋", articles, 1), ("작은", articles, 2), ("항목", articles, 0),
    ]:  # fmt: skip
        listed(document, text, list_id, level)
    assert texts(document) == [
        "제1조 목적", "가. 하나", "나. 둘", "• 점", "- 줄", "없음", "라. 셋", "① 작은", "제2조 항목",
    ]  # fmt: skip


def test_lists_over_one_definition_count_on_unless_they_start_anew() -> None:
    document = docx.Document()
    first = numbered(document, [("chosung", "%1)")])
    shared = int(document.part.numbering_part.element.num_having_numId(first).abstractNumId.val)
    second, anew = list_over(document, shared, {}), list_over(document, shared, {0: 7})
    for list_id in (first, second, anew, anew, first):
        listed(document, "가", list_id)
    assert texts(document) == ["ㄱ) 가", "ㄴ) 가", "ㅅ) 가", "ㅇ) 가", "ㅈ) 가"]


def test_articles_count_on_through_chapters() -> None:
    document = docx.Document()
    list_id = numbered(document, [("decimal", "제%1장"), ("decimal", "제%2조")])
    restart = OxmlElement("w:lvlRestart")
    restart.set(qn("w:val"), "0")
    document.part.numbering_part.element[0][1].append(restart)
    for text, level in (("총칙", 0), ("목적", 1), ("처리", 0), ("항목", 1)):
        listed(document, text, list_id, level)
    assert texts(document) == ["제1장 총칙", "제1조 목적", "제2장 처리", "제2조 항목"]


def test_marks_of_styles_and_paragraphs_without_one() -> None:
    document = docx.Document()
    list_id = numbered(document, [("decimal", "%1."), ("ganada", "%2.")])
    definition = document.part.numbering_part.element[0]
    document.add_paragraph("첫째", "Heading 1")
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.get_or_add_numPr().get_or_add_numId().val = list_id
    second = document.styles["Heading 2"].element.get_or_add_pPr()
    second.get_or_add_numPr().get_or_add_numId().val = list_id
    bound = OxmlElement("w:pStyle")
    bound.set(qn("w:val"), "Heading2")
    definition[1].insert(0, bound)
    document.add_paragraph("아래", "Heading 2")
    listed(document, "밖", 0)
    document.paragraphs[-1].style = "Heading 1"
    document.add_paragraph("둘째", "Heading 1")
    listed(document, "모르는 목록", 999)
    assert of(document) == [("1. 첫째", 1), ("가. 아래", 2), ("밖", 1), ("2. 둘째", 1), ("모르는 목록", 0)]


def test_struck_out_hidden_and_deleted_text_is_left_out() -> None:
    assert body(
        p(
            r("가"),
            r("나", "<w:strike/>"),
            r("다", '<w:dstrike w:val="1"/>'),
            r("라", '<w:strike w:val="0"/>'),
            r("마", "<w:vanish/>"),
        ),
        p(f"<w:del>{r('가')}<w:r><w:delText>나</w:delText></w:r></w:del><w:ins>{r('다')}</w:ins>", r("라")),
        p(f"<w:moveFrom>{r('가')}</w:moveFrom><w:moveTo>{r('나')}</w:moveTo>"),
        p(r("지워질", "<w:strike/>")),
    ) == [("가라", 0), ("다라", 0), ("나", 0)]


def test_a_style_strikes_text_out() -> None:
    document = docx.Document()
    struck = document.styles.add_style("지움", 1)
    struck.font.strike = True
    line = document.add_paragraph("가", struck)
    line.add_run("나").font.strike = False
    run = document.styles.add_style("지운 글자", 2)
    run.font.strike = True
    document.add_paragraph("다").add_run("라", run)
    assert texts(document) == ["나", "다"]


def test_a_paragraph_whose_end_is_deleted_runs_on() -> None:
    ended = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert body(p(ended, r("앞")), p(ended), p(r("뒤"))) == [("앞뒤", 0)]
    assert body(p(ended, r("앞"))) == [("앞", 0)]


def test_breaks_tabs_links_and_signs() -> None:
    link = f'<w:hyperlink w:anchor="a">{r("주소")}</w:hyperlink>'
    field = f'<w:fldSimple w:instr="DATE">{r("2024")}</w:fldSimple><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert body(
        p(
            r("가"),
            "<w:r><w:br/></w:r>",
            r("나"),
            "<w:r><w:tab/></w:r>",
            r("다"),
            "<w:r><w:noBreakHyphen/></w:r>",
            r("라"),
        ),
        p(link, field),
        p(
            '<w:r><w:sym w:font="Wingdings" w:char="F06E"/></w:r>',
            r(" 네모"),
            '<w:r><w:sym w:font="Arial" w:char="xyz"/></w:r>',
        ),
        p(f"<w:r><w:ruby><w:rt>{r('작은')}</w:rt><w:rubyBase>{r('큰')}</w:rubyBase></w:ruby></w:r>"),
        "<w:p><w:r><w:t>두\n줄</w:t></w:r></w:p>",
    ) == [("가", 0), ("나 다-라", 0), ("주소2024", 0), ("■ 네모", 0), ("큰", 0), ("두 줄", 0)]


def test_content_controls_are_read() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    first = control.format(f"<w:tc>{p(r('가'))}</w:tc>")
    row = f"<w:tr>{first}<w:tc>{p(r('나'))}</w:tc></w:tr>"
    assert body(
        control.format(p(r("앞"))), p(control.format(r("안"))), f"<w:tbl>{control.format(row)}</w:tbl>", p(),
    ) == [("앞", 0), ("안", 0), [["가", "나"]]]  # fmt: skip


def test_tables_and_paragraphs_in_order_with_nested_tables() -> None:
    document = docx.Document()
    document.add_paragraph("앞")
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "항목"
    inner = outer.cell(0, 1).add_table(2, 2)
    for n, text in enumerate(("필수", "성명", "선택", "주소")):
        inner.cell(n // 2, n % 2).text = text
    document.add_paragraph("뒤")
    assert texts(document) == ["앞", [["항목", "필수 : 성명\n선택 : 주소"]], "뒤"]


def test_rows_that_begin_later_deleted_rows_and_old_merges() -> None:
    begins, goes_on, wide = "<w:{}Merge w:val='restart'/>", "<w:{}Merge/>", "<w:gridSpan w:val='2'/>"
    says_on = "<w:vMerge w:val='continue'/>"

    def tc(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text))}</w:tc>"

    assert body(
        "<w:tbl>",
        f"<w:tr>{tc('가')}{tc('나')}{tc('다')}</w:tr>",
        f"<w:tr><w:trPr><w:del/></w:trPr>{tc('지움')}{tc('지움')}{tc('지움')}</w:tr>",
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("라")}{tc("마")}</w:tr>',
        f"<w:tr>{tc('바', begins.format('h'))}{tc('', goes_on.format('h'))}{tc('사', begins.format('v'))}</w:tr>",
        f"<w:tr>{tc('아', wide)}{tc('숨은', goes_on.format('v'))}</w:tr>",
        f"<w:tr>{tc('자', goes_on.format('v'))}{tc('차')}{tc('카', says_on)}</w:tr>",
        "</w:tbl>",
        p(),
    ) == [
        [["가", "나", "다"], ["", "라", "마"], ["바", "바", "사"], ["아", "아", "사"], ["자", "차", "사"]],
    ]  # fmt: skip


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p(r('상자'))}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    twice = f"<mc:AlternateContent {mc}><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    assert body(p(r("앞"), f"<w:r>{twice}</w:r>", r("뒤")), p(f"<w:r><w:pict>{box}</w:pict></w:r>")) == [
        ("앞뒤", 0), ("상자", 0), ("상자", 0),
    ]  # fmt: skip


MARK = "<w:r><w:footnoteReference w:id='2'/></w:r>"
NOTES = (
    f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1">{p(r("선"))}</w:footnote>'
    f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", r(" 첫째"))}{p(r("주"), MARK)}</w:footnote></w:footnotes>'
)


def with_notes(data: bytes) -> bytes:
    found = dict(parts_of(data))
    found["word/footnotes.xml"] = NOTES.encode()
    rels = "word/_rels/document.xml.rels"
    link = '<Relationship Id="n" Type="http://x/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    found[rels] = found[rels].replace(b"</Relationships>", link.encode())
    return zipped(found)


def test_footnotes_follow_their_paragraph_or_table() -> None:
    document = docx.Document()
    row = f"<w:tr><w:tc>{p(r('가'), MARK)}</w:tc><w:tc>{p(r('나'))}</w:tc></w:tr>"
    nodes = [
        p(r("앞"), MARK, r("뒤")),
        f"<w:tbl>{row}</w:tbl>",
        p(r("끝"), "<w:r><w:footnoteReference w:id='9'/></w:r>"),
    ]
    for node in parse_xml(f"<w:body {W}>{''.join(nodes)}</w:body>"):
        document.element.body.append(node)
    assert shown(read(with_notes(docx_bytes(document)), "방침.docx").blocks) == [
        ("앞뒤", 0), ("※ 첫째 주", 0), [["가", "나"]], ("※ 첫째 주", 0), ("끝", 0),
    ]  # fmt: skip


def test_headers_and_comments_are_not_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "머리말"
    document.sections[0].footer.paragraphs[0].text = "- 1 -"
    document.add_comment(document.add_paragraph("본문").runs, "메모")
    assert texts(document) == ["본문"]


def test_a_broken_link_to_a_picture_does_not_matter() -> None:
    found = dict(parts_of(docx_of([paragraph("본문")])))
    rels = "word/_rels/document.xml.rels"
    links = '<Relationship Id="x" Type="a/image" Target="NULL"/><Relationship Id="y" Type="a/hyperlink" Target="https://a.kr" TargetMode="External"/>'
    found[rels] = found[rels].replace(b"</Relationships>", f"{links}</Relationships>".encode())
    assert shown(read(zipped(found), "방침.docx").blocks) == [("본문", 0)]


def test_namespaces_of_the_strict_edition_are_read() -> None:
    data = docx_of([paragraph("본문", 2)])
    for stem in ("document", "styles"):
        data = changed(data, **{stem: ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")})  # fmt: skip
    assert shown(read(data, "방침.docx").blocks) == [("본문", 2)]


def test_a_document_of_parts_alone_is_read() -> None:
    assert shown(
        read(zipped({"word/document.xml": f"<w:document {W}><w:body>{p(r('본문'))}</w:body></w:document>"}), "a").blocks
    ) == [("본문", 0)]


def refused(data: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(data, "방침.docx")
    assert "방침.docx" in caught.value.message and caught.value.remedy
    return caught.value


def test_what_is_no_docx_is_refused() -> None:
    assert isinstance(refused(b"%PDF-1.4"), BinaryFile)
    assert isinstance(refused(zipped({"a.txt": "가"})), BinaryFile)
    assert isinstance(refused(zipped({"word/document.xml": "<workbook/>"})), BinaryFile)
    assert isinstance(refused(ole_of({"WordDocument": b"\0" * 100})), BinaryFile)
    assert isinstance(refused(docx_of([])), EmptyFile)


def test_a_protected_document_is_refused() -> None:
    error = refused(ole_of({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\0" * 5000}))
    assert "password" in error.message and not isinstance(error, BinaryFile)


@pytest.mark.parametrize("cut", [0.2, 0.6, 0.99])
def test_a_truncated_document_is_refused(cut: float) -> None:
    data = docx_of([paragraph("본문")])
    refused(data[: int(len(data) * cut)])


@pytest.mark.parametrize(
    "xml",
    [
        "<w:tbl><w:tr><w:tc>" * 2000,
        p(r("가")) + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999999"/></w:tcPr></w:tc></w:tr></w:tbl>',
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="-5"/></w:trPr><w:tc/><w:tc><w:tcPr><w:gridSpan w:val="-2"/></w:tcPr></w:tc></w:tr></w:tbl>',
        p('<w:pPr><w:numPr><w:ilvl w:val="-9"/><w:numId w:val="1"/></w:numPr></w:pPr>', r("가")),
        p('<w:pPr><w:outlineLvl w:val="x"/></w:pPr>', r("가")),
    ],
)
def test_odd_xml_ends_in_a_reading_or_an_error(xml: str) -> None:
    data = changed(docx_of([paragraph("끝")]), document=("<w:body>", f"<w:body>{xml}"))
    try:
        assert read(data, "방침.docx").blocks
    except DocumentError as error:
        assert "방침.docx" in error.message


def test_styles_that_inherit_from_each_other_end() -> None:
    data = docx_of([paragraph("본문", 1)])
    data = changed(data, styles=('<w:style w:type="paragraph" w:styleId="Heading1">', '<w:style w:type="paragraph" w:styleId="Heading1"><w:basedOn w:val="Heading1"/>'))  # fmt: skip
    assert shown(read(data, "방침.docx").blocks) == [("본문", 1)]


def big(rows: int) -> bytes:
    row = f"<w:tr>{''.join(f'<w:tc>{p(r(t))}</w:tc>' for t in ('가', '나', '다'))}</w:tr>"
    return zipped({"word/document.xml": f"<w:document {W}><w:body><w:tbl>{row * rows}</w:tbl></w:body></w:document>"})


@pytest.mark.usefixtures("watchdog")
def test_a_long_table_is_read_in_linear_time() -> None:
    blocks: Sequence[object] = read(big(10_000), "방침.docx").blocks
    assert len(blocks) == 1 and not isinstance(blocks[0], Paragraph)
