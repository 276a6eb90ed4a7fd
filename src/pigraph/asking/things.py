"""What a question names that is no body: files and tasks, data items, laws, units, people whose data they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from msgspec.structs import replace

from pigraph.asking.forms import forms
from pigraph.asking.generic import only_says
from pigraph.asking.link import Linked
from pigraph.asking.model import Field, Limit, Scene, Test, Value
from pigraph.asking.phrases import calls, of_subject, row_class, whose_data
from pigraph.asking.scenes import Clues, denial, negated
from pigraph.asking.segment import Token
from pigraph.asking.terms import Terms
from pigraph.asking.words import Sense

_PIPA = "https://w3id.org/pigraph/id/law/개인정보보호법"
_WITH_FILES = (Scene.HOLDING, Scene.PROVISION, Scene.OUTSOURCING, Scene.ASSESSMENT)

Groups: TypeAlias = dict[int, tuple[str, ...]]
"""By the place of a token: what has it and its neighbours in one name; () for those neighbours."""


def groups_of(tokens: tuple[Token, ...], terms: Terms) -> Groups:
    """Neighbouring pieces of one name ("자원봉사 포털"): what has all of them, at the first of them."""
    groups: Groups = {}
    start: int | None = None
    for i, token in enumerate(tokens):
        named = token.sense("part", "file", "purpose", "service") is not None and not token.sense("item", "org", "act")
        if not named:
            start = None
            continue
        if start is not None:
            first = groups.get(start) or terms.pieces(tokens[start].text)
            common = tuple(x for x in first if x in terms.pieces(token.text))
            if common:
                groups[start], groups[i] = common, ()
        if start is None or i not in groups:
            start = i
        if token.tail:
            start = None
    return groups


def things_of(linked: Linked, clues: Clues, scene: Scene, terms: Terms, groups: Groups) -> Iterator[Limit]:
    """The limits to rows with the things that a question names; ``groups`` are those of `groups_of`."""
    tokens = linked.tokens
    places = linked.taken.places
    items: list[Limit] = []
    for i, token in enumerate(tokens):
        if i in groups:
            if groups[i]:
                rest = takewhile(lambda t: groups.get(t[0]) == (), enumerate(tokens[i + 1 :], i + 1))
                whole = replace(token, text=token.text + "".join(t.text for _, t in rest))
                yield from _named(whole, groups[i], terms, scene, together=True)
            continue
        if clues.kinds[i] is not None or (only_says(token.text) and not token.sense("item", "file")):
            continue
        if (whose := of_subject(token, scene, terms)) is not None:
            yield whose
            continue
        if _is_common(tokens, i, scene):
            continue
        if (whose := _subject(tokens, i, scene, terms)) is not None:
            yield whose
        elif token.sense("law") and not token.sense("noun"):
            yield _law(token, places)
            places = ()
        elif token.sense("file") and scene is Scene.HOLDING:
            yield from _named(token, _about(token, terms), terms, scene)
        elif (item := token.sense("item")) and not (
            token.sense("contact") and scene is Scene.OUTSOURCING and "hold" not in clues.acts
        ):
            if not (scene is Scene.CLAUSE and denial(clues)):
                _add_item(items, tokens, i, item)
        elif scene is Scene.CONTACT and (unit := token.sense("unit")):
            yield Limit(Field.UNIT, (Value(unit.label),), words=token.text)
        elif token.sense("file", "purpose", "part") and not token.sense("org", "service", "act", "mod"):
            yield from _named(token, _about(token, terms), terms, scene)
    yield from items
    if places:
        ours = tuple(Value(f"개인정보 보호법 {p}", f"{_PIPA}/{p}") for p in places)
        yield Limit(Field.LAW, ours, words=" ".join(places))


def _is_common(tokens: tuple[Token, ...], i: int, scene: Scene) -> bool:
    """Whether a word says what is asked for or how, and names nothing."""
    token = tokens[i]
    common = token.sense("noun", "ask", "role", "fill") and not token.sense("law", "file")
    if common and (not token.sense("item") or token.sense("noun")):
        return True
    if scene is Scene.CONTACT and token.sense("contact"):
        return True
    return token.means("contact", "person") and calls(tokens, i)


def _subject(tokens: tuple[Token, ...], i: int, scene: Scene, terms: Terms) -> Limit | None:
    """The limit to rows about people of a kind, where a word names them and no file."""
    subject = tokens[i].sense("subject")
    if subject is None or (scene is Scene.HOLDING and tokens[i].sense("file", "part", "fill")):
        return None
    if row_class(scene) not in terms.rows.get(subject.iri, ()) and not whose_data(tokens, i, scene):
        return None
    return Limit(Field.SUBJECT, (Value(subject.label, subject.iri),), words=tokens[i].text)


def _law(token: Token, places: Sequence[str]) -> Limit:
    """A law, or the ``places`` of it that the question names."""
    laws = [s for s in token.senses if s.kind == "law"]
    laws = laws[:1] if laws[0].value else laws
    cited = places or [""]
    values = (Value(f"{x.label} {p}".strip(), f"{x.iri}/{p}" if p and x.iri else x.iri) for x in laws for p in cited)
    return Limit(Field.LAW, tuple(values), words=token.text)


def _add_item(items: list[Limit], tokens: tuple[Token, ...], i: int, item: Sense) -> None:
    """One more item that rows must have; behind "or" an alternative of the one before."""
    test = Test.IS_NOT if negated(tokens, i) else Test.IS
    value = Value(item.label, item.iri)
    if items and (tokens[i - 1].tail in forms("alternative") or tokens[i - 1].text in forms("or")):
        items[-1] = Limit(Field.ITEM, (*items[-1].values, value), words=items[-1].words)
    else:
        items.append(Limit(Field.ITEM, (value,), test, words=tokens[i].text))


def _about(token: Token, terms: Terms) -> tuple[str, ...]:
    iris = tuple(s.iri for s in token.senses if s.kind in ("file", "purpose", "service")) + terms.about(token.text)
    return tuple(dict.fromkeys(iris))


def _named(token: Token, iris: tuple[str, ...], terms: Terms, scene: Scene, together: bool = False) -> Iterator[Limit]:
    stems = (token.text.removesuffix(name) for name in ("", *forms("site"))) if token.text not in forms("site") else ()
    found = {i: None for stem in stems for i in terms.about(stem) if "/id/service/" in i}
    at_all = () if token.text in forms("site") else iris
    services = [i for i in at_all if "/id/service/" in i] or ([] if together else list(found))
    if services:
        yield Limit(Field.SERVICE, tuple(Value(terms.labels[i], i) for i in services), words=token.text)
        return
    elsewhere: tuple[str, ...] = ()
    for find in (None, terms.pieces, terms.threads) if scene in _WITH_FILES else ():
        iris = find(token.text) if find else iris
        elsewhere = elsewhere or iris
        fitting = tuple(i for i in iris if row_class(scene) in terms.rows.get(i, (row_class(scene),)))
        if fitting:
            yield Limit(Field.WORDS, tuple(Value(terms.labels[i], i) for i in fitting), words=token.text)
            return
    if elsewhere and token.text not in (*forms("generic"), *forms("site")):
        # A task that is named and that nobody is entrusted with is not all of the tasks.
        yield Limit(Field.WORDS, tuple(Value(terms.labels[i], i) for i in elsewhere), words=token.text)
