"""What the pages show, over the shipped policies: rows in one grammar, proof, versions, what is missing, the desk."""

from datetime import date
from pathlib import Path

import pytest

from explored import OLDER
from pigraph.checks.matrix import State as Required
from pigraph.languages import Language
from pigraph.views.binding import BadValue
from pigraph.views.comparison import compared
from pigraph.views.evidence import address, marked, passages
from pigraph.views.laws import cited
from pigraph.views.library import BASE, Library
from pigraph.views.overview import covered, door, listed
from pigraph.views.policies import checked, every_policy, grouped, of_agency, policy, rows_in, versions
from pigraph.views.rights import Right, desk, documents_of_file
from pigraph.views.rows import Kind, Row, State, rows
from pigraph.views.things import count, nodes, thing

GIMPO = "policy/김포시/개인정보처리방침/2012-03-30"
SEOUL = "policy/서울특별시/출산에서육아까지몽땅정보만능키"


def row(library: Library, name: str) -> Row:
    (found,) = rows(library, [f"{BASE}{GIMPO}#{name}"])
    return found


def test_a_provision_in_one_grammar(library: Library) -> None:
    found = row(library, "p1")
    assert (found.kind, found.agency and found.agency.label, found.to.values[0].label) == (
        Kind.PROVISION,
        "김포시",
        "경찰서",
    )
    assert [(i.thing.label, i.special) for i in found.items] == [("주민등록번호", "unique"), ("성명", ""), ("주소", "")]
    assert [v.label for v in found.why.values] == ["수사 자료"]
    assert (found.law.state, found.law.values) == (State.SILENT, ())
    assert [v.label for v in found.period.values] == ["수사 종료시까지"]


def test_silence_is_no_empty_cell(library: Library) -> None:
    found = row(library, "h3")
    assert (found.data, found.why.state, found.law.state) == (State.SILENT, State.SILENT, State.STATED)
    assert found.to.state is State.APART


def test_marks_of_items_come_from_their_groups(library: Library, english: Library) -> None:
    marks = {i.thing.label: i.marks for i in row(library, "h1").items}
    assert (marks["성명"], marks["직업"]) == (("필수",), ("선택",))
    assert {i.thing.label: i.marks for i in row(english, "h1").items}["occupation"] == ("optional",)


def test_bases_of_groups_are_bases_of_the_row(library: Library) -> None:
    (found,) = rows(library, [f"{BASE}policy/한국사회보장정보원/정신건강사례관리시스템/2026-06-12#h1"])
    assert found.law.state is State.STATED


def test_the_proof_of_a_row_is_in_its_source(library: Library) -> None:
    found = row(library, "p1")
    (passage,) = passages(library, found.evidence)
    assert passage.words.startswith("- 개인정보 제공받는 자 : 경찰서")
    source, mark = address(found.evidence)
    name, pieces = marked(library, source, mark)
    assert name == "gimpo.txt"
    assert [p.text for p in pieces if p.marked] == [passage.words]
    assert library.sources and "".join(p.text for p in pieces) == library.sources.text(source)


def test_overlapping_marks_keep_the_text(library: Library) -> None:
    _, pieces = marked(library, "4c7bc25eb198", "10-20,15-30,30-40")
    assert [p.marked for p in pieces] == [False, True, True, True, False]
    assert library.sources and "".join(p.text for p in pieces) == library.sources.text("4c7bc25eb198")


@pytest.mark.parametrize("mark", ["x", "1-", "5-2", "1-99999999", "1-2,,3-4"])
def test_a_wrong_place_is_refused(library: Library, mark: str) -> None:
    with pytest.raises(BadValue):
        marked(library, "4c7bc25eb198", mark)


def test_the_rows_of_a_thing_are_counted_and_listed(library: Library) -> None:
    item = thing(library, "item", "item/resident-registration-number")
    kinds = [k.value for k in Kind]
    every = nodes(library, "item", item.iri, kinds, limit=1000)
    assert len(every) == len(set(every)) == count(library, "item", item.iri, kinds) > 10
    assert every == [n for at in range(0, len(every), 5) for n in nodes(library, "item", item.iri, kinds, at, 5)]


@pytest.mark.parametrize("name", ["", "item/", "item/none-such", "org/김포시", "item/a b", "item/x#y"])
def test_a_page_refuses_what_it_cannot_show(library: Library, name: str) -> None:
    with pytest.raises(BadValue):
        thing(library, "item", name)


