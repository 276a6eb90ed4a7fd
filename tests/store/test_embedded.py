import csv
import io
import json
from pathlib import Path

import pytest
import rdflib
from msgspec.structs import replace

from pigraph.errors import DataError, QueryError, StoreError
from pigraph.store import (
    EmbeddedStore,
    GraphFormat,
    Iri,
    Part,
    ResultFormat,
    Rows,
    Store,
    Syntax,
    Text,
    Triples,
    embedded,
    fill,
)

ONE = "https://w3id.org/pigraph/id/policy/가나시/방침/2020-01-01"
TWO = "https://w3id.org/pigraph/id/policy/가나시/방침/2024-01-01"
LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
REFERENCE = "https://w3id.org/pigraph/id/reference"

TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix item: <https://w3id.org/pigraph/id/item/> .
item:full-name skos:prefLabel "성명"@ko , "name"@en ; skos:note [ skos:prefLabel "둘째" ] , [ skos:prefLabel "첫째" ] .
"""


def statement(document: str, thing: str, item: str) -> bytes:
    return (
        f"<{document}#{thing}> <https://w3id.org/dpv#hasPersonalData> <https://w3id.org/pigraph/id/item/{item}> .\n"
        '<https://w3id.org/pigraph/id/org/가나시> <http://www.w3.org/2000/01/rdf-schema#label> "가나시"@ko .\n'
    ).encode()


PARTS = [
    Part(ONE, statement(ONE, "h1", "full-name"), current=False),
    Part(TWO, statement(TWO, "h1", "full-name"), current=True),
    Part(f"{TWO}/inferred", statement(TWO, "h1", "email"), current=False),
    Part(REFERENCE, TURTLE.encode(), current=True, syntax=Syntax.TURTLE, origin="items.ttl"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    directory = tmp_path_factory.mktemp("store")
    assert fill(directory, PARTS) == 8
    return EmbeddedStore(directory)


def dumped(store: Store, form: GraphFormat) -> str:
    output = io.BytesIO()
    store.dump(form, output)
    return output.getvalue().decode()


def test_select_gives_terms_and_unbound_is_none(store: Store) -> None:
    answer = store.query(
        "SELECT ?h ?name ?no { ?h dpv:hasPersonalData ?i . ?i skos:prefLabel ?name OPTIONAL { ?i pi:no ?no } }"
        "ORDER BY ?name"
    )
    assert answer == Rows(
        ("h", "name", "no"),
        ((Iri(f"{TWO}#h1"), Text("name", "en", LANG), None), (Iri(f"{TWO}#h1"), Text("성명", "ko", LANG), None)),
    )


def test_a_prefix_that_only_a_comment_declares_is_known_all_the_same(store: Store) -> None:
    assert store.query("# PREFIX dpv: <urn:x#>\nASK { ?h dpv:hasPersonalData item:full-name }") is True


def test_ask_and_construct(store: Store) -> None:
    assert store.query("ASK { ?h dpv:hasPersonalData item:full-name }") is True
    assert store.query("ASK { ?h dpv:hasPersonalData item:email }") is False
    answer = store.query("CONSTRUCT WHERE { ?h dpv:hasPersonalData ?i }")
    assert isinstance(answer, Triples) and len(answer.triples) == 1


def test_the_default_graph_holds_a_triple_once_and_only_current_ones(store: Store) -> None:
    count = store.query("SELECT (COUNT(*) AS ?n) { ?h dpv:hasPersonalData|rdfs:label ?i }")
    assert isinstance(count, Rows) and count.rows == ((Text("2", "", "http://www.w3.org/2001/XMLSchema#integer"),),)
    graphs = store.query("SELECT DISTINCT ?g { GRAPH ?g { ?h dpv:hasPersonalData ?i } } ORDER BY ?g")
    assert isinstance(graphs, Rows)
    assert graphs.rows == ((Iri(ONE),), (Iri(TWO),), (Iri(f"{TWO}/inferred"),))


def test_the_engine_writes_results(store: Store) -> None:
    query = 'SELECT ?name { ?i skos:prefLabel ?name FILTER(lang(?name) = "ko") }'
    assert json.loads(store.serialize(query, ResultFormat.JSON))["results"]["bindings"][0]["name"]["value"] == "성명"
    assert list(csv.reader(io.StringIO(store.serialize(query, ResultFormat.CSV).decode()))) == [["name"], ["성명"]]
    assert '"성명"@ko' in store.serialize(query, ResultFormat.TSV).decode()
    assert "성명</literal>" in store.serialize(query, ResultFormat.XML).decode()
    assert json.loads(store.serialize("ASK {}", ResultFormat.JSON))["boolean"] is True


def test_commas_and_quotes_in_csv_are_quoted(store: Store) -> None:
    query = """SELECT ?iri ?text ?none { BIND(<http://a/#char=1,2> AS ?iri) BIND("가, \\"나\\"" AS ?text) }"""
    rows = list(csv.reader(io.StringIO(store.serialize(query, ResultFormat.CSV).decode(), newline="")))
    assert rows == [["iri", "text", "none"], ["http://a/#char=1,2", '가, "나"', ""]]


def test_triples_are_json_ld_and_never_csv(store: Store) -> None:
    query = "CONSTRUCT WHERE { ?h dpv:hasPersonalData ?i }"
    assert json.loads(store.serialize(query, ResultFormat.JSON))[0]["@id"] == f"{TWO}#h1"
    with pytest.raises(QueryError, match="csv cannot hold"):
        store.serialize(query, ResultFormat.CSV)


@pytest.mark.parametrize(
    ("query", "place", "what"),
    [
        ("SELECT *\nWHERE { ?개인 nope:bar ?o }", "line 2, column", "Prefix not found"),
        ("SELECT * WHERE { ?s ?p }", "line 1, column", ""),
        ("SELECT * WHERE {", "at its end", ""),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "line 1", ""),
        ("누가 주민등록번호를 받나요?", "line 1, column 1", ""),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?p ?y }", "line 1", "unbound"),
        ("", "line 1", ""),
    ],
)
def test_a_bad_query_is_one_short_line_with_its_place(store: Store, query: str, place: str, what: str) -> None:
    for ask in (store.query, lambda q: store.serialize(q, ResultFormat.CSV)):
        with pytest.raises(QueryError) as caught:
            ask(query)
        message = caught.value.message
        assert place in message and what in message and len(message) < 200 and "\n" not in message
        assert caught.value.remedy


