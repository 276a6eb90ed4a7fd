"""Which rows of the policies a question is about, told by its verbs, its nouns and the bodies that it names."""

from __future__ import annotations

from msgspec import Struct

from pigraph.asking.classes import class_at
from pigraph.asking.forms import forms
from pigraph.asking.model import Scene, Value
from pigraph.asking.segment import Token
from pigraph.asking.terms import Terms

_POLICY_NOUNS = {"right", "destruction", "measure", "effective"}


class Clues(Struct, frozen=True):
    """What kinds of words a question has. ``strong``: acts that are not also everyday words."""

    tokens: tuple[Token, ...]
    acts: frozenset[str]
    strong: frozenset[str]
    nouns: frozenset[str]
    roles: frozenset[str]
    contacts: frozenset[str]
    mods: frozenset[str]
    asks: frozenset[str]
    matters: frozenset[str]
    bodies: frozenset[str]
    kinds: tuple[tuple[Value, ...] | None, ...]
    """For each token the bodies of the kind that it names, None if it names none."""
    law: bool = False
    """Whether a law is named."""

    def of(self, kind: str, *values: str) -> tuple[Token, ...]:
        """The tokens that can be a word of ``kind`` with one of ``values``."""
        return tuple(t for t in self.tokens if t.means(kind, *values))


def clues_of(tokens: tuple[Token, ...], terms: Terms) -> Clues:
    """The clues of a question; ``bodies`` are the roles in the graph that every body it names has; "file" if it
    names one."""

    def values(kind: str) -> frozenset[str]:
        return frozenset(s.value for t in tokens for s in t.senses if s.kind == kind)

    strong = {s.value for t in tokens for s in t.senses if s.kind == "act" and t.text not in forms("weak_deed")}
    purposes = [
        terms.rows.get(iri, ("none",)) for t in tokens if t.sense("part", "purpose") for iri in terms.about(t.text)
    ]
    roles = [
        frozenset(r for s in t.senses if s.kind in ("org", "service") for r in terms.roles.get(s.iri, ()))
        for t in tokens
    ]
    kinds = tuple(class_at(tokens, i, terms) for i in range(len(tokens)))
    roles += [frozenset(r for v in some or () for r in terms.roles[v.iri]) for some in kinds]
    bodies = frozenset().union(*(r for r in roles if len(r) == 1)) if any(roles) else frozenset()
    if purposes and all(r == ("outsourcing",) for r in purposes):
        bodies |= {"task"}
    if purposes and all(r == ("provision",) for r in purposes):
        bodies |= {"given"}
    named = [t.text for t in tokens if t.sense("file", "part") and not t.sense("noun", "org", "service", "item", "law")]
    if any("/id/file/" in iri for text in named for iri in terms.about(text)):
        bodies |= {"file"}
    return Clues(
        tokens,
        values("act"),
        frozenset(strong),
        values("noun"),
        values("role"),
        values("contact"),
        values("mod"),
        values("ask"),
        frozenset(s.value for t in tokens if not t.sense("item", "file") for s in t.senses if s.kind == "matter"),
        bodies,
        kinds,
        any(t.sense("law") and not t.sense("noun") for t in tokens),
    )


