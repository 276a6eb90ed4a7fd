"""What limits the rows: bodies in their roles, what is named, categories, consent, silences, lengths and dates."""

from __future__ import annotations

from collections.abc import Iterator

from pigraph.asking.classes import kind_of
from pigraph.asking.forms import forms
from pigraph.asking.generic import generic_words
from pigraph.asking.link import Linked
from pigraph.asking.model import PARTIES, Field, Limit, Scene, Test, Value
from pigraph.asking.phrases import again
from pigraph.asking.scenes import Clues, denial
from pigraph.asking.segment import Token
from pigraph.asking.terms import Terms
from pigraph.asking.things import Groups, groups_of, things_of

_ID = "https://w3id.org/pigraph/id/"
_NS = "https://w3id.org/pigraph/ns#"
_DPV = "https://w3id.org/dpv#"
_CATEGORIES = {"unique": ("고유식별정보", f"{_NS}UniqueIdentifier"), "sensitive": ("민감정보", f"{_NS}SensitiveInfo")}
_NECESSITY = {"required": ("필수", f"{_DPV}Required"), "optional": ("선택", f"{_DPV}Optional")}
_TOPICS = {"outsource": "outsourcing", "provide": "provision", "assess": "pia"}
_NOUN_TOPICS = {
    "retention": "retention",
    "purpose": "purpose",
    "destruction": "destruction",
    "measure": "safeguards",
    "right": "rights",
    "item": "items",
}
_TESTS = {"more": Test.MORE, "at_least": Test.AT_LEAST, "less": Test.LESS, "at_most": Test.AT_MOST}
_BOUNDS = (("from_date", Field.START), ("until_date", Field.END))
_MEASURES = frozenset({"technical", "physical", "organisational"})
_ROLE_OF = {Field.AGENCY: "controller", Field.RECIPIENT: "recipient", Field.PROCESSOR: "processor"}
_SILENT = {
    "law": "hasLegalBasis",
    "purpose": "hasPurpose",
    "retention": "hasStorageCondition",
    "item": "hasPersonalData",
    "processor": "hasDataProcessor",
}


def limits_of(linked: Linked, clues: Clues, scene: Scene, terms: Terms) -> tuple[Limit, ...]:
    """Every condition that the question puts on the rows of ``scene``."""
    groups = groups_of(linked.tokens, terms)
    found = [
        *_bodies(linked, clues, scene, terms, groups),
        *things_of(linked, clues, scene, terms, groups),
        *_qualities(linked, clues, scene),
        *_silences(linked, scene),
        *_topics(clues, scene),
        *_people(linked, clues, scene),
        *_measures(clues, scene),
        *_numbers(linked, clues, scene),
    ]
    return tuple(dict.fromkeys(_owned(list(_together(found)), terms)))


def _owned(limits: list[Limit], terms: Terms) -> Iterator[Limit]:
    """Files and tasks of the body that is named, if it has any of that name, or of a generic word in it (회원 of
    회원 정보); words for a site say nothing beside it."""
    whose = (Field.AGENCY, Field.SERVICE)
    owners = [f"/{v.iri.rpartition('/')[2]}/" for x in limits if x.field in whose for v in x.values if v.iri]
    for limit in limits:
        if limit.field is Field.SERVICE and owners and limit.words in forms("site"):
            continue
        if limit.field is Field.WORDS and owners:
            near = [Value(terms.labels[iri], iri) for word in generic_words(limit.words) for iri in terms.pieces(word)]
            named = [[v for v in some if any(owner in v.iri for owner in owners)] for some in (limit.values, near)]
            own = tuple(named[0] or named[1])
            if own:
                yield Limit(limit.field, own, limit.test, limit.words)
            elif limit.words not in ("", *forms("site")):
                yield limit
        else:
            yield limit


def _together(limits: list[Limit]) -> Iterator[Limit]:
    """Several bodies in one role are alternatives: no row has two of them."""
    merged: dict[Field, Limit] = {}
    for limit in limits:
        if limit.field in PARTIES and limit.test is Test.IS:
            before = merged.get(limit.field)
            values = dict.fromkeys((*(before.values if before else ()), *limit.values))
            words = f"{before.words} {limit.words}" if before else limit.words
            merged[limit.field] = Limit(limit.field, tuple(values), words=words)
    yield from merged.values()
    yield from (x for x in limits if x.field not in merged)


