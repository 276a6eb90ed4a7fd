"""Reading citations: one test per form, with laws and bodies of no sample document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pigraph.laws.citations import Citation, Named, find, survey
from pigraph.laws.titles import LawKind
from pigraph.text import Words


def read(text: str, place: str | None = None) -> list[Citation]:
    words = Words.of(text)
    return list(find(words, survey(words, place)))


def paths(text: str, place: str | None = None) -> list[str]:
    return [c.path.partition("/")[2] for c in read(text, place)]


@pytest.mark.parametrize(
    "text",
    [
        "도로교통법 제5조",
        "「도로교통법」 제5조",
        "『도로교통법』제5조",
        "‘도로교통법’ 제 5조",
        "“도로교통법” 제 5 조",
        '"도로교통법"의 제5조',
        "<도로교통법> 제5조",
        "｢도로교통법｣ 제５조",
        "도로교통법제5조에",
        "도로교통법 5조",
        "도로교통법(제5조)",
        "도로교통법 [제5조]",
        "도로교통법상 제5조",
        "도로\n\n교통법 \n\n제5조",
        "도로 교통법\u00a0제5조",
        "이용 목적이 변경되는 경우에는 도로교통법 제5조에 따라",
        "정보주체의 동의, 법률의 특별한 규정 등 도로교통법 제5조에",
        "• 도로교통법 제5조",
        "- 도로교통법 제5조",
        "1. 도로교통법 제5조",
        "·도로교통법 제5조",
        "①도로교통법 제5조",
        "처리근거\t도로교통법 제5조",
        "| 근거 | 도로교통법 제5조 |",
    ],
)
def test_one_place_however_it_is_printed(text: str) -> None:
    (found,) = read(text)
    assert (found.law, found.kind, found.article, found.known) == ("도로교통법", LawKind.ACT, "5", True)
    assert found.path == "law/도로교통법/제5조" and not found.carried


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("국세기본법 제85조의3", "제85조의3"),
        ("국세기본법 제85조의 3 제2항", "제85조의3제2항"),
        ("국세기본법 제2조제1항제4호", "제2조제1항제4호"),
        ("국세기본법 제 2 조 제 1 항 제 4 호", "제2조제1항제4호"),
        ("국세기본법 제2조 1항 4호", "제2조제1항제4호"),
        ("국세기본법 제2조\n\n제1항 \n\n제4호", "제2조제1항제4호"),
        ("국세기본법 제2조 ②항", "제2조제2항"),
        ("국세기본법 제2조제3호의2나목", "제2조제3호의2나목"),
        ("국세기본법 제2조제1항제4호 가목", "제2조제1항제4호가목"),
        ("국세기본법 제2조(정의) 제3호", "제2조제3호"),
        ("국세기본법 별표 2", "별표2"),
        ("국세기본법 [별표 2의2]", "별표2의2"),
        ("국세기본법 별지 제3호서식", "별지제3호서식"),
        ("국세기본법 [별지 3호 서식]", "별지제3호서식"),
        ("국세기본법 별지 제3호의2 서식", "별지제3호의2서식"),
        ("국세기본법 별지 제3호의 서식", "별지제3호서식"),
        ("국세기본법 [별지 1]", "별지1"),
        ("국세기본법(2020. 1. 1. 시행) 제2조", "제2조"),
        ("국세기본법(법률 제17650호) 제2조", "제2조"),
    ],
)
def test_places(text: str, path: str) -> None:
    assert paths(text) == [f"국세기본법/{path}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("민법 제7조, 제19조 및 제34조", ["민법/제7조", "민법/제19조", "민법/제34조"]),
        ("민법 제7조·제19조", ["민법/제7조", "민법/제19조"]),
        ("민법 제7조 또는 제19조", ["민법/제7조", "민법/제19조"]),
        ("민법 제7조와 제19조", ["민법/제7조", "민법/제19조"]),
        ("민법 제7조,\n\n제19조", ["민법/제7조", "민법/제19조"]),
        ("민법 제7조제1항·제3항", ["민법/제7조제1항", "민법/제7조제3항"]),
        ("민법 제7조제1항제2호 및 제3호", ["민법/제7조제1항제2호", "민법/제7조제1항제3호"]),
        ("민법 제7조제1항제2호(혼인), 제8조", ["민법/제7조제1항제2호", "민법/제8조"]),
        ("민법 제7조-제9조", ["민법/제7조", "민법/제8조", "민법/제9조"]),
        ("민법 제7조 ~ 9조", ["민법/제7조", "민법/제8조", "민법/제9조"]),
        ("민법 제7조부터 제9조까지", ["민법/제7조", "민법/제8조", "민법/제9조"]),
        ("민법 제7조 내지 제9조", ["민법/제7조", "민법/제8조", "민법/제9조"]),
        ("민법 제7조제1호부터 제3호까지", ["민법/제7조제1호", "민법/제7조제2호", "민법/제7조제3호"]),
        ("민법 제7조의2부터 제7조의4까지", ["민법/제7조의2", "민법/제7조의3", "민법/제7조의4"]),
        ("민법 제7조(나이)부터 제9조(주소)까지", ["민법/제7조", "민법/제8조", "민법/제9조"]),
        ("민법 제1조부터 제900조까지", ["민법/제1조", "민법/제900조"]),
        ("민법 제7조, 병역법 제8조", ["민법/제7조", "병역법/제8조"]),
        ("민법 제7조 및 병역법 시행령", ["민법/제7조", "병역법시행령"]),
        ("고등교육법·평생교육법 제5조", ["고등교육법", "평생교육법/제5조"]),
        ("고등교육법(제5조)·평생교육법 제5조", ["고등교육법/제5조", "평생교육법/제5조"]),
    ],
)
def test_lists_and_ranges(text: str, expected: list[str]) -> None:
    found = read(text)
    assert [c.path.partition("/")[2] for c in found] == expected
    assert all(c.carried == (c.words.text[0] in "제0123456789") for c in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("병역법 제3조, 동법 시행령 제5조", "병역법시행령/제5조"),
        ("병역법 제3조 • 동법\n\n시행령 제5조", "병역법시행령/제5조"),
        ("병역법 제3조, 동 시행령 제5조", "병역법시행령/제5조"),
        ("병역법 제3조, 같은 법 제5조", "병역법/제5조"),
        ("도로법 제1조, 병역법 제3조, 같은법 시행규칙 제5조", "병역법시행규칙/제5조"),
        ("병역법 시행령 제3조 및 동법 제5조", "병역법/제5조"),
        ("병역법 제3조, 제4조 및 시행령 제5조", "병역법시행령/제5조"),
        ("병역법 제3조에 따른다. 같은 조 제4항은", "병역법/제3조제4항"),
        ("병역법 제3조제2항, 동항 제1호", "병역법/제3조제2항제1호"),
        ("병역법 제3조제2항제1호, 같은 호 나목", "병역법/제3조제2항제1호나목"),
        ("「병역법」(이하 “법”이라 한다) 제3조와 도로법 제4조, 법 제5조", "병역법/제5조"),
        ("「병역법」(이하 “법”이라 한다) 제3조와 도로법 제4조, 「법」 제5조", "병역법/제5조"),
        ("「병역법」(이하 ‘법’이라 함) 제3조 및 영 제5조", "병역법시행령/제5조"),
        (
            "「정보통신망 이용촉진 및 정보보호 등에 관한 법률」(이하 “망법”) 제3조, 망법 제5조",
            "정보통신망이용촉진및정보보호등에관한법률/제5조",
        ),
        ("병역법 제1조, 병역법 제2조, 도로법 제3조 (법 제5조)", "병역법/제5조"),
        ("가람시 바둑 진흥 조례 제3조, 같은 조례 제5조", "가람시바둑진흥조례/제5조"),
        ("가람시 바둑 진흥 조례 제3조, 같은 조례 시행규칙 제5조", "가람시바둑진흥조례시행규칙/제5조"),
        ("가람대학교 기숙사 운영지침 제3조, 동 지침 제5조", "가람대학교기숙사운영지침/제5조"),
    ],
)
def test_references(text: str, expected: str) -> None:
    assert paths(text)[-1] == expected


def test_a_middot_that_stands_alone_is_no_part_of_a_name() -> None:
    assert paths("제3조 · 가람 진흥법 제5조")[-1] == "가람진흥법/제5조"


def test_a_part_of_a_document_knows_what_the_document_named() -> None:
    source = "「병역법」(이하 “법”이라 한다) 제3조에 따른다.\n도로법 제8조\n법 제5조\n동법 시행령 제6조\n같은 조 제2항"
    named = survey(Words.of(source))
    lines = [Words.of(source, source.index(line), source.index(line) + len(line)) for line in source.split("\n")]
    assert [c.path for line in lines[2:] for c in find(line, named)] == [
        "law/병역법/제5조",
        "law/병역법시행령/제6조",
        "law/병역법시행령/제6조제2항",
    ]
    assert named.main and named.main.name == "병역법"
    assert [law.name for law in named.laws] == ["병역법", "도로법", "병역법 시행령"]
    assert find(Words.of("법 제5조"), Named()) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("초·중등교육법에 의거", "초ㆍ중등교육법"),
        ("초•중등교육법에 의거", "초ㆍ중등교육법"),
        ("주민등록법상 사망자", "주민등록법"),
        ("민원 처리에 관한 법령/", "민원처리에관한법률"),
        ("「민원 처리에 관한 법령」", "민원처리에관한법률"),
        ("통신비밀보호법 등 관계법령", "통신비밀보호법"),
        ("행정심판법이 정하는 바에", "행정심판법"),
        ("‘전자금융거래법’ 및 관련 법령", "전자금융거래법"),
        ("전자상거래등에서의 소비자 보호에 관한 법률", "전자상거래등에서의소비자보호에관한법률"),
        ("소비자의 바둑판 구매에 관한 법률에 따라", "소비자의바둑판구매에관한법률"),
        ("가람시 공단\n\n 바둑판 사용료 징수 조례", "가람시공단바둑판사용료징수조례"),
        ("바둑강사 및 바둑연수생 관리지침(교육부)", "바둑강사및바둑연수생관리지침"),
        ("『바둑공단 CCTV 설치·운영지침』에 따름", "바둑공단CCTV설치ㆍ운영지침"),
    ],
)
def test_laws_without_an_article(text: str, expected: str) -> None:
    (found,) = read(text)
    assert found.path.partition("/")[2] == expected and found.article is None and found.annex is None


@pytest.mark.parametrize(
    ("text", "law", "kind"),
    [
        ("다음에 따라 바둑진흥법 제3조", "바둑진흥법", LawKind.ACT),
        ("목적으로 하는 바둑강사의 자격 증진법 제3조", "바둑강사의 자격 증진법", LawKind.ACT),
        ("바둑강사 등에 대한 바둑교육법 제3조", "바둑강사 등에 대한 바둑교육법", LawKind.ACT),
        (
            "정보주체의 동의를 받아 바둑판의 이용· 제공 및\n\n돌의 관리에 관한 법률 제3조",
            "바둑판의 이용· 제공 및 돌의 관리에 관한 법률",
            LawKind.ACT,
        ),
        ("병역법 제3조, 바둑대회 개최 촉진을 위한 특별법 제3조", "바둑대회 개최 촉진을 위한 특별법", LawKind.ACT),
        ("처리하는 경우에는 바둑대회 심판규칙 제3조", "바둑대회 심판규칙", LawKind.RULE),
        ("협약 종료 까지\n가람시 나루구 바둑판 대여 조례 제3조", "가람시 나루구 바둑판 대여 조례", LawKind.ORDINANCE),
        ("가람공단은 바둑판 관리 규정 제3조", "바둑판 관리 규정", LawKind.NOTICE),
        ("근거\t바둑기사복무령 제3조", "바둑기사복무령", LawKind.DECREE),
        ("바둑판의 규격기준에 관한 규칙 제3조", "바둑판의 규격기준에 관한 규칙", LawKind.RULE),
    ],
)
def test_names_that_no_registry_knows_begin_at_the_right_word(text: str, law: str, kind: LawKind) -> None:
    found = read(text)[-1]
    assert (found.law, found.kind, found.known, found.article) == (law, kind, False, "3")


@pytest.mark.parametrize(
    "text",
    [
        "제1조(개인정보의 처리 목적)에서 명시한 범위",
        "제4조(개인정보처리의 위탁)",
        "제1항에 따른 권리 행사",
        "관련 법령 제3조에 따라",
        "다른 법률에 특별한 규정이 있는 경우",
        "다른 법령에 따라 제3조의 정보를",
        "법률의 특별한 규정 등 제17조",
        "위 법령 및 기타 개별법에 근거하여",
        "파기방법 제3조",
        "수집 방법에 따라",
        "불법 제3조, 적법 제4조, 입법 제5조, 사법 제6조",
        "법정부 제3조, 법원 제4조, 법정대리인 제5조",
        "국번 없이 118",
        "이 법 제3조, 본 지침 제5조",
        "행정안전부 고시 제2020-3호",
        "‘별지 제1호 서식’에 따라",
        "특별법에 따라",
        "개인정보 처리방침 제5조",
        "내부 규정 제3조",
        "자치법규 제3조",
        "같은 조 제2항",
        "동법 제2조",
        "법 제2조",
        "방법에 관한 사항",
        "‘파기 방법’",
        "‘개인정보 처리 기준’",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert read(text) == []


def test_headings_of_the_document_are_not_articles_of_the_law_above() -> None:
    assert paths("근거: 민원 처리에 관한 법률\n제2조(개인정보의 처리 및 보유기간)\n") == ["민원처리에관한법률"]
    assert paths("(민원 처리에 관한 법률) 제4조 위탁업체 변경") == ["민원처리에관한법률"]
    assert paths("병역법 제3조\n제2조(개인정보의 처리)") == ["병역법/제3조"]
    # The registry knows this title: it is the law's own article after all.
    assert paths("개인정보 보호법\n제35조(개인정보의 열람)\n") == ["개인정보보호법/제35조"]
    assert paths("국세기본법\n제85조의3, 제86조") == ["국세기본법/제85조의3", "국세기본법/제86조"]


def test_titles_in_parentheses() -> None:
    found = read("병역법 제70조(국외여행의\n\n허가 및 취소), 제71조 (기간) 및 제72조(이하 생략)")
    assert [c.title for c in found] == ["국외여행의 허가 및 취소", "기간", None]


def test_words_are_exact_slices() -> None:
    source = "가. 「병역법」(법률 제1호) 제3조(목적), 제4조 [별표 1] 및 동법\n시행령 [별지 2호 서식]"
    found = read(source)
    assert [c.words.text for c in found] == [
        "「병역법」(법률 제1호) 제3조(목적)",
        "제4조",
        "[별표 1]",
        "동법\n시행령 [별지 2호 서식]",
    ]
    for c in found:
        assert c.words.hull.cut(source) == c.words.text


def test_joined_words_keep_their_offsets() -> None:
    source = "근거: 도로\n교통법 시행령 | x | 제5조, 제6조"
    cell = Words.join([Words.of(source, 4, 6), Words.of(source, 7, 14), Words.of(source, 21, len(source))])
    found = find(cell)
    assert [c.path for c in found] == ["law/도로교통법시행령/제5조", "law/도로교통법시행령/제6조"]
    assert [s.cut(source) for s in found[1].words.spans] == ["제6조"]


def test_misquoted_ordinances_mean_the_fuller_one_of_the_document() -> None:
    text = "가람시 온빛 바둑교실 지원에 관한 조례 제6조\n\n온빛바둑교실 지원관한 조례 제7조"
    assert paths(text) == ["가람시온빛바둑교실지원에관한조례/제6조", "가람시온빛바둑교실지원에관한조례/제7조"]
    # … also when the fuller name comes later.
    assert paths("\n".join(reversed(text.split("\n\n"))))[0] == "가람시온빛바둑교실지원에관한조례/제7조"


@pytest.mark.parametrize(
    "text",
    [
        "가람시 청소년 바둑 지원에 관한 조례 제6조, 청년 바둑 지원에 관한 조례 제7조",
        "가람시 바둑교실 지원에 관한 조례 제6조, 나루시 바둑교실 지원에 관한 조례 제7조",
        "가람시 바둑 조례 제6조, 장기 조례 제7조",
    ],
)
def test_ordinances_that_differ_stay_apart(text: str) -> None:
    assert len({c.law for c in read(text)}) == 2


def test_an_ordinance_of_two_towns_is_neither() -> None:
    text = "가람시 바둑판 대여에 관한 조례 제1조, 나루시 바둑판 대여에 관한 조례 제1조, 바둑판 대여에 관한 조례 제2조"
    assert paths(text)[-1] == "바둑판대여에관한조례/제2조"


def test_the_controller_completes_the_name_of_its_ordinance() -> None:
    text = "출산 및 양육 지원에 관한 조례 제5조"
    assert paths(text) == ["출산및양육지원에관한조례/제5조"]
    assert paths(text, "서울특별시") == ["서울특별시출산및양육지원에관한조례/제5조"]
    assert paths(text, "가람시") == ["출산및양육지원에관한조례/제5조"]


def test_misquoted_acts_mean_the_registered_one() -> None:
    (found,) = read("정보통신망 이용 촉진과 정보보호에 관한 법률 제3조")
    assert found.law == "정보통신망 이용촉진 및 정보보호 등에 관한 법률" and found.known


NUMBERS = st.integers(1, 200)
NAMES = st.sampled_from(
    [
        "개인정보 보호법",
        "「병역법」",
        "국세기본법 시행령",
        "바둑진흥법",
        "정보통신망법",
        "법",
        "동법",
        "가람시 바둑 조례",
    ]
)
PLACES = st.builds(
    lambda n, form: form.format(n),
    NUMBERS,
    st.sampled_from(["제{}조", "제 {} 조", "제{}조의2", "제{}조제1항", "제{}조(목적)", "제{}조제1항제2호가목"]),
)
JOINS = st.sampled_from([", ", " 및 ", "·", " ", "\n\n", " 제1조 ", " 에 따라 ", "(", ") "])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(NAMES, PLACES, JOINS), max_size=12))
def test_the_words_of_a_citation_hold_its_numbers(parts: list[tuple[str, str, str]]) -> None:
    source = "".join(f"{name} {place}{join}" for name, place, join in parts)
    for c in read(source):
        assert c.words.hull.cut(source) == c.words.text
        digits = "".join(c.words.text.split())
        assert c.article is None or f"제{c.article.split('의')[0]}조" in digits
        assert (
            c.path.endswith("".join(digits[digits.rindex("제") :].split("(")[:1]))
            or c.article is None
            or "(" in digits
            or "항" in digits
        )


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        st.sampled_from("법령영률시행규칙조례항호목제이하동같은 의에관한및등·•「」‘’“”<>()[],.~-1２①\n\t\u200bａ가"),
        max_size=80,
    )
)
def test_reading_never_fails(source: str) -> None:
    words = Words.of(source)
    for c in find(words, survey(words)):
        assert c.law and c.words.hull.cut(source) == c.words.text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_reading_any_text_never_fails(source: str) -> None:
    read(source)


@pytest.mark.parametrize(
    "piece",
    [
        "제1조 ",
        "법 ",
        "「",
        "(이하 ",
        "법 시행",
        "조례 ",
        "관한 ",
        "개인정보 보호법 제1조, ",
        ", 제2조",
        "‘법",
        "법’",
        "· ",
        "가",
        "\n",
        "동법 제3조 ",
    ],
)
def test_hostile_texts_come_to_an_end(piece: str, watchdog: None) -> None:
    words = Words.of("개인정보 보호법 제1조" + piece * 4000)
    found = find(words, survey(words))
    assert all(c.words.text for c in found)
