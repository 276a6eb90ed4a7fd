"""Step 2: from linked words to a meaning. What is asked for is told by question words and by the last noun; whose role
a body has, by its particle, the verb, and the roles that it has in the graph."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from pigraph.asking.classes import asks_kind, is_class
from pigraph.asking.comparing import Ranking, asks_yes, beyond, choice_of, named, ranking_of, shape_of
from pigraph.asking.forms import forms
from pigraph.asking.limits import limits_of
from pigraph.asking.link import Linked
from pigraph.asking.model import PARTIES, Field, Limit, Meaning, Scene, Shape, Test
from pigraph.asking.scenes import Clues, clues_of, scene_of
from pigraph.asking.segment import Token
from pigraph.asking.targets import CONTACTS, asked_field, noun_field
from pigraph.asking.terms import Terms

_SURE = frozenset({"how_long", "why"})
"""Question words that leave no doubt what is asked for."""


class _Candidate(Struct, frozen=True):
    score: float
    at: int
    field: Field


def meaning_of(linked: Linked, terms: Terms) -> Meaning | None:
    """What the question means; None if nothing is asked for that the graph has."""
    tokens = linked.tokens
    clues = clues_of(tokens, terms)
    scene = scene_of(clues)
    if scene is None:
        return None
    limits = limits_of(linked, clues, scene, terms)
    lengths = bool(linked.taken.months)
    asked = _asked_for(tokens, clues, scene, limits)
    if _defines(tokens, clues, limits) or beyond(clues, limits, lengths):
        return None
    if {x.test for x in limits if x.field is Field.ITEM} == {Test.IS_NOT}:
        return None  # a policy that is silent on an item does not say that the body has none of it
    if not asked and _says_nothing(clues, scene, limits):
        return None
    shape, targets = _shaped(clues, scene, asked, limits, lengths)
    choice = choice_of(clues, limits) if shape in (Shape.LIST, Shape.EXISTS) else None
    if choice and (targets[0] in PARTIES or shape is Shape.EXISTS):
        shape, targets = Shape.LIST, [choice]
    if scene is Scene.CLAUSE and not limits and targets[0] is Field.AGENCY:
        return None
    ranking = Ranking(targets)
    if shape is Shape.TOP:
        ranking = ranking_of(clues, scene, limits, targets, lambda i, some: noun_field(tokens, i, clues, scene, some))
    first = ranking.targets[0]
    limits = tuple(x for x in limits if x.field is not first or x.field not in PARTIES or _chosen(x, shape) or choice)
    return Meaning(scene, tuple(ranking.targets), limits, shape, ranking.descending, ranking.measured)


def _asked_for(tokens: tuple[Token, ...], clues: Clues, scene: Scene, limits: tuple[Limit, ...]) -> list[Field]:
    """What is asked for. A second question ("어떤 법에 근거하나요?") is a column; the first one asked is the answer."""
    found = sorted(_joined(tokens, list(_candidates(tokens, clues, scene, limits))), key=lambda c: (-c.score, -c.at))
    strong = sorted((c for c in found if c.score >= 5), key=lambda c: c.at) or found[:1]
    return list(dict.fromkeys(c.field for c in strong))


def _says_nothing(clues: Clues, scene: Scene, limits: tuple[Limit, ...]) -> bool:
    """Whether a question in which no word is asked for has too little to tell what it is about."""
    return (
        "how" in clues.asks
        or not limits
        or not (clues.acts or clues.nouns or clues.roles or clues.contacts or clues.mods)
        or (scene is Scene.HOLDING and not {x.field for x in limits} - {Field.AGENCY, Field.SERVICE})
    )


def _shaped(
    clues: Clues, scene: Scene, asked: list[Field], limits: tuple[Limit, ...], lengths: bool
) -> tuple[Shape, list[Field]]:
    """What is done with the rows, and the targets: what is asked for, or what such rows are asked for by default."""
    shape = shape_of(clues, scene, asked, limits, lengths)
    if shape is Shape.LIST and asks_yes(clues, asked, limits):
        shape = Shape.EXISTS
    targets = asked or [_default(scene, limits)]
    named_body = any(x.field is Field.AGENCY and not is_class(x) for x in limits)
    if shape is Shape.LIST and targets[0] is Field.AGENCY and named_body:
        others: list[Field] = [t for t in targets if t is not Field.AGENCY]
        return (Shape.LIST, others) if others else (Shape.EXISTS, targets)
    return shape, targets


def _chosen(limit: Limit, shape: Shape) -> bool:
    """Whether a body in the role that is asked for limits the answer: a yes is asked for, or a choice among some."""
    return (
        limit.test is not Test.IS
        or shape is Shape.EXISTS
        or is_class(limit)
        or (shape is Shape.TOP and named((limit,)) is not None)
    )


def _joined(tokens: tuple[Token, ...], found: list[_Candidate]) -> Iterator[_Candidate]:
    """ "기관과 그 법적 근거": what is joined to what is asked for is asked for as well."""
    for one in found:
        joined = tokens[one.at].tail in forms("joining") or (
            one.at + 1 < len(tokens) and tokens[one.at + 1].text in forms("between")
        )
        later = [c for c in found if c.at > one.at and c.at - one.at <= 4]
        yield replace(one, score=max(one.score, *(c.score for c in later))) if joined and later else one


def _defines(tokens: tuple[Token, ...], clues: Clues, limits: tuple[Limit, ...]) -> bool:
    """ "주민등록번호가 뭐야?", "가나유통은 어떤 회사인가요?": asks what something is, not what policies state."""
    if clues.acts or clues.contacts or clues.roles or "compare" in clues.mods:
        return False
    if any(t.tail in forms("defined") for t in tokens):
        return "what" in clues.asks
    if not clues.nouns:
        return "what" in clues.asks and "processor" not in clues.bodies
    bodies = {x.field for x in limits} <= {*PARTIES, Field.SERVICE}
    return bool(limits) and bodies and clues.nouns <= {"org", "company"}


def _default(scene: Scene, limits: tuple[Limit, ...]) -> Field:
    if scene is Scene.CONTACT:
        return Field.PHONE
    limited = {x.field for x in limits}
    if scene is Scene.PROVISION:
        return Field.RECIPIENT if Field.RECIPIENT not in limited else Field.ITEM
    if scene is Scene.OUTSOURCING:
        return Field.PROCESSOR if Field.PROCESSOR not in limited else Field.PURPOSE
    if scene is Scene.POLICY:
        return Field.AGENCY if Field.TOPIC in limited else Field.START
    return Field.AGENCY if Field.AGENCY not in limited else Field.FILE


def _candidates(
    tokens: tuple[Token, ...], clues: Clues, scene: Scene, limits: tuple[Limit, ...]
) -> Iterator[_Candidate]:
    taken: set[int] = set()
    for i, token in enumerate(tokens):
        noun = token.sense("noun")
        contact = token.sense("contact") if scene in (Scene.CONTACT, Scene.OUTSOURCING) else None
        if contact and scene is Scene.OUTSOURCING and (contact.value == "person" or "hold" in clues.acts):
            contact = None
        if not noun and not contact:
            continue
        field = CONTACTS[contact.value] if contact else noun_field(tokens, i, clues, scene, limits)
        if field is None:
            continue
        score, asked = _weight(tokens, i)
        if (
            noun
            and noun.value in ("data", "thing")
            and (score < 3 or (token.tail in forms("object") and not asked and (score < 5 or clues.asks)))
        ):
            continue
        if noun and noun.value == "data" and tokens[-1].text == "for":
            continue
        if contact:
            score += 4
        taken |= asked
        yield _Candidate(score, i, field)
    for i, token in enumerate(tokens):
        if scene is Scene.CONTACT or not token.means("mod", "unique", "sensitive"):
            continue
        score, asked = _weight(tokens, i)
        if score >= 5:
            yield _Candidate(score, i, Field.ITEM)
            taken |= asked
    for limit in filter(is_class, limits):
        if (at := asks_kind(tokens, limit.words)) is not None:
            among = at + 1 < len(tokens) and tokens[at + 1].text in forms("among")
            yield _Candidate(2 if among else 6, at, limit.field)
    for i, token in enumerate(tokens):
        ask = token.sense("ask")
        if not ask or i in taken:
            continue
        value = "what" if ask.value == "which" and token.tail.startswith(forms("some_thing")) else ask.value
        field = asked_field(tokens, i, value, clues, scene, limits)
        if field:
            yield _Candidate(8 if ask.value in _SURE else 6, i, field)


def _weight(tokens: tuple[Token, ...], i: int) -> tuple[float, set[int]]:
    """How likely the noun at ``i`` is what is asked for, and the question words that go with it."""
    score, asked = 1.0, set()
    back = i - 1
    while (
        back >= 0
        and i - back <= 3
        and not tokens[back].tail
        and tokens[back].sense("fill", "mod", "noun", "act", "item")
    ):
        if tokens[back].means("ask"):
            break
        back -= 1
    place = tokens[back].text in forms("how_many_places") and tokens[back].tail
    if back >= 0 and tokens[back].means("ask", "which", "what", "how_many") and i - back <= 4 and not place:
        score += 6
        asked.add(back)
    after = list(tokens[i + 1 :])
    rest = [
        j
        for j, t in enumerate(after, i + 1)
        if not t.means("fill") and not t.means("act", "state") and not t.means("contact", "person")
    ]
    if not rest or all(tokens[j].means("ask") for j in rest):
        score += 4
    if tokens[i].text.isascii() and all(t.means("fill") or t.means("contact", "person") for t in tokens[:i]):
        score += 5
    if tokens[i].text.startswith(forms("which_of")):
        score += 6
    # "정보는 언제 파기되나요", "정보는 어디에 위탁하나요" ask for a time, a body; "시행일은 언제" for the noun.
    others = () if tokens[i].means("noun", "data", "thing") else ("who", "where", "when")
    given = tokens[i].tail in forms("receiver") and tokens[i].means("noun", "org", "company")
    if rest and tokens[rest[0]].means("ask", "what", "which", *others) and not given:
        score += 5 if tokens[rest[0]].tail in forms("and_is") else 3
        asked.add(rest[0])
    return score, asked