def test_a_query_that_fails_while_running(store: Store) -> None:
    with pytest.raises(QueryError, match="cannot be run"):
        store.query("SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }")


@pytest.mark.parametrize("form", list(GraphFormat))
def test_dumps_do_not_depend_on_the_order_of_building(store: Store, tmp_path: Path, form: GraphFormat) -> None:
    fill(tmp_path, reversed(PARTS))
    assert dumped(EmbeddedStore(tmp_path), form) == dumped(store, form)


@pytest.mark.parametrize("size", [1, 5, 7, 12])
def test_batches_hide_and_lose_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(embedded, "_BATCH", size)
    assert fill(tmp_path, PARTS) == 8
    assert dumped(EmbeddedStore(tmp_path), GraphFormat.NQUADS) == dumped(store, GraphFormat.NQUADS)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_a_dump_loads_again_and_holds_what_it_says(store: Store) -> None:
    for form in (GraphFormat.TRIG, GraphFormat.NQUADS):
        quads = rdflib.Dataset().parse(data=dumped(store, form), format=form.label)
        assert len(list(quads.quads())) == 2 + 2 + 2 + 6
        assert {str(g) for _, _, _, g in quads.quads()} == {ONE, TWO, f"{TWO}/inferred", REFERENCE}
    assert len(rdflib.Graph().parse(data=dumped(store, GraphFormat.TURTLE), format="turtle")) == 8
    assert {g["@id"] for g in json.loads(dumped(store, GraphFormat.JSONLD)) if "@graph" in g} >= {ONE, TWO}


