"""The published vocabularies (``ontology/vocabulary/*.ttl``) as a lexicon: from printed wordings to concepts.

What is published as a label lives in Turtle; how labels are taken apart lives in ``data/lexicon/labels.toml``.
All look-ups fold first (`pigraph.text.fold`): white space, quotes, letter case and the kind of middle dot
do not matter. A wording that two concepts share is a broken vocabulary, not a guess.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from pigraph import resources
from pigraph.errors import DataError
from pigraph.lexicon.labels import LabelReader, LabelWords
from pigraph.text import fold

ID = "https://w3id.org/pigraph/id/"
_FILES = ("data-items", "events", "subjects", "topics", "rights", "recipient-kinds")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_READ = {_SKOS + name: name for name in ("prefLabel", "altLabel", "notation", "member")}

_PHRASE = 200
"""Characters of a retention phrase that comes again; longer ones are not remembered."""
_PARTICLE = re.compile(r"(?<=[가-힣])(?:[을를이가은는의에]|에서)(?=\s)")
_NOT_LETTERS = re.compile(r"[^0-9a-z가-힣]")
_BRACKETS = re.compile(r"\([^()]*\)\s*$")
_LISTED = re.compile(r"\s*(?:,|/|·|및|또는)\s*")


class Vocabulary:
    """Concepts by their wordings. A scheme is a path segment: item, event, subject, topic, right, org-type."""

    def __init__(self, turtle: Iterable[str], words: Mapping[str, Mapping[str, list[str]]]) -> None:
        """``turtle``: the texts of the vocabulary files; ``words``: the tables of ``labels.toml``."""
        self._words = words
        self._labels: dict[tuple[str, str], dict[str, str]] = {}
        self._wordings: dict[str, list[tuple[str, str]]] = {}
        self._names: dict[str, dict[str, str]] = {}
        self._kinds: dict[str, str] = {}
        self._groups: dict[str, str] = {}
        self._known_event = lru_cache(maxsize=4096)(self._find_event)
        for text in turtle:
            self._load(text)

    def _load(self, text: str) -> None:
        for triple in parse(text, RdfFormat.TURTLE):
            name, subject, value = _READ.get(triple.predicate.value), triple.subject, triple.object
            if name is None or not isinstance(subject, NamedNode):
                continue
            scheme, _, slug = subject.value[len(ID) :].partition("/")
            if isinstance(value, NamedNode):
                self._groups[value.value.rpartition("/")[2]] = slug
            elif isinstance(value, Literal):
                wording = value.value
                if name == "notation":
                    self._kinds[wording] = slug
                    continue
                language = value.language or ""
                labels = self._labels.setdefault((scheme, slug), {})
                if name == "prefLabel":
                    labels[language] = wording
                elif language == "en":
                    labels.setdefault(language, wording)
                if language == "ko":
                    self._wordings.setdefault(scheme, []).append((wording, slug))

    def names(self, scheme: str) -> Mapping[str, str]:
        """Folded wording → slug, of one scheme. Raises `DataError` when two concepts share a wording."""
        if scheme not in self._names:  # folded on first use: most runs need few schemes
            names: dict[str, str] = {}
            for wording, slug in self._wordings.get(scheme, ()):
                if (other := names.setdefault(fold(wording), slug)) != slug:
                    raise DataError(
                        f"The vocabulary has “{wording}” for both {scheme}/{other} and {scheme}/{slug}.",
                        "Keep the label with one of them in ontology/vocabulary/.",
                    )
            self._names[scheme] = names
        return self._names[scheme]

    @cached_property
    def _reader(self) -> LabelReader:
        words = {key: tuple(map(fold, some)) for key, some in self._words["item"].items()}
        owners = {*words["owners"], *(n for n in self.names("subject") if len(n) > 1)}.difference(words["not_owners"])
        return LabelReader(
            self.names("item"),
            LabelWords(
                frozenset(owners),
                words["clauses"],
                words["joiners"],
                words["after"],
                frozenset(words["alone"]),
                frozenset(words["replaced"]),
            ),
        )

    @cached_property
    def _events(self) -> list[tuple[str, str]]:
        wordings = {_NOT_LETTERS.sub("", w): slug for w, slug in self.names("event").items()}
        return sorted(wordings.items(), key=lambda pair: (-len(pair[0]), pair[0]))

    @cached_property
    def _recipient(self) -> dict[str, tuple[str, ...]]:
        return {key: tuple(map(fold, some)) for key, some in self._words["recipient"].items()}

    def slugs(self, scheme: str) -> tuple[str, ...]:
        """The concepts of a scheme, in the order of the files."""
        return tuple(slug for of, slug in self._labels if of == scheme)

    def label(self, scheme: str, slug: str, language: str = "ko") -> str | None:
        """The label of a concept in ``ko`` or ``en``: the preferred one, else the first alternative one."""
        return self._labels.get((scheme, slug), {}).get(language)

    def items(self, label: str) -> tuple[str, ...]:
        """The data items of one printed label, several for a composite one; () when it is not understood."""
        return self._reader.read(label)

    def knows_item(self, text: str) -> bool:
        """True when `items` understands ``text``."""
        return bool(self._reader.read(text))

    def category(self, slug: str) -> str | None:
        """The working class of an item: unique-identifier, sensitive, sensitive-by-context, unspecific,
        authentication, financial, video, automatic, general or non-personal; None for other slugs."""
        return self._groups.get(slug)

    def event(self, text: str) -> str | None:
        """The event whose wording occurs in a retention phrase: the longest one, then the last one.

        Blanks, middle dots and particles do not matter: "수집 목적을 달성할 때까지" has 목적 달성.
        """
        return self._known_event(text) if len(text) <= _PHRASE else self._find_event(text)

    def _find_event(self, text: str) -> str | None:
        best: tuple[int, int, str] | None = None
        for key in {_NOT_LETTERS.sub("", fold(t)) for t in (text, _PARTICLE.sub("", text))}:
            for wording, slug in self._events:
                if best and len(wording) < best[0]:
                    break
                at = key.rfind(wording)
                if at >= 0 and (best is None or (len(wording), at) > best[:2]):
                    best = (len(wording), at, slug)
        return best[2] if best else None

    def subject(self, text: str) -> str | None:
        """The group of people that ``text`` names, or whose name ends it ("서비스 신청자 정보").

        비회원 is no member: a group right after a negating 비 is not that group.
        """
        names = self.names("subject")
        key = fold(text).strip("[]()-:")
        if key in names:
            return names[key]
        key = fold(_BRACKETS.sub("", text.strip())).strip("[]-:")
        for ending in map(fold, self._words["subject"]["endings"]):
            key = key.removesuffix(ending) if key not in names else key
        for at in range(max(0, len(key) - 20), len(key) - 1):
            if key[at:] in names:
                return names[key[at:]] if key[at - 1 : at] != "비" else None
        return None

    def recipient_kind(self, name: str) -> bool:
        """True when ``name`` is a kind of body (법원, 각급 학교, …업체, …하는 기관), not one named body."""
        words, kinds = self._recipient, self.names("org-type")
        key = fold(name)
        if key in kinds:
            return True
        if any(mark in key for mark in words["named"]):
            return False
        bare = " ".join(_BRACKETS.sub("", name.strip()).split())
        key = fold(bare)
        for ending in words["endings"]:
            if key.endswith(ending) and len(key) > len(ending):
                # "경찰서 등" is a kind as 경찰서 is; "… 등 관계기관" always is one.
                return len(ending) > 1 or self.recipient_kind(re.sub(r"\s*등\s*$", "", bare))
        if key in kinds or key.endswith(words["heads"]):
            return True
        if any(key.startswith(lead) and key[len(lead) :] in (*kinds, *words["nouns"]) for lead in words["leads"]):
            return True
        parts = [p for p in _LISTED.split(bare) if p]
        if len(parts) > 1 and all(self.recipient_kind(p) for p in parts):
            return True
        before, _, last = bare.rpartition(" ")
        noun = fold(last) in words["nouns"] or fold(last) in kinds
        return noun and fold(before).endswith(words["clauses"])

    def topic(self, section_kind: str) -> str | None:
        """The topic of a kind of section ("children" → "child"); None for a kind without one."""
        return self._kinds.get(section_kind)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabularies of pigraph, read once. Raises `DataError` when a file is missing or broken."""
    texts = [resources.path("ontology", "vocabulary", f"{n}.ttl").read_text(encoding="utf-8") for n in _FILES]
    with resources.path("data", "lexicon", "labels.toml").open("rb") as file:
        words: dict[str, Any] = tomllib.load(file)
    try:
        return Vocabulary(texts, words)
    except SyntaxError as e:
        raise DataError(f"A file of ontology/vocabulary/ is not Turtle: {e}", "Repair it.") from e
