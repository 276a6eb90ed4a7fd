"""What the policies say instead of what was asked: rows that fit but are silent on it, and the clause on the matter."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from pigraph.answers import Sources
from pigraph.asking.model import Field, Instead, Meaning, Scene, Shape
from pigraph.asking.query import iri, sparql
from pigraph.asking.vet import vetted
from pigraph.asking.wording import field_name, word
from pigraph.errors import StoreError
from pigraph.languages import Language
from pigraph.quotes import Quote
from pigraph.store.model import Store, selected

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
    """At most five remarks for a question that no policy answers."""
    found = [*_silent(meaning, store, sources, language), *_clauses(meaning, store, sources, language)]
    return tuple(found[:_MOST])


def _silent(meaning: Meaning, store: Store, sources: Sources | None, language: Language) -> Iterator[Instead]:
    """Rows that pass every limit and only lack what was asked for."""
    target = meaning.targets[0]
    if meaning.shape in (Shape.COMMON, Shape.TOP):
        return
    if meaning.scene not in _TOPICS or target in (Field.AGENCY, Field.ITEM, Field.FILE) or not meaning.limits:
        return
    rows = selected(store, vetted(sparql(replace(meaning, targets=(Field.AGENCY,), shape=Shape.LIST))))
    at = rows.variables.index("row")
    known = [(row[at], row[rows.variables.index("policy")], row[rows.variables.index("label")]) for row in rows.rows]
    evidence = _evidence([node.value for node, _, _ in known if node][:_MOST], store)
    remark = word("silent_on", language).format(field_name(target, language))
    for node, policy, agency in known[:_MOST]:
        assert node and policy and agency
        proof = evidence.get(node.value, ())
        yield Instead(agency.value, remark, policy.value, proof, quotes(proof, sources))


def _clauses(meaning: Meaning, store: Store, sources: Sources | None, language: Language) -> Iterator[Instead]:
    topic = _BY_FIELD.get(meaning.targets[0]) or _TOPICS.get(meaning.scene)
    limits = [x for x in meaning.limits if x.field in (Field.AGENCY, Field.SERVICE)]
    bodies = [v.iri for x in limits for v in x.values if v.iri]
    if not topic or not bodies:
        return
    query = (
        "SELECT DISTINCT ?agency ?row ?title WHERE { "
        f"VALUES ?body {{ {' '.join(map(iri, bodies))} }} ?policy dpv:hasDataController|dpv:hasService ?body . "
        "?document foaf:primaryTopic ?policy . ?policy dpv:hasDataController/rdfs:label ?agency ; dct:hasPart ?row . "
        f"?row dct:subject topic:{topic} ; dct:title ?title }} ORDER BY ?agency ?row"
    )
    rows = selected(store, vetted(query))
    evidence = _evidence([row.value for _, row, _ in rows.rows if row][:_MOST], store)
    for agency, row, title in rows.rows[:_MOST]:
        assert agency and row and title
        proof = evidence.get(row.value, ())
        yield Instead(agency.value, f"{word('clause', language)}: {title.value}", "", proof, quotes(proof, sources))


def _evidence(nodes: list[str], store: Store) -> dict[str, tuple[str, ...]]:
    if not nodes:
        return {}
    listed = " ".join(map(iri, nodes))
    query = f"SELECT ?row ?s WHERE {{ VALUES ?row {{ {listed} }} ?row dct:source ?s }} ORDER BY ?row ?s"
    found: dict[str, tuple[str, ...]] = {}
    for row, source in selected(store, query).rows:
        assert row and source
        found[row.value] = (*found.get(row.value, ()), source.value)
    return {node: tuple(Sources.evidence(" ".join(some)) or some) for node, some in found.items()}


def quotes(evidence: tuple[str, ...], sources: Sources | None) -> tuple[Quote, ...]:
    """The words of evidence, as far as their texts are at hand."""
    found: list[Quote] = []
    for one in evidence if sources is not None else ():
        try:
            assert sources is not None
            found.append(sources.quote(one))
        except StoreError:
            continue  # a graph from elsewhere need not bring its texts
    return tuple(found)
