"""Names that a document prints in several ways: the misquoted and shortened ones mean the fuller one.

"온빛 아이돌봄 지원관한 조례" is "가람시 온빛아이돌봄 지원에 관한 조례" when the document (or the registry)
names that one and nothing else comes as near. Names that differ in a word that means something stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from pigraph.laws.registry import Law, loose, registry
from pigraph.laws.titles import LawKind, titles
from pigraph.text import fold

NEAREST = 95.0
"""Least `rapidfuzz` ratio (0–100) of two names, joining words and region left out, that count as one."""
_SHORTEST = 6
_MOST = 60
"""Distinct names of one document that are compared with each other."""


class Resemblance(Struct, frozen=True):
    """What the names of one document mean. ``place``: its controller, for names without their region."""

    place: str | None = None
    meant: Mapping[str, Law] = field(default_factory=dict)

    @classmethod
    def among(cls, laws: Iterable[Law], place: str | None = None) -> Resemblance:
        """The resemblance between the laws that a document names."""
        distinct = list({law.name: law for law in laws if law.kind is not LawKind.ACT}.values())[:_MOST]
        cores = [_core(law.name, place) for law in distinct]
        meant: dict[str, Law] = {}
        for i, law in enumerate(distinct):
            if law.known:
                continue
            like = [k for k in range(len(distinct)) if distinct[k].kind is law.kind and _alike(cores[i], cores[k])]
            best = max(like, key=lambda k: _fullness(distinct[k], cores[k], k), default=i)
            if best != i and (cores[i][0] or len({cores[k][0] for k in like if cores[k][0]}) < 2):
                meant[law.name] = distinct[best]
        return cls(place, meant)

    def resolve(self, law: Law) -> Law:
        """The law that an unregistered name means; ``law`` itself if that is not clear."""
        if law.known:
            return law
        near = registry().near(law.name)
        if not near and self.place and law.kind is LawKind.ORDINANCE:
            near = registry().near(f"{self.place} {law.name}")
        if near and near.kind is law.kind:
            return near
        return self.meant.get(law.name, law)


def _core(name: str, place: str | None) -> tuple[str, str]:
    """Region (folded, "" if none is printed) and the rest of a name without its joining words."""
    words = name.split()
    n = 0
    while n < len(words) - 1 and titles().region(fold(words[n])):
        n += 1
    region, rest = fold("".join(words[:n])), loose("".join(words[n:]))
    if not region and place and rest.startswith(loose(place)):
        region, rest = fold(place), rest[len(loose(place)) :]
    return region, rest


def _alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if one[0] and other[0] and one[0] != other[0]:
        return False
    if one[1] == other[1]:
        return True
    if min(len(one[1]), len(other[1])) < _SHORTEST:
        return False
    from rapidfuzz.fuzz import ratio  # costs more to import than most documents take to read

    return ratio(one[1], other[1], score_cutoff=NEAREST) > 0


def _fullness(law: Law, core: tuple[str, str], order: int) -> tuple[bool, bool, bool, int, int]:
    return law.known, bool(core[0]), "에관한" in fold(law.name), len(fold(law.name)), -order
