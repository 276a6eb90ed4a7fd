"""Telephone numbers, mail addresses and the people and desks that a policy names (vCard).

Names of people are ``vcard:fn`` and nothing else, so that a dump can drop them: department and telephone
satisfy PIPA 30(1)6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from pigraph.graph.evidence import read, sources
from pigraph.graph.iris import Iris
from pigraph.graph.statements import Fact
from pigraph.graph.terms import DCAT, DCT, PI, RDF, SCHEMA, VCARD, korean
from pigraph.records.model import Officer, Stated
from pigraph.text import joined

_NUMBER = re.compile(r"[+(]?\d[\d\s().\-‐-―]*\d")
_MAIL = re.compile(r"[A-Za-z0-9.!$&'*+=_~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def tel(printed: str) -> NamedNode | None:
    """A telephone number as ``tel:+82-…`` (RFC 3966); None when it is not one dialable number.

    Dialable: with a trunk 0 (031-980-2381), a nationwide number (1577-1234), or international (+82 …).
    A number without area code, a range or an extension is not.
    """
    printed = printed.strip()
    if not _NUMBER.fullmatch(printed):
        return None
    groups = re.findall(r"\d+", printed)
    digits = "".join(groups)
    if printed.startswith("+"):
        return NamedNode("tel:+" + "-".join(groups)) if 10 <= len(digits) <= 15 else None
    if digits.startswith("0") and 9 <= len(digits) <= 12:
        groups[0] = groups[0].removeprefix("0")
        return NamedNode("tel:+82-" + "-".join(filter(None, groups)))
    if digits.startswith("1") and len(digits) == 8:
        return NamedNode("tel:+82-" + "-".join(groups))
    return None


def phones(node: NamedNode, printed: tuple[Stated[str], ...]) -> Iterator[Fact]:
    """Telephone numbers of a node; one that cannot be dialled stays a literal, as printed."""
    for phone in printed:
        number = tel(phone.value)
        if number is not None:
            yield Fact(node, VCARD["hasTelephone"], number, phone.asserted)
        else:
            yield Fact(node, SCHEMA["telephone"], Literal(joined(phone.value)), phone.asserted)


def _mail(node: NamedNode, email: Stated[str]) -> Fact:
    address = "".join(email.value.split())
    if _MAIL.fullmatch(address):
        return Fact(node, VCARD["hasEmail"], NamedNode(f"mailto:{address}"), email.asserted)
    return Fact(node, SCHEMA["email"], Literal(joined(email.value)), email.asserted)


def officer(policy: NamedNode, node: NamedNode, who: Officer, text: str, iris: Iris) -> Iterator[Fact]:
    """One officer, staff member or desk, and what the policy has of it as a contact."""
    yield Fact(policy, DCAT["contactPoint"], node)
    if who.chief:
        yield Fact(policy, PI["privacyOfficer"], node)
    yield Fact(node, RDF["type"], VCARD["Individual"])
    printed = {
        "role": who.role,
        "title": who.title,
        "organization-unit": who.department,
        "organization-name": who.organisation,
    }
    for name, value in printed.items():
        if value:
            yield Fact(node, VCARD[name], korean(value.value), value.asserted)
    if who.name:
        yield Fact(node, VCARD["fn"], Literal(joined(who.name.value)), who.name.asserted)
    yield from phones(node, who.phones)
    for fax in who.faxes:
        yield Fact(node, SCHEMA["faxNumber"], Literal(joined(fax.value)), fax.asserted)
    if who.email:
        yield _mail(node, who.email)
    if who.access_desk:
        yield Fact(node, DCT["subject"], iris.concept("topic", "access-request"))
    values = read(*printed.values(), who.name, who.email, *who.phones, *who.faxes)
    yield from sources(node, text, iris, values, who.entries)
