"""Observations: what shapes need beyond the stated graph, each with the source range that shows it.

::

    #check   a pi:Check ; pi:checks :policy ; pi:policyDate E ; pi:checkDate T
    :policy  pi:mentions sign:…                                  a matter that the text addresses somewhere
    #seen-n  a pi:Placeholder, pi:MissingList, pi:Miscitation …  (kinds: ``shapes/terms.ttl``) ; dct:source …#char=b,e
    item:…   skos:broader, skos:related …                        of the items that the policy lists
    law/…    dct:type law-kind:…                                 of the laws that it cites

Observations say what stands in the text, never what the law wants: that is the shapes'.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pyoxigraph import Literal, NamedNode, Triple

from pigraph.checks.observe_laws import authorities, citations, kinds, names, periods
from pigraph.checks.observe_policy import Policy, Seen
from pigraph.checks.observe_rows import alike, assessed, doubled, gaps, listed
from pigraph.checks.observe_text import channels, lists, mentions, placeholders, remedies, rights, speaker
from pigraph.graph.terms import DCT, PI, RDF, XSD

_OBSERVERS = (placeholders, lists, citations, names, authorities, channels, rights, remedies, speaker, doubled, gaps)


def observe(stated: bytes, text: str, document: str, on: date) -> bytes:
    """What is observed of one document, as sorted N-Triples.

    ``stated``: its stated graph (N-Triples); ``text``: the source text that its evidence points into;
    ``document``: its IRI; ``on``: the day of the check. Equal arguments give equal bytes.
    """
    return observed(Policy(stated, text, document, on))


def observed(policy: Policy) -> bytes:
    """The same of a policy whose statements are parsed already."""
    found = {
        *_check(policy),
        *mentions(policy),
        *listed(policy),
        *assessed(policy),
        *alike(policy),
        *kinds(policy),
        *periods(policy),
    }
    seen = sorted(
        (s for observer in _OBSERVERS for s in observer(policy)), key=lambda s: (s.kind, s.spans, str(s.says))
    )
    for n, one in enumerate(dict.fromkeys(seen), 1):
        found.update(_written(policy, NamedNode(f"{policy.document}#seen-{n}"), one))
    return "".join(sorted(f"{t} .\n" for t in found)).encode()


def _check(policy: Policy) -> Iterator[Triple]:
    node = NamedNode(f"{policy.document}#check")
    yield Triple(node, RDF["type"], PI["Check"])
    yield Triple(node, PI["checks"], policy.node)
    yield Triple(node, PI["checkDate"], _date(policy.on))
    if policy.effective:
        yield Triple(node, PI["policyDate"], _date(policy.effective))


def _written(policy: Policy, node: NamedNode, seen: Seen) -> Iterator[Triple]:
    yield Triple(node, RDF["type"], PI[seen.kind])
    yield Triple(node, DCT["isPartOf"], policy.node)
    for predicate, value in seen.says:
        yield Triple(node, predicate, value)
    for span in seen.spans if policy.source else ():
        yield Triple(node, DCT["source"], NamedNode(f"{policy.source.value}#char={span.begin},{span.end}"))  # type: ignore[union-attr]


def _date(value: date) -> Literal:
    return Literal(value.isoformat(), datatype=XSD["date"])
