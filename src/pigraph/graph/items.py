"""Item lists: the union on the row, and nested processes for what the source distinguishes in it.

A row whose list distinguishes nothing gets ``dpv:hasPersonalData`` only. Otherwise each combination of
necessity, data subject and consent that occurs becomes a ``dpv:PersonalDataProcess`` (``:h1a``, ``:h1b`` …)
with exactly the dimensions that are stated for it; the row keeps the union, so that "who holds X" stays one
triple pattern. Consent on a group is never the row's basis.

Row and groups also keep their list as printed, as one ``dct:description``: the property that measures carry
their verbatim text in. It is neither a label (queries ask for those) nor a comment (those are remarks).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode

from pigraph.graph import concepts
from pigraph.graph.concepts import Lexicon
from pigraph.graph.evidence import read, sources
from pigraph.graph.iris import Iris
from pigraph.graph.statements import Fact
from pigraph.graph.terms import DCT, DPV, PI, RDF, korean
from pigraph.records.model import How, Item, Requirement
from pigraph.text import joined

_NECESSITY = {Requirement.REQUIRED: DPV["Required"], Requirement.OPTIONAL: DPV["Optional"]}


class Dimension(NamedTuple):
    """One stated distinction of a group: its property and value, and how sure they are."""

    predicate: NamedNode
    concept: concepts.Concept
    how: How

    @property
    def sure(self) -> bool:
        return self.how not in (How.MATCHED, How.CARRIED)


class Group(NamedTuple):
    """Items of a row that share their dimensions; ``automatic``: marked as created automatically."""

    dimensions: tuple[Dimension, ...]
    automatic: bool
    asserted: bool


def facts(node: NamedNode, items: tuple[Item, ...], text: str, iris: Iris, lexicon: Lexicon) -> Iterator[Fact]:
    """What ``node``, a row of the document with this source ``text``, says of its ``items``."""
    yield from _listed(node, items, iris, lexicon)
    for item in items:
        if item.requirement and item.requirement.value is Requirement.AUTOMATIC:
            sure = item.label.asserted and item.requirement.asserted
            yield Fact(node, DCT["subject"], iris.concept("topic", "auto-collection"), sure)
    if any(_distinguished(i) for i in items):
        yield from _groups(node, items, text, iris, lexicon)


def _distinguished(item: Item) -> bool:
    required = item.requirement is not None and item.requirement.value is not Requirement.AUTOMATIC
    return required or item.subject is not None or item.consent is not None


def _listed(node: NamedNode, items: tuple[Item, ...], iris: Iris, lexicon: Lexicon) -> Iterator[Fact]:
    for sure in (True, False):
        labels = [i.label.value for i in items if i.label.asserted is sure]
        for label in labels:
            for concept in concepts.items(label, iris, lexicon, sure):
                yield Fact(node, DPV["hasPersonalData"], concept.node, sure)
                yield from concept.definition
        if labels:
            yield Fact(node, DCT["description"], korean(", ".join(map(joined, labels))), sure)


def _groups(node: NamedNode, items: tuple[Item, ...], text: str, iris: Iris, lexicon: Lexicon) -> Iterator[Fact]:
    grouped: dict[Group, list[Item]] = {}
    for item in items:
        grouped.setdefault(_group(item, iris, lexicon), []).append(item)
    # Inferred groups last, so that the stated ones are lettered without gaps.
    for n, (group, members) in enumerate(sorted(grouped.items(), key=lambda pair: not pair[0].asserted)):
        part = NamedNode(node.value + letters(n))
        yield from (_of_group(f, group) for f in _group_facts(node, part, group, members, text, iris, lexicon))


def _group(item: Item, iris: Iris, lexicon: Lexicon) -> Group:
    dimensions: list[Dimension] = []
    if item.requirement and item.requirement.value in _NECESSITY:
        necessity = concepts.Concept(_NECESSITY[item.requirement.value])
        dimensions.append(Dimension(DPV["hasNecessity"], necessity, item.requirement.how))
    if item.subject:
        people = concepts.subject(item.subject.value, iris, lexicon, item.subject.asserted)
        dimensions.append(Dimension(DPV["hasDataSubject"], people, item.subject.how))
    if item.consent:
        basis = DPV["Consent"] if item.consent.value else PI["StatutoryBasis"]
        dimensions.append(Dimension(DPV["hasLegalBasis"], concepts.Concept(basis), item.consent.how))
    automatic = item.requirement is not None and item.requirement.value is Requirement.AUTOMATIC
    # Whether a mark stood in a table or a list does not part a group; whether it is asserted does.
    plain = tuple(d if not d.sure else d._replace(how=How.TABLE) for d in dimensions)
    return Group(plain, automatic, item.label.asserted)


def _group_facts(
    node: NamedNode, part: NamedNode, group: Group, members: list[Item], text: str, iris: Iris, lexicon: Lexicon
) -> Iterator[Fact]:
    yield Fact(node, DPV["hasProcess"], part)
    yield Fact(part, RDF["type"], DPV["PersonalDataProcess"])
    for predicate, concept, how in group.dimensions:
        if how is How.CARRIED:
            yield Fact(part, PI["unclearOn"], predicate)
        yield Fact(part, predicate, concept.node, how not in (How.MATCHED, How.CARRIED))
        yield from concept.definition
    if group.automatic:
        yield Fact(part, DCT["subject"], iris.concept("topic", "auto-collection"))
    yield from _listed(part, tuple(members), iris, lexicon)
    stated = [v for i in members for v in (i.label, i.requirement, i.subject, i.consent)]
    yield from sources(part, text, iris, read(*stated))


def _of_group(fact: Fact, group: Group) -> Fact:
    """A fact of a group whose items are only inferred is inferred itself."""
    return fact if group.asserted else fact._replace(asserted=False)


def letters(n: int) -> str:
    """0 → a, 25 → z, 26 → aa …"""
    n, last = divmod(n, 26)
    return (letters(n - 1) if n else "") + chr(ord("a") + last)
