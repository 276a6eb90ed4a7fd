"""What else the policies say of the rows of an answer: laws with their standing, evidence, silences, neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct, field

from pigraph.asking.model import Law, Value
from pigraph.asking.query import iri
from pigraph.store.model import Store, selected

_WANTED = (
    "dpv:hasLegalBasis, dpv:hasRecipient, dpv:hasDataProcessor, dpv:hasPurpose, dpv:hasStorageCondition, "
    "pi:file, pi:silentOn, pi:unclearOn, dct:source, dct:references, rdfs:label, schema:startDate, schema:endDate"
)
_BATCH = 200


class Detail(Struct):
    """The values of one row by the last part of their property (hasLegalBasis, source …)."""

    values: dict[str, list[Value]] = field(default_factory=lambda: defaultdict(list))

    def of(self, name: str) -> tuple[Value, ...]:
        return tuple(self.values.get(name, ()))


def details(store: Store, rows: Iterable[str]) -> dict[str, Detail]:
    """The details of each row, by its IRI."""
    found: dict[str, Detail] = {}
    every = list(dict.fromkeys(rows))
    for at in range(0, len(every), _BATCH):
        nodes = " ".join(iri(r) for r in every[at : at + _BATCH])
        query = (
            f"SELECT DISTINCT ?row ?p ?v ?l WHERE {{ VALUES ?row {{ {nodes} }} ?row ?p ?v . FILTER(?p IN ({_WANTED})) "
            'OPTIONAL { ?v rdfs:label|skos:prefLabel ?l . FILTER(LANG(?l) IN ("ko", "")) } } ORDER BY ?row ?p ?l ?v'
        )
        for row, predicate, value, label in selected(store, query).rows:
            assert row and predicate and value
            detail = found.setdefault(row.value, Detail())
            name = predicate.value.replace("#", "/").rpartition("/")[2]
            kept = Value(label.value if label else value.value, value.value)
            if all(v.iri != kept.iri for v in detail.values[name]):
                detail.values[name].append(kept)
    return found


def standings(store: Store, policies: Iterable[str]) -> dict[tuple[str, str], Law]:
    """What is known of the places that policies cite, by policy and place: title and verdict on the effective date."""
    found: dict[tuple[str, str], Law] = {}
    every = list(dict.fromkeys(policies))
    for at in range(0, len(every), _BATCH):
        nodes = " ".join(iri(p) for p in every[at : at + _BATCH])
        query = (
            f"SELECT DISTINCT ?policy ?law ?verdict ?title ?day WHERE {{ VALUES ?policy {{ {nodes} }} "
            "GRAPH ?reading { ?policy pi:standing ?s . ?s dct:references ?law ; pi:verdict ?v ; dct:date ?day . "
            "OPTIONAL { ?s dct:title ?title } } "
            '?v skos:prefLabel ?verdict . FILTER(LANG(?verdict) = "ko") }'
        )
        for policy, law, verdict, title, day in selected(store, query).rows:
            assert policy and law and verdict and day
            known = Law("", law.value, "", title.value if title else "", verdict.value, day.value)
            found[policy.value, law.value] = known
    return found
