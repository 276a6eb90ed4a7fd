"""Legal bases and citations: the node of the cited place, its parents in the law, and their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyoxigraph import NamedNode

from pigraph.graph.iris import Iris, law_slug, slug
from pigraph.graph.statements import Fact, asserted
from pigraph.graph.terms import DCT, DPV, ELI, PI, RDF, RDFS, SKOS, date, korean
from pigraph.laws.registry import Registry, registry
from pigraph.laws.verdicts import Verdict, verdict
from pigraph.records.model import LegalBasis

_ARTICLE = re.compile(r"제\d+조(?:의\d+)?")
_STEP = re.compile(r"(?<=.)(?=제\d|[가-힣]목)")


def path_of(basis: LegalBasis) -> str:
    """The IRI path of the cited place; made from its parts for a law that the registry does not know."""
    if basis.path:
        return basis.path
    steps = zip((basis.article, basis.paragraph, basis.item), "조항호", strict=True)
    place = "".join(_step(number, unit) for number, unit in steps if number)
    place += f"{basis.point}목" if basis.point else ""
    return "/".join(filter(None, ("law", law_slug(basis.law or ""), slug(place))))


def _step(number: str, unit: str) -> str:
    """ "15의2", "조" → 제15조의2."""
    head, _, tail = number.partition("의")
    return f"제{head}{unit}" + (f"의{tail}" if tail else "")


def grounds(node: NamedNode, bases: tuple[LegalBasis, ...], iris: Iris) -> Iterator[Fact]:
    """``dpv:hasLegalBasis`` of a row: consent, or places in laws with what they are."""
    for basis in bases:
        if basis.consent:
            yield Fact(node, DPV["hasLegalBasis"], DPV["Consent"], asserted(basis.how))
        else:
            yield from _link(node, DPV["hasLegalBasis"], basis, iris)


def citations(node: NamedNode, predicate: NamedNode, bases: tuple[LegalBasis, ...], iris: Iris) -> Iterator[Fact]:
    """Places in laws that a text cites without resting on them."""
    for basis in bases:
        if not basis.consent:
            yield from _link(node, predicate, basis, iris)


def _link(node: NamedNode, predicate: NamedNode, basis: LegalBasis, iris: Iris) -> Iterator[Fact]:
    sure = asserted(basis.how)
    path = path_of(basis)
    yield Fact(node, predicate, iris.law(path), sure)
    yield from _known_place(path, basis.law or "", iris.base, sure, registry())


@lru_cache(maxsize=512)  # the rows of a policy cite the same articles
def _known_place(path: str, name: str, base: str, sure: bool, book: Registry) -> tuple[Fact, ...]:
    return tuple(_place(path, name, base, sure, book))


def _place(path: str, name: str, base: str, sure: bool, book: Registry) -> Iterator[Fact]:
    """제15조제1항제4호 is part of 제15조, which is part of the law (ELI); each with its Korean label."""
    kind, work_slug, *rest = path.split("/", 2)
    work = f"{kind}/{work_slug}"
    law = NamedNode(base + work)
    yield Fact(law, RDF["type"], ELI["LegalResource"], sure)
    yield Fact(law, SKOS["prefLabel"], korean(name), sure)
    known = book.find(name)
    if known is not None:
        yield Fact(law, RDFS["seeAlso"], NamedNode(known.url), sure)
    if not rest:
        # Rows cite articles, so queries ask for rdfs:label; a law cited as a whole must answer too.
        yield Fact(law, RDFS["label"], korean(name), sure)
        return
    place = rest[0]
    article = _ARTICLE.match(place)
    chain = [place] if article is None or article[0] == place else [place, article[0]]
    for part, parent in zip(chain, [*chain[1:], None], strict=True):
        node = NamedNode(f"{base}{work}/{part}")
        yield Fact(node, RDF["type"], ELI["LegalResourceSubdivision"], sure)
        yield Fact(node, ELI["is_part_of"], NamedNode(f"{base}{work}/{parent}") if parent else law, sure)
        if known is not None and not parent and article is not None:
            yield Fact(node, RDFS["seeAlso"], NamedNode(f"{known.url}/{part}"), sure)
        yield Fact(node, RDFS["label"], korean(f"{name} {_STEP.sub(' ', part)}"), sure)


_VERDICTS = {
    Verdict.EXISTS: PI["InForce"],
    Verdict.RETITLED: PI["Retitled"],
    Verdict.REPEALED: PI["Repealed"],
    Verdict.NOT_YET_IN_FORCE: PI["NotYetInForce"],
    Verdict.UNKNOWN_LAW: PI["UnknownLaw"],
    Verdict.UNKNOWN_ARTICLE: PI["UnknownArticle"],
    Verdict.UNRECORDED: PI["Unrecorded"],
}


def standings(policy: NamedNode, bases: Iterable[LegalBasis], day: str, iris: Iris) -> Iterator[Fact]:
    """What the registry says about each place that a policy cites, on its effective date ``day`` (ISO): inferred.

    One node per place, ``#l1`` …, in the order given: ``pi:verdict``, and the article's title on that day.
    """
    cited = {path_of(b): b for b in bases if not b.consent and b.law}
    for n, (path, basis) in enumerate(cited.items(), 1):
        node = iris.part(f"l{n}")
        found = verdict(basis.law or "", _article(path), day, registry())
        yield Fact(policy, PI["standing"], node, False)
        yield Fact(node, RDF["type"], PI["Standing"], False)
        yield Fact(node, DCT["references"], iris.law(path), False)
        yield Fact(node, DCT["date"], date(day), False)
        yield Fact(node, PI["verdict"], _VERDICTS[found.verdict], False)
        if found.title:
            yield Fact(node, DCT["title"], korean(found.title), False)


def _article(path: str) -> str | None:
    """제15조 of …/제15조제1항; an annex as it is; None for a law as a whole."""
    place = path.split("/", 2)[2] if path.count("/") > 1 else None
    article = _ARTICLE.match(place) if place else None
    return article[0] if article else place