def test_what_is_covered(library: Library) -> None:
    found = covered(library)
    assert (found.policies, found.agencies, found.versions) == (4, 4, 5)
    assert found.oldest == "2012-03-30"
    assert [t.label for t in found.names] == ["가나시", "김포시", "서울특별시", "한국사회보장정보원"]


def test_doors_are_searched_without_blanks(library: Library, english: Library) -> None:
    assert [e.thing.label for e in door(listed(library, "items"), "주민 등록").entries] == ["주민등록번호"]
    assert door(listed(english, "items"), "Resident Registration").total == 1
    assert door(listed(library, "laws"), "개인정보보호법").entries[0].agencies >= 3


def test_versions_are_those_read_and_those_mentioned(library: Library) -> None:
    one = policy(library, f"{SEOUL}/2024-01-01")
    found = versions(library, one)
    assert [(v.start, v.current) for v in found if v.source] == [("2024-01-01", True), (OLDER, False)]
    assert [r.partition("#")[2] for r in rows_in(library, f"{BASE}{SEOUL}/{OLDER}")] == [
        r.partition("#")[2] for r in rows_in(library, one.document)
    ]
    gimpo = versions(library, policy(library, GIMPO))
    assert len(gimpo) > 1 and not gimpo[1].source


def test_what_is_missing_is_said_with_its_place(library: Library) -> None:
    (one,) = of_agency(library, f"{BASE}org/김포시")
    found = checked(library, one, date(2026, 11, 20))
    assert found
    first = grouped(found.missing)[0][0]
    assert (first.severity, first.rule) == ("violation", "L-RRN")
    assert first.articles[0].link.startswith("https://www.law.go.kr/")
    _, pieces = marked(library, *first.evidence)
    assert " ".join(next(p.text for p in pieces if p.marked).split()) == first.quotes[0].words
    assert ("처리 목적", Required.STATED) in found.required
    assert checked(Library(library.store), one, date(2026, 11, 20)) is None


def test_a_law_with_its_articles(library: Library) -> None:
    found = cited(library, f"{BASE}law/개인정보보호법")
    assert found.link == "https://www.law.go.kr/법령/개인정보보호법"
    assert "개인정보 보호법 제17조" in [part.label for part, _ in found.parts]
    article = cited(library, f"{BASE}law/개인정보보호법/제17조")
    assert article.whole and article.whole.id == "law/개인정보보호법"
    assert "김포시" in [agency for _, agency, _ in article.citing]


def test_two_versions_compared(library: Library, generation: Path) -> None:
    old, new = (policy(library, f"{SEOUL}/{day}") for day in (OLDER, "2024-01-01"))
    found = compared(library, generation, old, new)
    texts = {(d.before.text, d.after.text) for _, _, ds in found.entries for d in ds if d.before and d.after}
    assert (OLDER, "2024-01-01") in texts
    assert all(before == after for _, before, after in found.counts)
    assert found.items[1] == found.items[2] == ()


def test_two_bodies_compared(library: Library, generation: Path) -> None:
    found = compared(library, generation, policy(library, GIMPO), policy(library, f"{SEOUL}/2024-01-01"))
    assert "주민등록번호" in found.items[0] and "결혼여부" in found.items[1]
    assert {k: (a, b) for k, a, b in found.counts}["제3자 제공"] == (8, 4)


def test_the_rights_desk(library: Library) -> None:
    found = desk(library, policy(library, GIMPO))
    first = found.desks[0]
    assert first.requests and first.department == "정보통신담당관실"
    assert first.phones == ("031-980-2381",) and first.mails == ("lotto@korea.kr",)
    assert found.stated == set(Right)
    assert (Right.ACCESS.article, Right.DELETION.article, Right.SUSPENSION.article) == ("제35조", "제36조", "제37조")
    file = "file/한국사회보장정보원/정신건강사례관리대상자정보"
    assert documents_of_file(library, BASE + file) == ["policy/한국사회보장정보원/정신건강사례관리시스템/2026-06-12"]


def test_every_policy_is_a_choice_once(library: Library) -> None:
    found = every_policy(library)
    assert len(found) == len({p.document for p in found}) == 5
    assert Language.KO == "ko"
