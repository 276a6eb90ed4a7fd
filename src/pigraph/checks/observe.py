"""Observations: what shapes need beyond the stated graph, each with the source range that shows it.

::

    #check   a pi:Check ; pi:checks :policy ; pi:policyDate E ; pi:checkDate T
    :policy  pi:mentions sign:…                                  a matter that the text addresses somewhere
    #seen-n  a pi:Placeholder, pi:MissingList, pi:Miscitation …  (kinds: ``shapes/terms.ttl``) ; dct:source …#char=b,e
    item:…   skos:broader, skos:related …                        of the items that the policy lists
    law/…    dct:type law-kind:…                                 of the laws that it cites

Observations say what stands in the text, never what the law wants: that is the shapes'. Nearly all of them are the same
on any day (`Lasting`): a build keeps them beside the statements, since a text takes longer to search than to check.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from pigraph.checks.observe_laws import authorities, citations, cited_articles, kinds, names, periods
from pigraph.checks.observe_policy import Cited, Policy, Seen
from pigraph.checks.observe_rows import alike, assessed, doubled, gaps, listed
from pigraph.checks.observe_text import channels, lists, mentions, placeholders, remedies, rights, speaker
from pigraph.checks.statements import Spo
from pigraph.graph.terms import DCT, PI, RDF, XSD
from pigraph.text import Span

_FACTS = (mentions, listed, assessed, alike, kinds, periods)
_OBSERVERS = (placeholders, lists, names, channels, rights, remedies, speaker, doubled, gaps)
_TYPE, _PART, _SOURCE = str(RDF["type"]), str(DCT["isPartOf"]), str(DCT["source"])
_CHECK, _CHECKS = str(PI["Check"]), str(PI["checks"])
_CHECK_DATE, _POLICY_DATE = str(PI["checkDate"]), str(PI["policyDate"])


def observe(stated: bytes, text: str, document: str, on: date) -> bytes:
    """What is observed of one document, as sorted N-Triples.

    ``stated``: its stated graph (N-Triples); ``text``: the source text that its evidence points into;
    ``document``: its IRI; ``on``: the day of the check. Equal arguments give equal bytes.
    """
    return "".join(sorted(f"{s} {p} {o} .\n" for s, p, o in observed(Policy(stated, text, document, on)))).encode()


class Lasting(Struct, frozen=True):
    """What is observed of a policy on any day: statements, observations, and the articles that the day judges."""

    facts: tuple[Spo, ...]
    seen: tuple[Seen, ...]
    cited: tuple[Cited, ...]

    def packed(self, version: str) -> bytes:
        """As JSON. ``version``: of the code and the words that searched."""
        seen = [(s.kind, s.says, _numbers(s.spans)) for s in self.seen]
        cited = [(c.article, c.place, *_numbers((c.span,))) for c in self.cited]
        return json.dumps((version, self.facts, seen, cited), ensure_ascii=False).encode()

    @classmethod
    def unpacked(cls, packed: bytes, version: str) -> Lasting | None:
        """What `packed` gave; None for what another version found, and for what is not whole."""
        try:
            by, facts, seen, cited = json.loads(packed)
            if by != version:
                return None
            return cls(
                tuple((s, p, v) for s, p, v in facts),
                tuple(Seen(kind, tuple((p, v) for p, v in says), _spans(numbers)) for kind, says, numbers in seen),
                tuple(Cited(article, place, Span(begin, end)) for article, place, begin, end in cited),
            )
        except (ValueError, TypeError):
            return None


def lasting(policy: Policy) -> Lasting:
    """Search a policy for what is the same on any day."""
    return Lasting(
        tuple(dict.fromkeys(fact for observer in _FACTS for fact in observer(policy))),
        tuple(s for observer in _OBSERVERS for s in observer(policy)),
        cited_articles(policy),
    )


def _numbers(spans: tuple[Span, ...]) -> list[int]:
    return [n for s in spans for n in (s.begin, s.end)]


def _spans(numbers: list[int]) -> tuple[Span, ...]:
    return tuple(Span(b, e) for b, e in zip(numbers[::2], numbers[1::2], strict=True))


def observed(policy: Policy, known: Lasting | None = None) -> list[Spo]:
    """The same of a policy whose statements are parsed already: each once, in no fixed order.

    ``known``: what `lasting` found in it.
    """
    known = known or lasting(policy)
    found = {*_check(policy), *known.facts}
    of_the_day = (*citations(policy, known.cited), *authorities(policy))
    seen = sorted((*known.seen, *of_the_day), key=lambda s: (s.kind, s.spans, s.says))
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
