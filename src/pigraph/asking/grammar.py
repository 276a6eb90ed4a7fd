"""Step 2: from linked words to a meaning. What is asked for is told by question words and by the last noun; whose role
a body has, by its particle, the verb, and the roles that it has in the graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pigraph.asking.classes import asks_kind, is_class
from pigraph.asking.comparing import Ranking, asks_yes, beyond, choice_of, named, ranking_of, shape_of
from pigraph.asking.forms import forms
from pigraph.asking.limits import limits_of
from pigraph.asking.link import Linked
from pigraph.asking.model import PARTIES, Field, Limit, Meaning, Scene, Shape, Test
from pigraph.asking.scenes import Clues, clues_of, scene_of
from pigraph.asking.segment import Token
from pigraph.asking.terms import Terms

_FIELDS = {
    "item": Field.ITEM,
    "data": Field.ITEM,
    "law": Field.LAW,
    "purpose": Field.PURPOSE,
    "task": Field.PURPOSE,
    "retention": Field.RETENTION,
    "outsourcing_period": Field.PERIOD,
    "start": Field.START,
    "end": Field.END,
    "file": Field.FILE,
    "policy": Field.AGENCY,
    "effective": Field.START,
    "year": Field.YEAR,
    "right": Field.RIGHT,
    "destruction": Field.DESTRUCTION,
    "measure": Field.MEASURE,
    "audit": Field.AUDIT,
    "recipient": Field.RECIPIENT,
    "processor": Field.PROCESSOR,
}
_CONTACTS = {
    "phone": Field.PHONE,
    "mail": Field.MAIL,
    "fax": Field.FAX,
    "unit": Field.UNIT,
    "title": Field.TITLE,
    "person": Field.PERSON,
}
_ASKED = {"how_long": Field.RETENTION, "why": Field.PURPOSE}


@dataclass(frozen=True, slots=True)
class _Candidate:
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
    found = sorted(_joined(tokens, list(_candidates(tokens, clues, scene, limits))), key=lambda c: (-c.score, -c.at))
    if _defines(tokens, clues, limits):
        return None
    targets: list[Field] = []
    if found:
        # A second question ("어떤 법에 근거하나요?") is a column; the first one asked is the answer.
        strong = sorted((c for c in found if c.score >= 5), key=lambda c: c.at) or found[:1]
        targets = list(dict.fromkeys(c.field for c in strong))
    shape = shape_of(clues, scene, targets, limits, bool(linked.taken.months))
    if shape is Shape.LIST and asks_yes(clues, targets, limits):
        shape = Shape.EXISTS
    items = {x.test for x in limits if x.field is Field.ITEM}
    if items == {Test.IS_NOT}:
        return None  # a policy that is silent on an item does not say that the body has none of it
    if beyond(clues, limits, bool(linked.taken.months)):
        return None
    if not targets and (
        "how" in clues.asks
        or not limits
        or not (clues.acts or clues.nouns or clues.roles or clues.contacts or clues.mods)
        or (scene is Scene.HOLDING and not {x.field for x in limits} - {Field.AGENCY, Field.SERVICE})
    ):
        return None
    if not targets:
        targets = [_default(scene, limits)]
    if (
        shape is Shape.LIST
        and targets[0] is Field.AGENCY
        and any(x.field is Field.AGENCY and not is_class(x) for x in limits)
    ):
        others: list[Field] = [t for t in targets if t is not Field.AGENCY]
        shape = Shape.LIST if others else Shape.EXISTS
        targets = others or targets
    choice = choice_of(clues, limits) if shape in (Shape.LIST, Shape.EXISTS) else None
    if choice and (targets[0] in PARTIES or shape is Shape.EXISTS):
        shape, targets = Shape.LIST, [choice]
    if scene is Scene.CLAUSE and not limits and targets[0] is Field.AGENCY:
        return None
    ranking = Ranking(targets)
    if shape is Shape.TOP:
        ranking = ranking_of(clues, scene, limits, targets, lambda i, some: _noun_field(tokens, i, clues, scene, some))
    first = ranking.targets[0]
    limits = tuple(x for x in limits if x.field is not first or x.field not in PARTIES or _chosen(x, shape) or choice)
    return Meaning(scene, tuple(ranking.targets), limits, shape, ranking.descending, ranking.measured)


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
        field = _CONTACTS[contact.value] if contact else _noun_field(tokens, i, clues, scene, limits)
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
        field = _asked_field(tokens, i, value, clues, scene, limits)
        if field:
            yield _Candidate(8 if ask.value in _ASKED else 6, i, field)


def _noun_field(
    tokens: tuple[Token, ...], i: int, clues: Clues, scene: Scene, limits: tuple[Limit, ...]
) -> Field | None:
    noun = tokens[i].sense("noun")
    assert noun
    value = noun.value
    if value in ("org", "company") or (value in ("recipient", "processor", "policy") and scene is Scene.CLAUSE):
        return _party(tokens, i, clues, scene, limits)
    if value == "date":
        ends = "end" in clues.nouns
        return {Scene.ASSESSMENT: Field.YEAR, Scene.OUTSOURCING: Field.END if ends else Field.START}.get(
            scene, Field.START
        )
    if value == "thing":
        if any(t.means("noun", "item") and t.tail.startswith(forms("by")) for t in tokens[:i]):
            return Field.ITEM
        return {Scene.HOLDING: Field.FILE, Scene.PROVISION: Field.ITEM, Scene.OUTSOURCING: Field.PURPOSE}.get(scene)
    if value == "retention" and scene is Scene.OUTSOURCING:
        return Field.PERIOD
    if value == "task" and scene not in (Scene.OUTSOURCING,):
        return Field.FILE if scene is Scene.HOLDING else Field.PURPOSE
    if value == "law" and _is_basis(tokens, i):
        return None
    if value == "clause":
        return None
    if value in ("start", "end") and scene is not Scene.OUTSOURCING:
        return Field.RETENTION if value == "end" and scene in (Scene.HOLDING, Scene.PROVISION) else Field.START
    if value == "processor" and scene is Scene.PROVISION:
        return Field.RECIPIENT
    return _FIELDS.get(value)


def _is_basis(tokens: tuple[Token, ...], i: int) -> bool:
    """근거 in "동의를 근거로 하는 파일": a way to say by, not what is asked for, unless it is "무엇을 근거로"."""
    asked = i > 0 and tokens[i - 1].means("ask", "what", "which")
    return tokens[i].text in forms("basis") and tokens[i].tail.startswith(forms("by")) and not asked


def _third(token: Token) -> bool:
    """제3자에게: says that something is provided, not who is asked for."""
    return token.text.startswith(forms("third_party")) and (token.tail in forms("receiver") or token.text.isascii())


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


def _asked_field(
    tokens: tuple[Token, ...], i: int, ask: str, clues: Clues, scene: Scene, limits: tuple[Limit, ...]
) -> Field | None:
    if ask in ("who", "where") or (ask == "how_many" and tokens[i].text in forms("how_many_places")):
        return _party(tokens, i, clues, scene, limits)
    if ask == "what":
        if tokens[-1].text == "for":
            return Field.PURPOSE
        if any(t.means("act", "base") for t in tokens[i + 1 : i + 2]) or any(
            t.means("act", "base") for t in tokens[max(0, i - 1) : i]
        ):
            return Field.LAW
        if scene is Scene.OUTSOURCING:
            return Field.PURPOSE
        return Field.ITEM if scene in (Scene.HOLDING, Scene.PROVISION, Scene.ASSESSMENT) else None
    if ask == "how":
        destroys = "delete" in clues.acts or "destruction" in clues.nouns
        return Field.DESTRUCTION if scene is Scene.POLICY and destroys else None
    if ask == "how_long":
        return Field.PERIOD if scene is Scene.OUTSOURCING else Field.RETENTION
    if ask == "why":
        return Field.PURPOSE
    if ask in ("when", "until_when", "since_when"):
        if scene is Scene.OUTSOURCING:
            return Field.START if ask == "since_when" else Field.END
        if scene is Scene.ASSESSMENT:
            return Field.YEAR
        return Field.START if scene in (Scene.POLICY, Scene.CLAUSE) or ask == "since_when" else Field.RETENTION
    return None


def _party(tokens: tuple[Token, ...], i: int, clues: Clues, scene: Scene, limits: tuple[Limit, ...]) -> Field | None:
    """Which of the parties a word like 기관, 누구 or who asks for."""
    token = tokens[i]
    limited = {x.field for x in limits if not is_class(x)}
    company = any(t.means("noun", "company", "recipient", "processor") and not _third(t) for t in tokens)
    to = token.tail in forms("receiver") or token.text in forms("whom")
    to = to or (i > 0 and tokens[i - 1].text in forms("to_whom"))
    before = list(tokens[max(0, i - 3) : i])
    if scene is Scene.CONTACT:
        if token.means("ask", "who"):
            return Field.PERSON
        return Field.UNIT if Field.AGENCY not in limited or token.means("ask") else None
    if scene is Scene.PROVISION:
        if to and Field.RECIPIENT not in limited:
            return Field.RECIPIENT
        near = [t for t in before if t.means("act", "receive", "provide")][-1:]
        passive = any(t.tail.startswith(forms("passive")) for t in clues.of("act", "provide"))
        if Field.RECIPIENT in limited:
            return Field.AGENCY
        if near and near[0].means("act", "receive"):
            return Field.RECIPIENT
        if Field.AGENCY in limited or company or passive:
            return Field.RECIPIENT
        if near or token.text in forms("nominative_who") or (token.text == "who" and "receive" not in clues.acts):
            return Field.RECIPIENT if "receive" in clues.acts else Field.AGENCY
        holds = "receive" in clues.acts or ("keep" in clues.acts and "provide" not in clues.acts)
        return Field.RECIPIENT if holds or not token.means("noun", "org") else Field.AGENCY
    if scene is Scene.OUTSOURCING:
        names = any(t.means("noun", "processor") and (t.text.isascii() or t.tail in forms("object")) for t in tokens)
        if Field.PROCESSOR in limited or (names and token.means("noun", "org") and not token.means("noun", "company")):
            return Field.AGENCY
        if to or company or Field.AGENCY in limited or Field.SERVICE in limited or "entrusted" in clues.acts:
            return Field.PROCESSOR
        return Field.AGENCY if token.text not in forms("who") else Field.PROCESSOR
    return Field.AGENCY
