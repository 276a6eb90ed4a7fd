"""Which values were corrected, why, by whom: asked of the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from graph.pages import Page, Words2Slugs
from graph.test_build import values
from pigraph.document import Correction
from pigraph.errors import CorrectionError
from pigraph.graph.build import triples
from pigraph.graph.corrections import _OFFICER, _POLICY
from pigraph.graph.gaps import FIELDS
from pigraph.records.corrections import correct
from pigraph.records.fields import KINDS, POLICY
from pigraph.records.model import Record
from pigraph.store import EmbeddedStore, Part, Rows, Text, fill

CORRECTIONS = (
    Correction(
        "가.corrections.toml:1", "표가 깨짐", "holding", "대관 신청", field="retention", value="2년", was="영구",
        who="한빛구 총무과", date="2026-01-01",
    ),
    Correction("가.corrections.toml:9", "빠짐", "provision", "경찰서", field="items", value="주소", words="공문 필요"),
    Correction("가.corrections.toml:15", "아님", "outsourcing", "㈜가온", remove=True),
)  # fmt: skip
QUERY = """
SELECT ?entry ?property ?was ?value ?why ?who {
  ?c a pi:Correction ; oa:hasTarget ?entry ; rdfs:comment ?why .
  OPTIONAL { ?c pi:correctedOn ?property } OPTIONAL { ?c prov:value ?value }
  OPTIONAL { ?c prov:wasRevisionOf/prov:value ?was } OPTIONAL { ?c prov:wasAttributedTo/rdfs:label ?who }
} ORDER BY ?why"""


def test_corrections_are_answers(record: Record, lexicon: Words2Slugs, tmp_path: Path) -> None:
    built = triples(correct(record, CORRECTIONS), lexicon=lexicon)
    stated = "".join(f"{t} .\n" for t in built.stated).encode()
    fill(tmp_path / "store", [Part("http://a/g", stated, True)])
    answer = EmbeddedStore(tmp_path / "store").query(QUERY)
    assert isinstance(answer, Rows)
    rows = [
        [None if t is None else t.value.rpartition("#")[2] for t in row if t is None or hasattr(t, "value")]
        for row in answer.rows
    ]
    assert rows == [
        ["p1", "hasPersonalData", None, "주소", "빠짐", None],
        ["policy", None, "㈜가온", None, "아님", None],
        ["h2", "hasStorageCondition", "영구", "2년", "표가 깨짐", "한빛구 총무과"],
    ]
    assert all(isinstance(row[4], Text) for row in answer.rows)


def test_a_corrected_value_stands_in_the_stated_graph(record: Record, page: Page, lexicon: Words2Slugs) -> None:
    built = triples(correct(record, CORRECTIONS), lexicon=lexicon)
    (condition,) = values(built, "h2", "dpv:hasStorageCondition")
    name = condition.rpartition("#")[2]
    assert values(built, name, "rdf:value") == {"P2Y"}
    assert values(built, name, "dct:source") == set(), "nothing in the source says so"
    (place,) = {v.rpartition("=")[2] for n in ("e1", "e2", "e3") for v in values(built, n, "dct:source")}
    begin, end = map(int, place.split(","))
    assert page.text[begin:end] == "공문 필요"


def test_every_field_that_can_be_corrected_has_a_property() -> None:
    for name, kind in KINDS.items():
        table = _OFFICER if name == "officer" else FIELDS
        assert {attribute for attribute, _ in kind.fields.values()} <= set(table)
    assert {attribute for attribute, _ in POLICY.values()} == set(_POLICY) <= set(Record.__struct_fields__)


def test_equal_corrections_give_equal_graphs(record: Record, lexicon: Words2Slugs) -> None:
    one, two = (triples(correct(record, CORRECTIONS), lexicon=lexicon) for _ in range(2))
    assert one.stated == two.stated
    with pytest.raises(CorrectionError):
        correct(record, (replace(CORRECTIONS[0], was="3년"),))
