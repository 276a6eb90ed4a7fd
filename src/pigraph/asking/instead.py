"""What the policies say instead of what was asked: the clause on the matter, and where they are silent on it."""

from __future__ import annotations

from pigraph.answers import Sources
from pigraph.asking.model import Field, Instead, Meaning, Scene
from pigraph.asking.query import iri
from pigraph.errors import StoreError
from pigraph.languages import Language
from pigraph.quotes import Quote
from pigraph.store.model import Rows, Store

_TOPICS = {
    Scene.PROVISION: "provision",
    Scene.OUTSOURCING: "outsourcing",
    Scene.ASSESSMENT: "pia",
    Scene.CONTACT: "officer",
    Scene.HOLDING: "items",
}
_BY_FIELD = {
    Field.RETENTION: "retention",
    Field.PURPOSE: "purpose",
    Field.DESTRUCTION: "destruction",
    Field.RIGHT: "rights",
}
_MOST = 5


def instead_of(meaning: Meaning, store: Store, sources: Sources | None, language: Language) -> tuple[Instead, ...]:
    """Clauses on the matter of a question without an answer, of the bodies that it names (of any, if it names none)."""
    topic = _BY_FIELD.get(meaning.targets[0]) or _TOPICS.get(meaning.scene)
    if not topic:
        return ()
    bodies = [v.iri for x in meaning.limits if x.field in (Field.AGENCY, Field.SERVICE) for v in x.values if v.iri]
    if not bodies:
        return ()
    query = (
        "SELECT DISTINCT ?row ?agency ?title ?source WHERE { "
        f"VALUES ?body {{ {' '.join(map(iri, bodies))} }} ?policy dpv:hasDataController|dpv:hasService ?body . "
        "?doc foaf:primaryTopic ?policy . ?policy dpv:hasDataController/rdfs:label ?agency ; (dct:hasPart|dpv:hasProcess) ?row . "
        f"?row dct:source ?source . OPTIONAL {{ ?row dct:title ?title }} "
        f"{{ ?row dct:subject topic:{topic} }} UNION {{ ?row a pi:Outsourcing ; pi:silentOn dpv:hasDataProcessor . "
        f'FILTER("{topic}" = "outsourcing") }} }} ORDER BY ?agency ?row ?source'
    )
    answer = store.query(query)
    assert isinstance(answer, Rows)
    found: dict[str, Instead] = {}
    for row, agency, title, source in answer.rows:
        assert row and agency and source
        before = found.get(row.value, Instead(agency.value, title.value if title else ""))
        found[row.value] = Instead(
            before.agency,
            before.remark,
            (*before.sources, source.value),
            (*before.quotes, *_quote(source.value, sources)),
        )
    return tuple(found.values())[:_MOST]


def _quote(evidence: str, sources: Sources | None) -> tuple[Quote, ...]:
    if sources is None:
        return ()
    try:
        return (sources.quote(evidence),)
    except StoreError:
        return ()  # a graph from elsewhere need not bring its texts