def _bodies(linked: Linked, clues: Clues, scene: Scene, terms: Terms, groups: Groups) -> Iterator[Limit]:
    for i, token in enumerate(linked.tokens):
        if i in groups:
            continue
        if (some := clues.kinds[i]) is not None:
            held = tuple(dict.fromkeys(role for v in some for role in terms.roles[v.iri]))
            field = _role(linked.tokens, i, clues, scene, held)
            role = _ROLE_OF[field]
            some = tuple(v for v in some if role in terms.roles[v.iri])
            yield Limit(field, some or (Value(token.text),), words=kind_of(token))
            continue
        senses = [s for s in token.senses if s.kind in ("org", "service")]
        if not senses or (token.sense("noun", "role") and not any(s.iri in terms.roles for s in senses)):
            continue
        if any(s.kind == "org" and s.value == "kind" for s in senses) and token.sense("noun"):
            continue
        fields: dict[Field, list[Value]] = {}
        for sense in senses:
            field = (
                Field.SERVICE
                if sense.kind == "service"
                else _role(linked.tokens, i, clues, scene, terms.roles.get(sense.iri, ()))
            )
            fields.setdefault(field, []).append(Value(sense.label, sense.iri))
        if len(fields) > 1 and Field.AGENCY in fields and Field.SERVICE not in fields:
            # A short form of several bodies: no row has one as its body and another as its recipient.
            gets = token.tail in forms("receiver") or ("receive" in clues.acts and not _gives(linked.tokens, i))
            fields = {f: some for f, some in fields.items() if (f is not Field.AGENCY) == gets}
        for field, values in fields.items():
            yield Limit(field, tuple(values), words=token.text)


def _role(tokens: tuple[Token, ...], i: int, clues: Clues, scene: Scene, roles: tuple[str, ...]) -> Field:
    token = tokens[i]
    if scene is Scene.PROVISION:
        if "controller" not in roles:
            return (
                Field.RECIPIENT
                if roles or token.tail in forms("receiver") or ("receive" in clues.acts and not _gives(tokens, i))
                else Field.AGENCY
            )
        if "recipient" in roles and (
            token.tail in forms("receiver") or ("receive" in clues.acts and "provide" not in clues.acts)
        ):
            return Field.RECIPIENT
        return Field.AGENCY
    if scene is Scene.OUTSOURCING:
        if "controller" not in roles:
            return Field.PROCESSOR if roles or token.tail in forms("receiver") else Field.AGENCY
        if "processor" in roles and token.tail in forms("receiver"):
            return Field.PROCESSOR
    return Field.AGENCY


def _gives(tokens: tuple[Token, ...], i: int) -> bool:
    """ "부산시로부터", "부산시에서 제공받은": the body gives."""
    return tokens[i].tail.startswith(forms("giver"))


def _qualities(linked: Linked, clues: Clues, scene: Scene) -> Iterator[Limit]:
    """Kinds of data, what is required, by consent or automatic, and matters such as cameras and cookies."""
    for mod, (label, iri) in (*_CATEGORIES.items(), *_NECESSITY.items()):
        if mod in clues.mods and not (mod in _NECESSITY and scene is Scene.CONTACT):
            yield Limit(Field.CATEGORY if mod in _CATEGORIES else Field.NECESSITY, (Value(label, iri),), words=label)
    if "consent" in clues.mods and scene in (Scene.HOLDING, Scene.PROVISION):
        without = any(t.text in forms("without") for t in linked.tokens)
        yield Limit(
            Field.CONSENT, (Value("정보주체 동의", f"{_DPV}Consent"),), Test.IS_NOT if without else Test.IS, "동의"
        )
    if "automatic" in clues.mods and scene is Scene.HOLDING:
        yield Limit(Field.TOPIC, (Value("자동 수집 장치", f"{_ID}topic/auto-collection"),), words="자동")
    if clues.matters and scene is not Scene.CLAUSE:
        named = [s for t in linked.tokens for s in t.senses if s.kind == "matter" and s.value in clues.matters]
        found = {s.value: Value(s.label, f"{_ID}topic/{s.value}") for s in named}
        yield Limit(Field.TOPIC, tuple(found.values()), words=named[0].label)


