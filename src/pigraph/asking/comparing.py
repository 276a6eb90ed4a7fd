"""What a question does with the rows: list, count, rank, intersect or compare them; and by what it ranks which."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from pigraph.asking.forms import forms
from pigraph.asking.model import PARTIES, Field, Limit, Meaning, Scene, Shape
from pigraph.asking.scenes import Clues
from pigraph.asking.segment import Token

_LENGTHS = frozenset({"longest", "shortest", "longer", "shorter", "long", "short"})
_AMOUNTS = frozenset({"most", "least", "greater", "fewer", "many"})
_TIMES = frozenset({"oldest", "newest"})
_RANKS = _LENGTHS | _AMOUNTS | _TIMES
_NEVER = 1_000_000
_VAGUE = frozenset({"long", "short", "many"})
_OF_TWO = frozenset({"longer", "shorter", "greater", "fewer", *_VAGUE})
_LOWEST = frozenset({"least", "shortest", "fewer", "shorter", "short", "oldest"})
_COUNTED = {Scene.PROVISION: Field.RECIPIENT, Scene.OUTSOURCING: Field.PROCESSOR}
_DATES = frozenset({Field.START, Field.END, Field.YEAR, Field.PERIOD})
_FIRST = {Scene.POLICY: Field.AGENCY, Scene.OUTSOURCING: Field.PROCESSOR, Scene.ASSESSMENT: Field.FILE}
_WHEN = {Scene.POLICY: Field.START, Scene.OUTSOURCING: Field.START, Scene.ASSESSMENT: Field.YEAR}
_PLAIN = frozenset({*PARTIES, Field.ITEM, Field.FILE})
_DEEDS = ("hold", "keep", "provide", "receive", "outsource", "entrusted", "assess")

NounField = Callable[[int, tuple[Limit, ...]], Field | None]
"""What a noun of the question, by its place, asks for."""


class Ranking(Struct, frozen=True):
    """What is ranked, by what, and whether the highest comes first."""

    targets: list[Field]
    measured: Field | None = None
    descending: bool = True


def shape_of(clues: Clues, scene: Scene, targets: list[Field], limits: tuple[Limit, ...], lengths: bool) -> Shape:
    """What is done with the rows. ``lengths``: the question names lengths of time, which are limits."""
    if "compare" in clues.mods:
        return Shape.COMPARE
    both = "common" in clues.mods
    together = any(t.text in forms("together") for t in clues.tokens)
    if any(x.field in PARTIES and _several(x) and (both or (together and x.field is Field.AGENCY)) for x in limits):
        return Shape.COMMON
    if clues.mods & _RANKS and not (lengths and clues.mods & _LENGTHS) and _ranks(clues, scene, limits):
        return Shape.TOP
    if "more" in clues.mods and not lengths and named(limits):
        return Shape.TOP
    if "how_many" in clues.asks:
        return Shape.COUNT
    return Shape.LIST if targets else Shape.EXISTS


def asks_yes(clues: Clues, targets: list[Field], limits: tuple[Limit, ...]) -> bool:
    """ "Does Garam share data with third parties?", "가람시는 업체에 처리를 맡기나요?": no word asks for one."""
    if clues.asks or not set(targets) <= _PLAIN or not any(x.field in (*PARTIES, Field.SERVICE) for x in limits):
        return False
    first, last = clues.tokens[0], clues.tokens[-1]
    korean = last.means("act", *_DEEDS) and last.tail.endswith(forms("asking"))
    return korean or first.text in forms("yes_or_no")


def _ranks(clues: Clues, scene: Scene, limits: tuple[Limit, ...]) -> bool:
    """The newest policy of one body is the one that is current: its date is asked for, not a ranking. 오래 ranks those
    that are named to choose among."""
    if clues.mods & _RANKS <= _VAGUE:
        return (named(limits) is not None or _first(clues)) and not clues.asks & {"how_long", "how_many"}
    if not clues.mods & _TIMES or clues.mods & (_LENGTHS | _AMOUNTS):
        return True
    alone = any(x.field in (Field.AGENCY, Field.SERVICE) and not _several(x) for x in limits)
    return scene in _WHEN and not (alone and scene is Scene.POLICY)


def _several(limit: Limit) -> bool:
    return len(limit.values) > 1 and len(limit.words.split()) > 1


def named(limits: tuple[Limit, ...]) -> Field | None:
    """The role in which a question names several bodies to choose among: "세무서와 가나유통 중에"."""
    return next((x.field for x in limits if x.field in PARTIES and _several(x)), None)


def least(meaning: Meaning) -> int:
    """How many of those that a question names must have a number: one alone is longer than no other, and silence is
    no number; none is enough where one of them is in no policy. To have more than one that states none is enough."""
    chosen = named(meaning.limits) is meaning.targets[0]
    if chosen and any(not v.iri for x in meaning.limits if x.field is meaning.targets[0] for v in x.values):
        return _NEVER
    counts = meaning.measured not in (Field.RETENTION, *_DATES)
    return 2 if chosen and not (counts and meaning.descending) else 1


def beyond(clues: Clues, limits: tuple[Limit, ...], lengths: bool) -> bool:
    """ "세무서보다 더 오래 보유하는 곳", "오래 보유하는 곳": beyond one, or beyond nothing that is said."""
    if any(t.means("mod", *_AMOUNTS) and _of_others(clues.tokens, i) for i, t in enumerate(clues.tokens)):
        return True
    vague = clues.mods & _RANKS and clues.mods & _RANKS <= _VAGUE and not clues.mods & {"more", "compare", "common"}
    if _first(clues) and not clues.mods & _RANKS:
        return True
    if vague and not named(limits) and not _first(clues) and not lengths and not clues.asks & {"how_long", "how_many"}:
        return True
    if not clues.mods & (_OF_TWO | {"more"}) or named(limits):
        return False
    return any(t.tail.startswith(forms("than")) and t.sense("org", "service", "part") for t in clues.tokens)


def _first(clues: Clues) -> bool:
    """가장 apart from what it goes with: "가장 항목이 많은 파일"."""
    return any(t.text in forms("superlative") and t.sense("fill") for t in clues.tokens)


def choice_of(clues: Clues, limits: tuple[Limit, ...]) -> Field | None:
    """The role of bodies that a question names to choose among: "세무서와 가나유통 중 … 곳은", "which of"."""
    asked = any(t.text in (*forms("among"), *forms("choice")) for t in clues.tokens)
    return named(limits) if asked else None


def _of_others(tokens: tuple[Token, ...], at: int) -> bool:
    """ "직원이 가장 많은 기관", "the most employees": what is to be counted is nothing that the rows have."""
    near = at + 1 if tokens[at].text.isascii() else at - 1
    if not 0 <= near < len(tokens) or tokens[near].means("noun") or tokens[near].means("act"):
        return False
    subject = tokens[near].tail.startswith(forms("subject_of")) if near < at else not tokens[near].sense("fill", "mod")
    return subject and tokens[near].sense("org", "service", "ask", "fill") is None


def ranking_of(
    clues: Clues, scene: Scene, limits: tuple[Limit, ...], targets: list[Field], noun_field: NounField
) -> Ranking:
    """What the targets are ranked by, and the targets without it: 곳 in "제공받는 곳이 가장 많은 기관"."""
    descending = not clues.mods & _LOWEST
    among = named(limits)
    chosen = [among] if among and (clues.mods & (_OF_TWO | {"more"}) or not targets or targets[0] in PARTIES) else None
    if clues.mods & _LENGTHS or not clues.mods & _RANKS:
        return Ranking(
            chosen or [t for t in targets if t is not Field.RETENTION] or [Field.FILE], Field.RETENTION, descending
        )
    if clues.mods & _TIMES and scene in _WHEN:
        measured = Field.END if "end" in clues.nouns else _WHEN[scene]
        rest = [t for t in targets if t not in _DATES] or [_FIRST[scene]]
        dated = set(targets) <= _DATES and not clues.nouns & {"policy", "org", "company"}
        asked = ("when" in clues.asks or dated) and not clues.asks & {"who", "where", "which"}
        return Ranking(chosen or ([measured] if asked else rest), measured, descending)
    measured, rest = _counted(clues, scene, limits, targets, noun_field)
    if among and chosen and measured in (among, Field.AGENCY, Field.RETENTION):
        measured = next((t for t in targets if t not in (among, Field.RETENTION)), Field.ITEM)
    return Ranking(chosen or rest, measured, descending)


def _counted(
    clues: Clues, scene: Scene, limits: tuple[Limit, ...], targets: list[Field], noun_field: NounField
) -> tuple[Field, list[Field]]:
    """What is counted, and of whom: the noun beside the word of ranking, and another."""
    tokens = clues.tokens
    at = next(i for i, t in enumerate(tokens) if t.means("mod", *_AMOUNTS))
    last = max((i for i, t in enumerate(tokens) if t.means("noun")), default=-1)
    if tokens[at].text.isascii() and at + 1 < len(tokens) and tokens[at + 1].means("noun"):
        field = _counts(tokens, at + 1, noun_field)
        if field is Field.AGENCY and scene in _COUNTED and _COUNTED[scene] not in targets:
            return _COUNTED[scene], [Field.AGENCY]
        others = [t for t in targets if t is not field]
        if field:
            default = Field.RECIPIENT if scene is Scene.PROVISION and field is Field.ITEM else Field.AGENCY
            return field, others or [default]
    beside = named(limits) and tokens[at].tail and at + 1 < len(tokens) and tokens[at + 1].means("noun")
    if beside and (field := _counts(tokens, at + 1, noun_field)):
        return field, targets
    after = at + 1 < last and tokens[at + 1].means("noun")
    for near in (at + 1, at - 1, at + 2) if after else (at - 1, at + 1, at + 2):
        if not 0 <= near < len(tokens) or not tokens[near].means("noun") or (near > at and near == last):
            continue
        field = _counts(tokens, near, noun_field)
        final = noun_field(last, limits) if last not in (-1, near) else None
        if field in (Field.RECIPIENT, Field.PROCESSOR) and final is field:
            final = Field.AGENCY
        goal = [final] if final and final is not field else [t for t in targets if t is not field]
        if field and goal:
            return field, goal
    default = _COUNTED.get(scene, Field.ITEM) if targets[0] is Field.AGENCY else Field.ITEM
    return (Field.AGENCY if targets[0] is default else default), targets


def _counts(tokens: tuple[Token, ...], i: int, noun_field: NounField) -> Field | None:
    if tokens[i].means("noun", "item", "data"):
        return Field.ITEM
    role = tokens[i].sense("noun")
    return Field(role.value) if role and role.value in ("recipient", "processor") else noun_field(i, ())
