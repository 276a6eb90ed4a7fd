"""Terms as stores hand them out, whichever way they came."""

import io
import json

from pigraph.store import Blank, EmbeddedStore, Iri, ResultFormat, Text, selected, term_of


def test_terms_of_json_are_those_that_a_store_hands_out() -> None:
    data = b'<urn:s> <urn:p> "a", "b"@ko, "1"^^<urn:t>, <urn:o>, _:b .'.replace(b", ", b" .\n<urn:s> <urn:p> ")
    store = EmbeddedStore.in_memory(io.BytesIO(data))
    query = "SELECT ?o { ?s ?p ?o FILTER(!ISBLANK(?o)) } ORDER BY ?o"
    answer = json.loads(store.serialize(query, ResultFormat.JSON))
    terms = [term_of(row["o"]) for row in answer["results"]["bindings"]]
    assert terms == [row[0] for row in selected(store, query).rows]
    assert {type(t) for t in terms} == {Iri, Text} and len(terms) == 4
    assert term_of({"type": "bnode", "value": "b"}) == Blank("b")