def scene_of(clues: Clues) -> Scene | None:
    """The rows that the question is about; None if nothing in it points at any."""
    acts, nouns = clues.acts, clues.nouns
    if "clause" in nouns and (clues.matters or "policy" in nouns or clues.law):
        return Scene.CLAUSE
    if ("assess" in acts or "year" in nouns) and not ("cite" in acts or "clause" in nouns):
        return Scene.ASSESSMENT
    outsourcing = (
        "outsource" in acts or "processor" in nouns or "entrusted" in clues.strong or "outsourcing_period" in nouns
    )
    named = clues.bodies & {"recipient", "processor"} or any(t.sense("item") for t in clues.tokens)
    given = "receive" in clues.strong and "clause" not in nouns
    if (
        ("cite" in acts and not given and "file" not in nouns | clues.bodies and not (named and "clause" not in nouns))
        or ("clause" in nouns and "law" in nouns and not named)
        or denial(clues)
    ):
        return Scene.CLAUSE
    if "policy" in nouns and clues.mods & {"oldest", "newest"} and not acts & {"provide", "receive"}:
        return Scene.POLICY
    if clues.matters and not (clues.roles or clues.contacts) and (matter := _matter_scene(clues)):
        return matter
    if clues.roles and not (clues.roles == {"access"} and "right" in nouns):
        return Scene.CONTACT
    if (
        outsourcing
        or {"entrusted", "company"} <= acts | nouns
        or ("task" in clues.bodies and ("entrusted" in acts or "company" in nouns))
    ):
        return Scene.OUTSOURCING
    if "processor" in clues.bodies and not acts & {"provide", "receive"}:
        return Scene.OUTSOURCING
    if any(t.sense("someone") and not t.sense("org") for t in clues.tokens):
        return Scene.CONTACT
    if "delete" in acts and "how" in clues.asks:
        return Scene.POLICY
    if nouns & _POLICY_NOUNS and not acts & {"provide", "receive"}:
        return Scene.POLICY
    if ("given" in clues.bodies or "company" in nouns) and "keep" in acts and "hold" not in acts:
        return Scene.PROVISION
    if "provide" in acts or "recipient" in nouns or "recipient" in clues.bodies:
        return Scene.PROVISION
    if "receive" in clues.strong or ("receive" in acts and _asks_party(clues)):
        return Scene.PROVISION
    if (
        clues.contacts
        and "file" not in nouns
        and not acts & {"hold", "keep"}
        and not any(t.sense("item") and t.tail for t in clues.tokens if not t.means("contact"))
    ):
        return Scene.CONTACT
    known = any(t.sense("item", "file", "part", "law") for t in clues.tokens) or clues.mods & {
        "unique",
        "sensitive",
        "consent",
    }
    if (
        acts & {"hold", "keep", "base", "delete"}
        or known
        or nouns & {"item", "data", "law", "purpose", "retention", "file"}
    ):
        return Scene.HOLDING
    return Scene.POLICY if "policy" in nouns else None


def _matter_scene(clues: Clues) -> Scene | None:
    """Whole policies where a body or a yes is asked for ("CCTV를 운영하는 기관은?"), else what they state of it;
    None where the matter only limits what is provided or outsourced."""
    if clues.acts & {"provide", "receive", "outsource"} and "overseas-transfer" not in clues.matters:
        return None
    detailed = clues.nouns & {"item", "law", "purpose", "retention"} or clues.asks & {"how_long", "why", "what"}
    return Scene.HOLDING if detailed else Scene.POLICY


def negated(tokens: tuple[Token, ...], i: int) -> bool:
    """ "주소는 수집하지 않는", "but not addresses": the item at ``i`` is one that must not be among the others."""
    after = tokens[i + 1 : i + 3]
    korean = len(after) == 2 and after[0].means("act") and after[1].means("mod", "not")
    return korean or (tokens[i].text != "" and i > 0 and tokens[i - 1].text in forms("but_not"))


def denial(clues: Clues) -> bool:
    """ "쿠키를 사용하지 않는", "제3자에게 제공하지 않는다고 밝힌": a policy says that it does not."""
    if "not" not in clues.mods or "lacking" in clues.mods:
        return False
    if clues.matters:
        return True
    cookie = any(s.iri.endswith("/item/cookie") for t in clues.tokens for s in t.senses)
    return cookie or (
        bool(clues.acts & {"provide", "outsource"})
        and not any(t.sense("item") for t in clues.tokens)
        and "consent" not in clues.mods
    )


def _asks_party(clues: Clues) -> bool:
    """Whether 받는 goes with who: "주민등록번호를 받는 곳", but not "가입할 때 받는 항목"."""
    return bool(clues.asks & {"who", "where"} or clues.nouns & {"org", "company"}) and "controller" not in clues.bodies
