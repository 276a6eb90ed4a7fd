"""The registry: every name finds its law, no name belongs to two, titles have their time."""

from __future__ import annotations

from pathlib import Path

import pytest

from pigraph import resources
from pigraph.errors import DataError
from pigraph.laws.registry import Law, Registry, loose, registry, slug
from pigraph.laws.titles import LawKind, titles

HEADER = "name,kind,short,variants,url\n"


def shelf(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("law", registry().laws, ids=lambda law: slug(law.name))
def test_every_name_of_a_law_finds_it(law: Law) -> None:
    for name in law.names:
        assert registry().find(name) is law
        assert registry().find(f"「{' '.join(name.replace('ㆍ', '·'))}」") is law


def test_names_are_found_whatever_their_spacing_and_middots() -> None:
    law = registry().find("초ㆍ중등교육법")
    assert law and law.known and law.kind is LawKind.ACT
    for name in ("초·중등교육법", "「초․중등 교육법」", "초 ・ 중등교육법"):
        assert registry().find(name) is law
    assert registry().find("중등교육법") is None


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("정보통신망법", "정보통신망 이용촉진 및 정보보호 등에 관한 법률"),
        ("신용정보법 시행령", "신용정보의 이용 및 보호에 관한 법률 시행령"),
        ("위치정보법시행규칙", "위치정보의 보호 및 이용 등에 관한 법률 시행규칙"),
        ("도로교통법시행령", "도로교통법 시행령"),
        ("정신건강복지법", "정신건강증진 및 정신질환자 복지서비스 지원에 관한 법률"),
        ("사회보장급여법", "사회보장급여의 이용ㆍ제공 및 수급권자 발굴에 관한 법률"),
    ],
)
def test_abbreviations_and_decrees(name: str, official: str) -> None:
    law = registry().find(name)
    assert law and law.name == official and law.known


def test_an_unknown_name_stays_as_printed() -> None:
    for name, kind in [
        ("가람시 바둑 진흥  조례", LawKind.ORDINANCE),
        ("바둑학교의 운영에 관한 법률", LawKind.ACT),
        ("바둑진흥법", LawKind.ACT),
        ("바둑진흥법 시행령", LawKind.DECREE),
        ("바둑진흥법 시행규칙", LawKind.RULE),
        ("바둑 교실 운영 규칙", LawKind.RULE),
        ("바둑판 관리 지침", LawKind.NOTICE),
        ("바둑돌에 관한 고시", LawKind.NOTICE),
        ("공단 임직원 행동강령", LawKind.NOTICE),
    ]:
        law = registry().law(name)
        assert (law.name, law.kind, law.known) == (" ".join(name.split()), kind, False)


def test_every_ending_of_the_data_tells_its_kind() -> None:
    for ending in titles().endings:
        assert titles().kind(ending.example) is ending.kind, ending.example


def test_a_name_near_enough_is_the_same() -> None:
    misquoted = "정보통신망이용 촉진과 정보보호에 관한 법률"
    assert registry().find(misquoted) is None
    assert registry().near(misquoted) is registry().find("정보통신망법")
    assert registry().near("바둑법") is None
    assert loose("청소년 지원에 관한 조례") != loose("청년 지원에 관한 조례")


def test_two_laws_that_come_equally_near_are_none() -> None:
    book = Registry(
        [Law("바둑과 장기 진흥에 관한 법률", LawKind.ACT), Law("바둑ㆍ장기의 진흥에 관한 법률", LawKind.ACT)]
    )
    assert book.near("바둑 및 장기 진흥에 관한 법률") is None


def test_paths_follow_the_slug_rule() -> None:
    assert slug("초 · 중등\n교육법") == "초ㆍ중등교육법"
    assert slug("a/b#c?d%e") == "a-b-c-d-e"
    assert registry().law("개인정보보호법").path == "law/개인정보보호법"
    assert registry().law("가람시 바둑 조례").path == "ordinance/가람시바둑조례"
    assert registry().law("개인정보보호법").url == "https://www.law.go.kr/법령/개인정보보호법"
    assert "/행정규칙/" in registry().law("표준지침").url


def test_acts_of_decrees() -> None:
    act = registry().find("병역법")
    assert act
    decree = registry().derived(act, "시행령")
    assert decree.name == "병역법 시행령" and registry().act(decree) is act and registry().act(act) is act


def test_titles_have_their_time() -> None:
    law = registry().law("개인정보 보호법")
    assert registry().title(law, "25", "2012-03-30") == "영상정보처리기기의 설치ㆍ운영 제한"
    assert registry().title(law, "25", "2023-09-15") == "고정형 영상정보처리기기의 설치ㆍ운영 제한"
    assert registry().title(law, "25") == "고정형 영상정보처리기기의 설치ㆍ운영 제한"
    assert registry().title(law, "28의2", "2019-01-01") is None
    assert registry().title(law, "99") is None
    assert len(registry().titles(law, "34의2")) == 2


def test_recorded_titles_do_not_overlap() -> None:
    for law in registry().laws:
        seen: dict[str, str] = {}
        for article in registry().articles(law):
            assert article.end is None or (article.start or "") < article.end, article
            assert seen.get(article.article, "") <= (article.start or ""), article
            seen[article.article] = article.end or "9999"


def test_folders_are_merged(tmp_path: Path) -> None:
    mine = shelf(
        tmp_path / "mine",
        laws_town=HEADER + "가람시 바둑 조례,ordinance,바둑조례,,\n병역법,act,군대법,,\n",
        articles_town="law,article,title,from,to\n바둑조례,제3조,바둑판,2020-01-01,\n",
    )
    book = Registry.load(resources.path("data", "laws"), mine)
    law = book.find("바둑 조례")
    assert law and law.name == "가람시 바둑 조례" and book.title(law, "3") == "바둑판"
    assert book.find("군대법") is book.find("병역법")
    assert len(book.laws) == len(registry().laws) + 1


@pytest.mark.parametrize(
    "rows",
    [
        "바둑 진흥법,act,바둑법,,\n장기 진흥법,act,바둑법,,\n",
        "바둑법,act,,,\n바둑 법,decree,,,\n",
        "바둑법,law,,,\n",
        ",act,,,\n",
    ],
)
def test_broken_data_is_an_error(tmp_path: Path, rows: str) -> None:
    with pytest.raises(DataError):
        Registry.load(shelf(tmp_path, laws=HEADER + rows))


def test_missing_columns_and_unknown_laws_are_errors(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="kind"):
        Registry.load(shelf(tmp_path, laws="name\n바둑법\n"))
    book = Registry.load(
        shelf(tmp_path, laws=HEADER + "바둑법,act,,,\n", articles="law,article,title,from,to\n장기법,제1조,목적,,\n")
    )
    with pytest.raises(DataError, match="장기법"):
        book.articles(book.law("바둑법"))
