"""The registry of laws: official names, abbreviations, and the titles of articles in their time.

The data are CSV files (``data/laws/README.md``). Any number of folders are read as one registry, so that a
user's own laws can stand beside the shipped ones. A name that would mean two laws is an error, not a guess.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pigraph import resources
from pigraph.errors import DataError
from pigraph.laws.imported import DELETED, Imported
from pigraph.laws.titles import SUFFIXES, LawKind, titles
from pigraph.text import fold, joined, unify_middots

_FORBIDDEN = re.compile(r"[<>\"{}|\\^%/?#`]")
_DATES = ("from", "to", "successor", "complete")
_LOOSE = re.compile(r"에?관한|[의및등와과·]")
_FOLDERS = {LawKind.ORDINANCE: "자치법규", LawKind.NOTICE: "행정규칙"}


def slug(name: str) -> str:
    """A law's name as one IRI path segment: NFC, no white space, middots as ㆍ (U+318D), ``<>"{}|\\^%/?#`` as -."""
    text = unify_middots("".join(unicodedata.normalize("NFC", name).split()), "ㆍ")
    return _FORBIDDEN.sub("-", text)


class Law(Struct, frozen=True):
    """One law. ``known``: it is in the registry; else ``name`` is as printed and ``kind`` is told by its ending."""

    name: str
    kind: LawKind
    known: bool = True
    short: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    address: str = ""
    start: str | None = None
    """In force under this name from this ISO date; None = not recorded."""
    end: str | None = None
    """Repealed or renamed on this date (exclusive); None = not recorded or still in force."""
    successor: str = ""
    """The name of what took its place."""
    complete: str | None = None
    """From this date on every article is recorded; None = only some are."""

    @property
    def path(self) -> str:
        """The IRI path below ``…/id/``: ``law/개인정보보호법``, ``ordinance/가람시생활임금조례``."""
        return f"{'ordinance' if self.kind is LawKind.ORDINANCE else 'law'}/{slug(self.name)}"

    @property
    def url(self) -> str:
        """The page at law.go.kr: the one given in the data, else built from the name."""
        return self.address or f"https://www.law.go.kr/{_FOLDERS.get(self.kind, '법령')}/{slug(self.name)}"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of this law, the official one first."""
        return (self.name, *self.short, *self.variants)


class Article(Struct, frozen=True):
    """The title of one article (제15조, 제15조의2, 별지 제11호서식) while it was in force.

    ``start`` and ``end`` are ISO dates, ``end`` exclusive; None = not recorded (``end``: still in force).
    """

    law: str
    article: str
    title: str
    start: str | None = None
    end: str | None = None

    def holds(self, date: str | None) -> bool:
        """True if this title may be the one of ``date`` (ISO); without a date, if it has no known end."""
        if date is None:
            return self.end is None
        return (self.start is None or self.start <= date) and (self.end is None or date < self.end)

    @property
    def deleted(self) -> bool:
        """True if this row says that the article was deleted (삭제)."""
        return self.title == DELETED


class Registry:
    """Laws by name. Build one with `registry` or `Registry.load`."""

    def __init__(
        self, laws: Iterable[Law], article_files: Iterable[Path] = (), imported: Imported | None = None
    ) -> None:
        self.laws: tuple[Law, ...] = _merged(laws)
        self._article_files = tuple(article_files)
        self._imported = imported
        self._keys: dict[str, Law] = {}
        for law in self.laws:
            for name in law.names:
                other = self._keys.setdefault(fold(name), law)
                if other is not law:
                    raise DataError(
                        f"The name {name} means two laws: {other.name} and {law.name}.",
                        "Take it out of one of them in data/laws/.",
                    )

        if imported is not None:
            self._take(imported)

    def _take(self, imported: Imported) -> None:
        """The laws of a bulk index behind the others: a name that is taken keeps its meaning, a law its own dates."""
        own = {fold(law.name): law for law in self.laws}
        for name, kind, complete in imported.laws():
            key = fold(name)
            law = own.get(key)
            if law is not None:
                fuller = replace(law, complete=law.complete or complete)
                self._keys.update({fold(n): fuller for n in law.names})
                own[key] = fuller
            elif key not in self._keys:
                own[key] = self._keys[key] = Law(name, kind, complete=complete)
        self.laws = tuple(own.values())

    @classmethod
    def load(cls, *folders: Path, imported: Imported | None = None) -> Registry:
        """The registry made of all ``laws*.csv`` and ``articles*.csv`` in ``folders``, and of a bulk index.

        Raises `DataError` for an unreadable row, an unknown kind, or a name that means two laws.
        Articles are read when the first one is asked for.
        """
        laws = [law for folder in folders for file in sorted(folder.glob("laws*.csv")) for law in _read_laws(file)]
        return cls(laws, (file for folder in folders for file in sorted(folder.glob("articles*.csv"))), imported)

    @property
    def keys(self) -> Mapping[str, Law]:
        """Laws by folded name (`pigraph.text.fold`), abbreviations and variants included."""
        return self._keys

    def find(self, name: str) -> Law | None:
        """The law with this name, whatever its spacing, middots and quotes; None if the registry has none.

        Official names, abbreviations and variants; ``X 시행령`` and ``X 시행규칙`` of a registered X.
        """
        return self.by_key(fold(name))

    def by_key(self, key: str) -> Law | None:
        """As `find`, for a name that is folded already."""
        found = self._keys.get(key)
        if found or not key.endswith(SUFFIXES):
            return found
        for suffix in SUFFIXES:
            base = self._keys.get(key[: -len(suffix)]) if key.endswith(suffix) else None
            if base and base.kind in (LawKind.ACT, LawKind.ORDINANCE):
                return self.derived(base, suffix)
        return None

    def law(self, name: str) -> Law:
        """The law with this name; a law as printed (``known`` False) if the registry has none."""
        return self.find(name) or Law(joined(name), titles().kind(name), known=False)

    def near(self, name: str) -> Law | None:
        """The only law whose name differs from ``name`` in nothing but joining words (의, 및, 등, ㆍ, 에 관한).

        None for short names (fewer than 8 characters) and when two laws come that near.
        """
        key = loose(name)
        for suffix in SUFFIXES:
            if key.endswith(suffix) and not self._loose.get(key):
                base = self._near(key[: -len(suffix)])
                return self.derived(base, suffix) if base else None
        return self._near(key)

    def derived(self, law: Law, suffix: str) -> Law:
        """The decree (``suffix`` 시행령) or rule (시행규칙) of an act, registered or not."""
        name = f"{law.name} {suffix}"
        kind = LawKind.DECREE if suffix == "시행령" else LawKind.RULE
        return self._keys.get(fold(name)) or Law(name, kind, known=law.known)

    def act(self, law: Law) -> Law:
        """The act (or ordinance) that a decree or rule carries out; ``law`` itself if its name tells none."""
        name = law.name.strip()
        for suffix in SUFFIXES:
            if name.endswith(suffix) and name != suffix:
                return self.law(name[: -len(suffix)])
        return law

    def articles(self, law: Law) -> tuple[Article, ...]:
        """The recorded article titles of a law in the order of the data, those of a bulk index behind its own."""
        own = self._articles.get(law.name, ())
        if self._imported is None:
            return own
        told = {a.article for a in own}
        more = self._imported.articles(law.name)
        return own + tuple(Article(law.name, *row) for row in more if row[0] not in told)

    def title(self, law: Law, article: str, date: str | None = None) -> str | None:
        """The title of an article ("15", "15의2") on an ISO date (None: now); None if not recorded."""
        return next((a.title for a in self.history(law, article) if a.holds(date) and not a.deleted), None)

    def titles(self, law: Law, article: str) -> tuple[str, ...]:
        """Every title that an article ("15의2") is recorded to have had."""
        return tuple(a.title for a in self.history(law, article) if not a.deleted)

    def history(self, law: Law, article: str) -> tuple[Article, ...]:
        """The titles of one article ("15의2", 제15조의2, 별지 제11호서식) in order, its deletion too."""
        number, _, sub = article.partition("의")
        place = f"제{number}조" + (f"의{sub}" if sub else "") if number.isdecimal() else article
        return tuple(a for a in self.articles(law) if a.article == place)

    @cached_property
    def _articles(self) -> dict[str, tuple[Article, ...]]:
        found: dict[str, list[Article]] = {}
        for file in self._article_files:
            for row, line in _rows(file, ("law", "article", "title", "from", "to")):
                law = self.find(row["law"])
                if not law:
                    raise DataError(f"{file.name} line {line}: no law is called {row['law']}.", "Add it to laws.csv.")
                article = Article(law.name, row["article"], row["title"], row["from"] or None, row["to"] or None)
                found.setdefault(law.name, []).append(article)
        return {law: tuple(articles) for law, articles in found.items()}

    @cached_property
    def _loose(self) -> dict[str, Law | None]:
        """Laws by `loose` name; None where two laws share one."""
        keys: dict[str, Law | None] = {}
        for law in self.laws:
            for key in {loose(name) for name in law.names}:
                keys[key] = None if keys.get(key, law) is not law else law
        return keys

    def _near(self, key: str) -> Law | None:
        return self._loose.get(key) if len(key) >= 8 else None


def loose(name: str) -> str:
    """A key without joining words: "기부금품의 모집 및 사용에 관한 법률" = "기부금품 모집ㆍ사용에 관한 법률"."""
    return _LOOSE.sub("", fold(name))


@cache
def registry() -> Registry:
    """The shipped registry with the user's own laws (`resources.user_laws`), read once."""
    file = resources.user_laws()
    return Registry.load(resources.path("data", "laws"), imported=Imported(file) if file.is_file() else None)


