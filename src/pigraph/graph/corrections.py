"""Corrections: which values of an entry a person corrected, from what, why and who.

A corrected value stands in the stated graph like any other: the policy says so, as somebody read it. Beside it::

    :e1 a pi:Correction ;
        oa:hasTarget :h1 ; pi:correctedOn dpv:hasStorageCondition ;   # the entry, and which of its properties
        prov:value "2년"@ko ;                                         # what is right; none: it was taken away
        prov:wasRevisionOf :e1-was ;                                  # and :e1-was prov:value "1년"@ko, what was read
        prov:wasAttributedTo <agent/…> ; dct:date "2026-01-01"^^xsd:date ;
        rdfs:comment "…"@ko ;                                         # why
        dct:source <source/…#char=b,e> .                              # the words that it quotes

An entry that was added is corrected on its name. One that was taken away has no node: the correction has the policy as
its target, no ``pi:correctedOn``, and the name as what was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode

from pigraph.graph.evidence import read, sources
from pigraph.graph.gaps import FIELDS
from pigraph.graph.iris import Iris, slug
from pigraph.graph.statements import Fact
from pigraph.graph.terms import DCT, DPV, OA, PI, PROV, RDF, RDFS, SCHEMA, VCARD, date, korean
from pigraph.records.model import Corrected

_POLICY = {
    "title": DCT["title"],
    "controller": DPV["hasDataController"],
    "service": DPV["hasService"],
    "effective_date": SCHEMA["startDate"],
    "cookies": DPV["hasApplicability"],
}
_OFFICER = {
    "role": VCARD["role"],
    "name": VCARD["fn"],
    "department": VCARD["organization-unit"],
    "organisation": VCARD["organization-name"],
    "title": VCARD["title"],
    "phones": VCARD["hasTelephone"],
    "faxes": SCHEMA["faxNumber"],
    "email": VCARD["hasEmail"],
}
_TABLES = {"policy": _POLICY, "officer": _OFFICER}


def facts(
    target: NamedNode, corrections: tuple[Corrected, ...], names: Mapping[Corrected, str], text: str, iris: Iris
) -> Iterator[Fact]:
    """The corrections of ``target``: an entry, or the policy. ``names``: their fragment ids."""
    for one in corrections:
        yield from _correction(target, iris.part(names[one]), one, text, iris)


def _correction(target: NamedNode, node: NamedNode, one: Corrected, text: str, iris: Iris) -> Iterator[Fact]:
    yield Fact(node, RDF["type"], PI["Correction"])
    yield Fact(node, OA["hasTarget"], target)
    if one.attribute:
        yield Fact(node, PI["correctedOn"], _TABLES.get(one.kind, FIELDS)[one.attribute])
    if one.value is not None:
        yield Fact(node, PROV["value"], korean(one.value))
    if one.was is not None:
        before = NamedNode(f"{node.value}-was")
        yield Fact(node, PROV["wasRevisionOf"], before)
        yield Fact(before, PROV["value"], korean(one.was))
    if one.who is not None:
        agent = iris.concept("agent", slug(one.who))
        yield Fact(node, PROV["wasAttributedTo"], agent)
        yield Fact(agent, RDF["type"], PROV["Agent"])
        yield Fact(agent, RDFS["label"], korean(one.who))
    if one.date is not None:
        yield Fact(node, DCT["date"], date(one.date))
    yield Fact(node, RDFS["comment"], korean(one.reason))
    yield from sources(node, text, iris, read(one.words))