def test_a_turtle_dump_uses_the_known_prefixes(store: Store) -> None:
    assert "item:full-name" in dumped(store, GraphFormat.TURTLE)


def test_a_broken_part_names_its_origin_and_line(tmp_path: Path) -> None:
    broken = Part(REFERENCE, b"@prefix a: <http://a/> .\na:b a:c .", True, Syntax.TURTLE, "ontology/items.ttl")
    with pytest.raises(DataError, match=r"ontology/items\.ttl is not valid text/turtle: .*2"):
        fill(tmp_path, [broken])


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    parts = [Part(REFERENCE, f'_:a <http://a/p> "{n}" .'.encode(), True, Syntax.TURTLE) for n in range(2)]
    assert fill(tmp_path, parts) == 2
    answer = EmbeddedStore(tmp_path).query("SELECT DISTINCT ?s { ?s ?p ?o }")
    assert isinstance(answer, Rows) and len(answer.rows) == 2


@pytest.mark.parametrize(
    "data",
    [
        b'<urn:s> <urn:p> <urn:o> .\n<urn:s> <urn:p> "a .\\n _ :" .\n',
        b"<urn:s> <urn:p> <urn:o>.\n<urn:s> <urn:p> <urn:x> .\n",
        b'# a remark .\n<urn:s> <urn:p> <urn:o> .\n<urn:s><urn:p>"x"  .\n',
        b"_:a <urn:p> <urn:o> .\n<urn:s> <urn:p>\t_:a .\n",
    ],
)
@pytest.mark.parametrize("current", [True, False])
def test_n_triples_of_any_spelling_go_to_their_graph(data: bytes, current: bool, tmp_path: Path) -> None:
    assert fill(tmp_path, [Part("urn:g", data, current), Part("urn:empty", b"", True)]) == 2 * current
    answer = EmbeddedStore(tmp_path).query("SELECT ?s ?p ?o { GRAPH <urn:g> { ?s ?p ?o } }")
    assert isinstance(answer, Rows) and len(answer.rows) == 2


def test_broken_n_triples_name_their_origin(tmp_path: Path) -> None:
    good, bad = (Part(f"urn:{n}", f"<urn:s> <urn:p> {o} .\n".encode(), True, origin=n) for n, o in ("aé", "b<"))
    with pytest.raises(DataError, match=r"^b is not valid application/n-triples"):
        fill(tmp_path, [replace(good, data=b"<urn:s> <urn:p> <urn:o> .\n"), bad])


def test_blank_nodes_of_two_n_triples_stay_apart(tmp_path: Path) -> None:
    parts = [Part(f"urn:{n}", f'_:a <urn:p> "{n}" .\n'.encode(), True) for n in range(2)]
    assert fill(tmp_path, parts) == 2
    answer = EmbeddedStore(tmp_path).query("SELECT DISTINCT ?s { ?s ?p ?o }")
    assert isinstance(answer, Rows) and len(answer.rows) == 2


def test_a_missing_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        EmbeddedStore(tmp_path / "none")


def test_one_named_graph_as_n_triples(store: Store) -> None:
    assert isinstance(store, EmbeddedStore)
    found = rdflib.Graph().parse(data=store.graph(TWO), format="nt")
    assert set(found) == set(rdflib.Graph().parse(data=statement(TWO, "h1", "full-name"), format="nt"))
    assert store.graph("http://example.org/none") == b""


def test_a_mistake_has_its_place_in_what_was_asked() -> None:
    store = EmbeddedStore.in_memory(io.BytesIO(b""))
    places = []
    for group in ("?x <p:a>/<p:b> ?z", "?x <p:a> ?z"):  # the first is written otherwise for the engine
        with pytest.raises(QueryError) as raised:
            store.query(f"SELECT * {{ ?x a ?t FILTER EXISTS {{ {group} }}\n FILTER nothing }}")
        places.append(raised.value.place)
    assert places[0] == places[1] and places[0] and places[0][0] == 2
