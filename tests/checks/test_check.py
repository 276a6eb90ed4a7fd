from datetime import date

import pytest

from checks.policies import DOCUMENT, ON, SHAPES, TEXT, graph, report
from pigraph.checks.check import Checker
from pigraph.checks.choices import Engine
from pigraph.checks.findings import article
from pigraph.checks.knowledge import Knowledge
from pigraph.checks.matrix import State
from pigraph.checks.requirements import shapes_of

DPV = "https://w3id.org/dpv#"
SECTION = f"<{DOCUMENT}#c1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://purl.org/spar/doco/Section> .\n"


def found(rule: str, **named: object):  # type: ignore[no-untyped-def]
    return [f for f in report(**named).findings if f.rule == rule]  # type: ignore[arg-type]


def test_findings_name_the_rule_the_dates_and_the_words() -> None:
    first, second = found("L-PROV")
    assert (first.severity, first.when, first.level) == ("violation", "E,T", "Mandatory")
    assert first.message == {"ko": "제공의 근거를 밝히지 않았습니다.", "en": "The ground is not stated."}
    assert [(q.words, q.line, q.name) for q in second.quotes] == [("라마청: 성명", 3, "가나.txt")]
    assert first.path == f"{DPV}hasLegalBasis" and first.focus == f"{DOCUMENT}#p1"
    assert first.articles[0].link == "https://www.law.go.kr/법령/개인정보보호법/제17조"


def test_messages_are_filled_in_from_the_query() -> None:
    (finding,) = found("G7b")
    assert finding.message == {"ko": "3개 항목을 제공합니다.", "en": "3 items are provided."}
    assert (finding.severity, finding.when) == ("warning", "T")


def test_the_policy_as_a_whole_is_not_quoted_for_what_it_lacks() -> None:
    (finding,) = found("P30-1-7")
    assert finding.quotes == ()


def test_duties_that_ended_or_have_not_begun() -> None:
    assert [f.when for f in found("OLD")] == ["E"]
    assert found("P28-12-5") == []
    assert [f.when for f in found("P28-12-5", on=date(2027, 3, 9))] == ["T"]


def test_what_was_not_read_is_never_a_finding() -> None:
    checked = report()
    assert [f.rule for f in checked.gaps] == ["READ-1"]
    assert all(f.rule != "READ-1" for f in checked.findings)


def test_findings_come_gravest_first() -> None:
    ranks = [f.rank for f in report().findings]
    assert ranks == sorted(ranks) and set(ranks) == {0, 1, 2}


def test_the_table_has_what_is_stated_denied_and_unknown() -> None:
    topic = "https://w3id.org/pigraph/id/topic"
    denied = (
        f"{SECTION}<{DOCUMENT}#c1> <http://purl.org/dc/terms/subject> <{topic}/outsourcing> .\n"
        f"<{DOCUMENT}#c1> <{DPV}hasApplicability> <{DPV}NotApplicable> .\n"
    )
    states = report(denied).states
    assert states["D31-1-1"] is State.STATED
    assert states["P30-1-1"] is State.NOT_STATED
    assert states["P30-1-4"] is State.NOT_APPLICABLE
    assert states["P30-1-4b"] is State.UNKNOWN
    # A violation shows that the duty applies.
    assert states["P30-1-7"] is State.NOT_STATED


def test_words_that_pigraph_could_not_read_leave_it_unknown() -> None:
    row = f"<{DOCUMENT}#p2> <https://w3id.org/pigraph/ns#unclearOn> <{DPV}hasPurpose> .\n"
    sign = (
        f"<{DOCUMENT}#policy> <https://w3id.org/pigraph/ns#mentions> <https://w3id.org/pigraph/id/sign/retention> .\n"
    )
    states = report(row + sign).states
    assert states["P30-1-1"] is State.UNKNOWN and states["P30-1-2"] is State.UNKNOWN


def test_a_row_about_a_matter_is_no_section_about_it() -> None:
    row = f"<{DOCUMENT}#p2> <http://purl.org/dc/terms/subject> <https://w3id.org/pigraph/id/topic/destruction> .\n"
    assert report(row).states["P30-1-3b"] is State.NOT_STATED


def test_the_reference_engine_gives_the_same_report() -> None:
    slow = Checker(shapes_of(SHAPES), Engine.PYSHACL, Knowledge([])).check(DOCUMENT, graph(), TEXT, "가나.txt", ON)
    fast = report()

    def plain(r):  # type: ignore[no-untyped-def]
        return [(f.rule, f.focus, f.value, f.path, f.severity, dict(f.message)) for f in r.findings if f.rule != "G7b"]

    assert plain(slow) == plain(fast)
    # pySHACL gives the filled messages of SPARQL constraints without their languages.
    (filled,) = [f for f in slow.findings if f.rule == "G7b"]
    assert filled.message[""] in ("3개 항목을 제공합니다.", "3 items are provided.")


def test_a_reference_engine_that_stops_is_a_failure_of_that_policy() -> None:
    bad = f'<{DOCUMENT}#p1> <{DPV}hasPersonalData> "x" .\n'
    checked = Checker(shapes_of(SHAPES), Engine.PYSHACL, Knowledge([])).check(
        DOCUMENT, graph(bad), TEXT, "가나.txt", ON
    )
    assert checked.failures == () and checked.findings


@pytest.mark.parametrize(
    ("path", "label", "link"),
    [
        ("law/개인정보보호법/제30조제1항제1호", "개인정보보호법 제30조제1항제1호", "/법령/개인정보보호법/제30조"),
        ("law/개인정보보호법/제28조의8", "개인정보보호법 제28조의8", "/법령/개인정보보호법/제28조의8"),
        (
            "law/개인정보보호법(법률제14107호)/부칙제3조",
            "개인정보보호법(법률제14107호) 부칙제3조",
            "/법령/개인정보보호법",
        ),
        ("law/표준개인정보보호지침/제18조", "표준개인정보보호지침 제18조", "/행정규칙/표준개인정보보호지침"),
        ("ordinance/가나시조례/제2조", "가나시조례 제2조", "/자치법규/가나시조례/제2조"),
    ],
)
def test_articles_are_linked_to_the_law_portal(path: str, label: str, link: str) -> None:
    known = article(f"https://w3id.org/pigraph/id/{path}", {})
    assert (known.label, known.link) == (label, f"https://www.law.go.kr{link}")


def test_what_is_no_law_has_no_link() -> None:
    assert article("http://example.org/x", {}).link == ""
