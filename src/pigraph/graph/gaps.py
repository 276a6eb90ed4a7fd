"""What a statement does not say: ``pi:silentOn`` and ``pi:unclearOn``, from one table.

The value of both is a property. Silence is derived: a property of the table for which the statement has no
stated value, and which the record does not call unclear. (Values that are only inferred leave the silence:
it is about the text.) A consent or statute on an item group is not the row's basis: groups have their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from pigraph.graph.statements import Fact
from pigraph.graph.terms import DCT, DPV, PI, RDFS, SCHEMA, VCARD

EXPECTED: dict[NamedNode, tuple[NamedNode, ...]] = {
    PI["Holding"]: (DPV["hasPurpose"], DPV["hasLegalBasis"], DPV["hasPersonalData"], DPV["hasStorageCondition"]),
    PI["Provision"]: (
        DPV["hasRecipient"],
        DPV["hasPurpose"],
        DPV["hasLegalBasis"],
        DPV["hasPersonalData"],
        DPV["hasStorageCondition"],
    ),
    PI["Outsourcing"]: (DPV["hasDataProcessor"], DPV["hasPurpose"]),
}
"""Class of statement → the properties that it should have (PIPA 30(1), 17(2), 26)."""

FIELDS: dict[str, NamedNode] = {
    "name": RDFS["label"],
    "file": PI["file"],
    "purposes": DPV["hasPurpose"],
    "bases": DPV["hasLegalBasis"],
    "items": DPV["hasPersonalData"],
    "open_ended": PI["openEnded"],
    "subject": DPV["hasDataSubject"],
    "retention": DPV["hasStorageCondition"],
    "recipient": DPV["hasRecipient"],
    "data_source": DPV["hasDataSource"],
    "processor": DPV["hasDataProcessor"],
    "task": DPV["hasPurpose"],
    "start": SCHEMA["startDate"],
    "end": SCHEMA["endDate"],
    "phones": VCARD["hasTelephone"],
    "audit": DPV["hasAuditStatus"],
    "remarks": RDFS["comment"],
    "annexes": DCT["relation"],
    "year": DCT["date"],
    "requirement": DPV["hasNecessity"],
    "consent": DPV["hasLegalBasis"],
}
"""Names in a record's ``unclear`` → the property that the text addresses unreadably."""


def gaps(kind: NamedNode, node: NamedNode, facts: Iterable[Fact], unclear: Iterable[str]) -> Iterator[Fact]:
    """The silences and unclear places of ``node``, whose other facts are ``facts``.

    Raises `ValueError` for a name in ``unclear`` that is no field.
    """
    stated = {f.predicate for f in facts if f.subject == node and f.asserted}
    blurred: list[NamedNode] = []
    for name in sorted(unclear):
        if name not in FIELDS:
            raise ValueError(f"no property for the unclear field {name!r}")
        blurred.append(FIELDS[name])
    for predicate in blurred:
        yield Fact(node, PI["unclearOn"], predicate)
    for predicate in EXPECTED.get(kind, ()):
        if predicate not in stated and predicate not in blurred:
            yield Fact(node, PI["silentOn"], predicate)