def _merged(laws: Iterable[Law]) -> tuple[Law, ...]:
    """Laws with the same official name as one, their abbreviations and variants together."""
    found: dict[str, Law] = {}
    for law in laws:
        key = fold(law.name)
        first = found.setdefault(key, law)
        if first is law:
            continue
        if first.kind is not law.kind:
            raise DataError(f"{law.name} is registered as {first.kind} and as {law.kind}.", "Correct data/laws/.")
        short = tuple(dict.fromkeys((*first.short, *law.short)))
        variants = tuple(dict.fromkeys((*first.variants, *law.variants)))
        found[key] = replace(
            first,
            short=short,
            variants=variants,
            address=first.address or law.address,
            start=first.start or law.start,
            end=first.end or law.end,
            successor=first.successor or law.successor,
            complete=first.complete or law.complete,
        )
    return tuple(found.values())


def _read_laws(file: Path) -> Iterator[Law]:
    for row, line in _rows(file, ("name", "kind", "short", "variants", "url"), _DATES):
        if row["kind"] not in set(LawKind) or not row["name"]:
            raise DataError(
                f"{file.name} line {line}: {row['name']!r} has the kind {row['kind']!r}.",
                f"A law has a name and one of the kinds {', '.join(LawKind)}.",
            )
        yield Law(
            row["name"],
            LawKind(row["kind"]),
            True,
            _list(row["short"]),
            _list(row["variants"]),
            row["url"],
            row["from"] or None,
            row["to"] or None,
            row["successor"],
            row["complete"] or None,
        )


def _rows(file: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[tuple[dict[str, str], int]]:
    """The rows of a CSV file (UTF-8, header) with their line numbers; other columns are remarks."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = [c for c in columns if c not in (reader.fieldnames or ())]
        if missing:
            raise DataError(f"{file.name} has no column {', '.join(missing)}.", "See data/laws/README.md.")
        for row in reader:
            yield {c: (row.get(c) or "").strip() for c in (*columns, *optional)}, reader.line_num


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (p.strip() for p in cell.split("|")) if part)
