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

from pigraph.checks.observe_laws import authorities, citations, kinds, names, periods
from pigraph.checks.observe_policy import Policy, Seen
from pigraph.checks.observe_rows import alike, assessed, doubled, gaps, listed
from pigraph.checks.observe_text import channels, lists, mentions, placeholders, remedies, rights, speaker
from pigraph.checks.statements import Spo
from pigraph.graph.terms import DCT, PI, RDF, XSD

_OBSERVERS = (placeholders, lists, citations, names, authorities, channels, rights, remedies, speaker, doubled, gaps)
_TYPE, _PART, _SOURCE = str(RDF["type"]), str(DCT["isPartOf"]), str(DCT["source"])
_CHECK, _CHECKS = str(PI["Check"]), str(PI["checks"])
_CHECK_DATE, _POLICY_DATE = str(PI["checkDate"]), str(PI["policyDate"])


def observe(stated: bytes, text: str, document: str, on: date) -> bytes:
    """What is observed of one document, as sorted N-Triples.

    ``stated``: its stated graph (N-Triples); ``text``: the source text that its evidence points into;
    ``document``: its IRI; ``on``: the day of the check. Equal arguments give equal bytes.
    """
    return "".join(sorted(f"{s} {p} {o} .\n" for s, p, o in observed(Policy(stated, text, document, on)))).encode()


def observed(policy: Policy) -> list[Spo]:
    """The same of a policy whose statements are parsed already: each once, in no fixed order."""
    found = {
        *_check(policy),
        *mentions(policy),
        *listed(policy),
        *assessed(policy),
        *alike(policy),
        *kinds(policy),
        *periods(policy),
    }
    seen = sorted((s for observer in _OBSERVERS for s in observer(policy)), key=lambda s: (s.kind, s.spans, s.says))
    for n, one in enumerate(dict.fromkeys(seen), 1):
        found.update(_written(policy, f"<{policy.document}#seen-{n}>", one))
    return list(found)


def _check(policy: Policy) -> Iterator[Spo]:
    node = f"<{policy.document}#check>"
    yield node, _TYPE, _CHECK
    yield node, _CHECKS, policy.node
    yield node, _CHECK_DATE, _date(policy.on)
    if policy.effective:
        yield node, _POLICY_DATE, _date(policy.effective)


def _written(policy: Policy, node: str, seen: Seen) -> Iterator[Spo]:
    yield node, _TYPE, str(PI[seen.kind])
    yield node, _PART, policy.node
    for predicate, value in seen.says:
        yield node, predicate, value
    for span in seen.spans if policy.source else ():
        yield node, _SOURCE, f"<{policy.source}#char={span.begin},{span.end}>"


def _date(value: date) -> str:
    return f'"{value.isoformat()}"^^{XSD["date"]}'
