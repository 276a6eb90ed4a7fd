from pathlib import Path

from pigraph.checks.knowledge import Knowledge
from pigraph.checks.statements import Statements

TURTLE = """
@prefix : <http://example.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:a skos:broader :b ; skos:prefLabel "가"@ko , "a"@en ; skos:altLabel "갸"@ko .
:b skos:broader :a , :c .
:c skos:prefLabel "다"@ko ; skos:exactMatch :d .
:d skos:prefLabel "라"@ko .
"""


def knowledge(tmp_path: Path) -> Knowledge:
    (tmp_path / "a.ttl").write_text(TURTLE, encoding="utf-8")
    return Knowledge([tmp_path / "a.ttl"])


def test_what_a_term_leads_to_is_known_by_structure_and_korean_name(tmp_path: Path) -> None:
    known = knowledge(tmp_path)
    node = "<http://example.org/a>"
    found = known.about(Statements([(node, "<http://example.org/p>", node)]))
    assert {value for _, _, value in found} == {'"가"@ko', '"다"@ko', *(f"<http://example.org/{n}>" for n in "abc")}
    assert len(found) == len(set(found)) == 5
    assert known.about(Statements([])) == []
    assert known.labels["http://example.org/a"] == "가"
