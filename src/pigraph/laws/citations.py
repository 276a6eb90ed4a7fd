"""Find the laws that a text cites, then resolve them: 동법, 같은 조, 법, 영, abbreviations, misquoted names.

`survey` goes over a whole document once and remembers which laws are named where; `find` reads the citations
of any part of it. Both keep source offsets: ``Citation.words`` is a slice of the words that were given.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from pigraph.laws import places
from pigraph.laws.misquotes import Resemblance
from pigraph.laws.names import REFERABLE, Mention, Reader, Ref, may_name
from pigraph.laws.places import Place
from pigraph.laws.registry import Law, registry
from pigraph.laws.titles import SUFFIXES, LawKind
from pigraph.text import INSERTED, Words, fold, joined

_SAME_PLACE = re.compile(r"(?<![가-힣])(?:동|같은)\s*+(?P<level>조|항|호)(?=\s*+제?\s*+[\d①-⑳가-하])")
_DEFINED = re.compile(
    r"\s*+\(\s*+이하\s*+[\"“‘'「『]?\s*+([가-힣A-Za-z0-9 ·]{1,20}?)\s*+[\"”’'」』]?\s*+(?:이?라\s*+[가-힣]{1,5})?\s*+\)"
)


class Citation(Struct, frozen=True):
    """One cited law or place in a law.

    ``law`` official name, or as printed if not ``known``; ``article`` "15" or "15의2", ``paragraph`` "1",
    ``item`` "4" or "3의2", ``point`` "가", ``annex`` "별지 제11호서식"; None = not printed. ``title``: the article
    title printed in parentheses. ``path``: the IRI path below ``…/id/``, ``law/개인정보보호법/제15조제1항제4호``.
    ``words``: exactly this citation, with the law's name (and its quotes) if printed here; for an article that
    is counted out of a range, the words of the range. ``carried``: law (and article) come from the citation before.
    """

    law: str
    kind: LawKind
    known: bool
    path: str
    words: Words
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    point: str | None = None
    annex: str | None = None
    title: str | None = None
    carried: bool = False


class _Cited(Struct, frozen=True):
    """A citation while it is read: its law, its place, and where it stands in the text."""

    law: Law
    begin: int
    end: int
    place: Place | None = None
    carried: bool = False


class Named(Struct, frozen=True):
    """Which laws a document names, and where. Made by `survey`.

    ``aliases``: names that the document defines itself (이하 "법"), folded; ``main``: the act it names most;
    ``place``: the controller, for ordinances named without their city.
    """

    aliases: Mapping[str, Law] = field(default_factory=dict)
    main: Law | None = None
    place: str | None = None
    _cited: tuple[tuple[int, _Cited], ...] = ()
    _resemblance: Resemblance = field(default_factory=Resemblance)

    @property
    def laws(self) -> tuple[Law, ...]:
        """The laws cited, in the order of their first mention."""
        return tuple({c.law.name: self._resemblance.resolve(c.law) for _, c in self._cited}.values())

    def _before(self, offset: int) -> Iterator[_Cited]:
        """What is cited before a source offset, nearest first."""
        for i in range(bisect_left(self._cited, offset, key=lambda c: c[0]) - 1, -1, -1):
            yield self._cited[i][1]


def survey(text: Words, place: str | None = None) -> Named:
    """Which laws a whole document names. ``place`` is its controller, such as a city, if known."""
    resolver = _Resolver(text, Named(place=place))
    mentions = resolver.mentions()
    laws = [m.law for m in mentions if m.law]
    acts = Counter(registry().act(law).name for law in laws if law.kind in _STATUTES)
    named = Named(
        aliases=resolver.aliases,
        main=registry().law(acts.most_common(1)[0][0]) if acts else None,
        place=place,
        _resemblance=Resemblance.among(laws, place),
    )
    cited = _Resolver(text, named).cited(mentions)
    placed = sorted(((_offset(text, c.begin), c) for c in cited), key=lambda c: c[0])
    return replace(named, _cited=tuple(placed))


def every(text: Words, place: str | None = None) -> tuple[Citation, ...]:
    """All citations of a whole document, as `find` gives them for its `survey`, read once instead of twice."""
    named = survey(text, place)
    return tuple(_citation(text, cited) for _, cited in named._cited)


def find(words: Words, named: Named | None = None, grounds: bool = False) -> tuple[Citation, ...]:
    """The citations in some words, in reading order. ``named`` is what the whole document names (`survey`).

    ``grounds``: the words are a cell or value of grounds, where a line may be the title of internal rules and no more.

    Accepted, by example: see `pigraph.laws.names.Reader.mentions` for names and `pigraph.laws.places.after_name`
    for places; also 동법 제3조, 같은 법 시행령, 같은 조 제4항, 법 제35조, 영 제30조, 시행령 제30조.
    Not citations: 제1조 without a law (the document's own articles), 관련 법령, 다른 법률, 개별법, 방법.
    """
    if not may_name(words.text) and not _SAME_PLACE.search(words.text):
        return ()
    resolver = _Resolver(words, named or Named(), grounds)
    return tuple(_citation(words, c) for c in resolver.cited(resolver.mentions()))


_STATUTES = (LawKind.ACT, LawKind.DECREE, LawKind.RULE)


class _Resolver:
    """Reads the citations of one text; what was named before it comes from ``named``."""

    def __init__(self, words: Words, named: Named, grounds: bool = False) -> None:
        self.aliases: dict[str, Law] = dict(named.aliases)
        self._words = words
        self._named = named
        self._book = registry()
        self._done: list[_Cited] = []
        self._reader = Reader(words.text, self._find, grounds)

    def mentions(self) -> list[Mention]:
        """The laws named, in reading order; definitions (이하 "법") are remembered on the way."""
        found = []
        for mention in self._reader.mentions():
            self._define(mention)
            found.append(mention)
        return found

    def cited(self, mentions: list[Mention]) -> list[_Cited]:
        """What is cited at these mentions and at 같은 조, in reading order."""
        anchors: list[tuple[int, Mention | re.Match[str]]] = [(m.begin, m) for m in mentions]
        anchors += [(m.start(), m) for m in _SAME_PLACE.finditer(self._reader.low)]
        end = 0
        for begin, anchor in sorted(anchors, key=lambda a: a[0]):
            if begin >= end:
                end = max(end, self._named_law(anchor) if isinstance(anchor, Mention) else self._same_place(anchor))
        return self._done

    def _named_law(self, mention: Mention) -> int:
        """Add what is cited at a mention; return where it ends, 0 if nothing is cited."""
        law = self._named._resemblance.resolve(mention.law) if mention.law else self._referred(mention.ref)
        if not law:
            return 0
        found = places.after_name(self._reader.low, mention.end)
        here = found.places
        if found.heading and not self._titled(law, here[0]):
            here = ()
        for place in here:
            begin = mention.begin if place.first else place.begin
            self._done.append(_Cited(law, begin, place.end, place, not place.first))
        if here:
            return found.end
        if mention.sure or (mention.ref and mention.ref.same and mention.ref.suffix):
            self._done.append(_Cited(law, mention.begin, mention.end))
            return mention.end
        return 0

    def _same_place(self, match: re.Match[str]) -> int:
        """Add what is cited by 같은 조 제4항 or 동항 제2호; return where it ends."""
        for last in self._antecedents():
            if last.place and last.place.article:
                break
        else:
            return match.end()
        kept = ("article", "paragraph", "item")[: "조항호".index(match["level"]) + 1]
        meant = Place(last.end, last.end, **{level: getattr(last.place, level) for level in kept})
        found = places.after_same(self._reader.low, match.end(), meant)
        for n, place in enumerate(found.places):
            begin = place.begin if n else match.start()
            self._done.append(_Cited(last.law, begin, place.end, place, True))
        return found.end

    def _define(self, mention: Mention) -> None:
        """Remember (이하 "법"이라 한다) right after a law."""
        law = self._named._resemblance.resolve(mention.law) if mention.law else None
        defined = _DEFINED.match(self._reader.low, mention.end) if law else None
        if law and defined:
            self.aliases.setdefault(fold(defined[1]), law)

    def _find(self, key: str) -> Law | None:
        alias = None if key in REFERABLE else self.aliases.get(key)
        return alias or self._book.by_key(key)

    def _referred(self, ref: Ref | None) -> Law | None:
        """The law that 동법, 법 시행령, 영, 같은 조례 … mean."""
        if ref is None:
            return None
        word = {"법률": "법", "영": "시행령"}.get(ref.word, ref.word)
        alias = None if ref.same else self.aliases.get(ref.word) or self.aliases.get(word)
        if word == "법":
            act = alias or (None if ref.same else self._named.main) or self._nearest_act()
            return self._book.derived(act, ref.suffix) if act and ref.suffix else act
        if alias:
            return alias
        if word in SUFFIXES:
            return self._carrying_out(word)
        if ref.same or word in ("조례", "규칙"):
            law = next((c.law for c in self._antecedents() if fold(c.law.name).endswith(word)), None)
            return self._book.law(f"{law.name} {ref.suffix}") if law and ref.suffix else law
        return None

    def _carrying_out(self, suffix: str) -> Law | None:
        """The decree or rule of the act that was named last."""
        kind = LawKind.DECREE if suffix == "시행령" else LawKind.RULE
        for cited in self._antecedents():
            if cited.law.kind in _STATUTES:
                act = self._book.act(cited.law)
                return cited.law if act is cited.law and act.kind is kind else self._book.derived(act, suffix)
        return self._book.derived(self._named.main, suffix) if self._named.main else None

    def _nearest_act(self) -> Law | None:
        return next((self._book.act(c.law) for c in self._antecedents() if c.law.kind in _STATUTES), None)

    def _antecedents(self) -> Iterator[_Cited]:
        yield from reversed(self._done)
        yield from self._named._before(_offset(self._words, 0))

    def _titled(self, law: Law, place: Place) -> bool:
        """True if the line of this place bears a title that the registry knows for the article."""
        low = self._reader.low
        line = low[place.begin : low.find("\n", place.end) if "\n" in low[place.end :] else len(low)]
        return any(fold(title) in fold(line) for title in self._book.titles(law, place.article or ""))


def _citation(words: Words, cited: _Cited) -> Citation:
    law, place = cited.law, cited.place or Place(cited.begin, cited.end)
    return Citation(
        law=law.name,
        kind=law.kind,
        known=law.known,
        path=f"{law.path}/{place.path}" if place.path else law.path,
        words=words[cited.begin : cited.end],
        article=place.article,
        paragraph=place.paragraph,
        item=place.item,
        point=place.point,
        annex=place.annex,
        title=joined(words.text[slice(*place.title)]) if place.title else None,
        carried=cited.carried,
    )


def _offset(words: Words, index: int) -> int:
    """The source offset of a character, or of the next one that has any."""
    for i in range(index, len(words.at)):
        if words.at[i] != INSERTED:
            return words.at[i]
    return 0