def _silences(linked: Linked, scene: Scene) -> Iterator[Limit]:
    """ "법적 근거가 없는", "보유기간을 밝히지 않은": a noun of a field right before a word of lacking."""
    tokens = [t for t in linked.tokens if not t.means("fill") and not t.means("act", "state")]
    for i, token in enumerate(tokens):
        noun = next((s.value for s in token.senses if s.kind == "noun" and s.value in _SILENT), None)
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        before = tokens[i - 1] if i else None
        korean = after is not None and after.means("mod", "lacking", "not")
        english = token.text.isascii() and before is not None and before.means("mod", "lacking", "not")
        if noun and (korean or english) and scene in (Scene.HOLDING, Scene.PROVISION, Scene.OUTSOURCING):
            yield Limit(Field(noun), (Value(token.text, f"{_DPV}{_SILENT[noun]}"),), Test.SILENT, token.text)


def _topics(clues: Clues, scene: Scene) -> Iterator[Limit]:
    """The matters of the clauses that are asked for, and whether they deny them."""
    if scene is not Scene.CLAUSE:
        return
    names = [topic for act, topic in _TOPICS.items() if act in clues.acts]
    names += [_NOUN_TOPICS[n] for n in sorted(clues.nouns) if n in _NOUN_TOPICS]
    names += [s.value for t in clues.tokens for s in t.senses if s.kind in ("topic", "matter")]
    names += ["auto-collection" for t in clues.tokens for s in t.senses if s.iri.endswith("/item/cookie")]
    if names:
        yield Limit(Field.TOPIC, tuple(Value(n, f"{_ID}topic/{n}") for n in dict.fromkeys(names)), words=names[0])
    if denial(clues):
        yield Limit(Field.DENIED, (Value("하지 않음", f"{_DPV}NotApplicable"),), words="않")


def _people(linked: Linked, clues: Clues, scene: Scene) -> Iterator[Limit]:
    """Processors of processors; people by name, else by their role."""
    if scene is Scene.OUTSOURCING and any(again(linked.tokens, i) for i in range(len(linked.tokens))):
        yield Limit(Field.ROLE, (Value("again"),), words="재위탁")
    if scene is not Scene.CONTACT:
        return
    people = [s for t in linked.tokens if not t.sense("org") for s in t.senses if s.kind == "someone"]
    if people:
        yield Limit(Field.PERSON, tuple(Value(s.label) for s in people), words=people[0].label)
    else:
        yield from (Limit(Field.ROLE, (Value(role),), words=role) for role in sorted(clues.roles)[:1])


def _measures(clues: Clues, scene: Scene) -> Iterator[Limit]:
    for name in sorted(clues.mods & _MEASURES) if scene is Scene.POLICY else ():
        yield Limit(Field.MEASURE, (Value(name, f"{_DPV}has{name.capitalize()}Measure"),), words=name)


def _numbers(linked: Linked, clues: Clues, scene: Scene) -> Iterator[Limit]:
    taken = linked.taken
    test = next((_TESTS[m] for m in ("more", "at_least", "less", "at_most") if m in clues.mods), Test.IS)
    for months in taken.months:
        if scene in (Scene.HOLDING, Scene.PROVISION):
            yield Limit(Field.MONTHS, (Value(str(months)),), test, f"{months}")
    if "forever" in clues.mods:
        yield Limit(Field.MONTHS, (Value("endless", f"{_DPV}EndlessDuration"),), Test.IS, "영구")
    before, after = "before" in clues.mods, bool({"after", "since_when"} & clues.mods)
    when = Test.LESS if before else Test.AT_LEAST if after else Test.IS
    for day in (*taken.dates, *taken.years):
        field = {Scene.ASSESSMENT: Field.YEAR, Scene.OUTSOURCING: Field.PERIOD}.get(scene, Field.START)
        if scene is Scene.OUTSOURCING:
            field = next((f for bound, f in _BOUNDS if (day, bound) in taken.bounds), field)
        yield Limit(field, (Value(day),), when, day)
