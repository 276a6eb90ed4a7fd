"""The names of a graph: whose policies, to whom, which data, files, laws; with the roles that bodies have in it.

Read from the store by a few queries. A command keeps them in a file beside the generation; its name has the digest.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import asdict

from pigraph import resources
from pigraph.asking.forms import either
from pigraph.asking.romanise import romanised
from pigraph.asking.segment import is_ending
from pigraph.asking.words import Sense, Senses, question_words
from pigraph.laws.registry import registry
from pigraph.store.model import Store, selected
from pigraph.text import fold

_ROLES = {
    "controller": "dpv:hasDataController",
    "recipient": "dpv:hasRecipient",
    "processor": "dpv:hasDataProcessor",
}
_SCHEMES = ("item", "org-type", "subject", "right")
_ID = "https://w3id.org/pigraph/id/"
_VERSION = 6
_SHORTEST_PART = 2
_SPLIT = re.compile(r"[\s,·ㆍ․/()\[\]「」『』:;~․‧・∙]+")
_PERSON = re.compile("[가-힣]{3,4}")
_FORMS = re.compile(r"㈜|[(（]주[)）]|주식회사|\(유\)|유한회사|,?\s*\b(?:Inc|LLC|Ltd|Co|Corp)\b\.?")


class Terms(Struct):
    """Folded wordings of a graph with what they name; parts of longer names apart; roles of bodies by IRI;
    ``rows``: in which classes of rows a purpose or file stands.

    ``policies``: how many current policies; ``newest``: the newest effective date among them (ISO).
    """

    words: dict[str, tuple[Sense, ...]] = field(default_factory=dict)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    policies: int = 0
    newest: str = ""

    def about(self, words: str) -> tuple[str, ...]:
        """What has ``words`` (folded) in its name: as words of it, else as a piece of one."""
        return self.parts[words] if words in self.parts else self.pieces(words)

    def pieces(self, words: str) -> tuple[str, ...]:
        """What has ``words`` anywhere in its name."""
        if len(words) < _SHORTEST_PART:
            return ()
        return tuple(dict.fromkeys(iri for part, iris in self.parts.items() if words in part for iri in iris))

    def threads(self, words: str) -> tuple[str, ...]:
        """What has ``words`` in its name with something between: 사례관리대상자 in 사례관리시스템 대상자 정보."""
        cuts = [(words[:n], words[n:]) for n in range(_SHORTEST_PART, len(words) - _SHORTEST_PART + 1)]
        found: list[str] = []
        for iri, label in self.labels.items():
            name = fold(label) if cuts and ("/file/" in iri or "#h" in iri) else ""
            if any(-1 < name.find(head) < name.rfind(tail) for head, tail in cuts):
                found.append(iri)
        return tuple(found)

    def bodies(self) -> Iterator[tuple[str, str]]:
        """IRI and label of every body and service that a short form may mean."""
        return ((iri, self.labels[iri]) for iri in self.roles)


def read_terms(store: Store, cache: Path | None = None) -> Terms:
    """The names of ``store``; from the file ``cache`` if that is there, else read and kept in it."""
    if cache is not None and (kept := _kept(cache)):
        return kept
    terms = _read(store)
    if cache is not None:
        _keep(cache, terms)
    return terms


def _edition() -> str:
    """What a kept file depends on besides the graph: this module's way of keeping, and the words of questions."""
    digest = hashlib.sha256(str(_VERSION).encode())
    for path in sorted(resources.path("data", "lexicon", "questions").glob("*.toml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _kept(cache: Path) -> Terms | None:
    try:
        data = json.loads(cache.read_text(encoding="utf-8"))
        if data["edition"] != _edition():
            return None
        words = {key: tuple(Sense(*sense) for sense in senses) for key, senses in data["words"].items()}
        parts = {key: tuple(iris) for key, iris in data["parts"].items()}
        roles = {key: tuple(some) for key, some in data["roles"].items()}
        rows = {key: tuple(some) for key, some in data["rows"].items()}
        return Terms(words, parts, data["labels"], roles, rows, data["policies"], data["newest"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(cache: Path, terms: Terms) -> None:
    words = {key: [list(asdict(s).values()) for s in senses] for key, senses in terms.words.items()}
    data = {"edition": _edition(), **asdict(terms), "words": words}
    try:
        beside = cache.with_suffix(".new")
        beside.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        beside.replace(cache)
    except OSError:
        return  # a read-only graph is asked all the same


def _read(store: Store) -> Terms:
    terms = Terms()
    found: dict[str, dict[Sense, None]] = {}

    def add(wording: str, sense: Sense) -> None:
        if key := fold(wording):
            for form in {key, key.replace("·", "")} - {""}:
                found.setdefault(form, {})[sense] = None
            if key.isascii() and key[-1:].isalpha():
                found.setdefault(f"{key[:-1]}ies" if key.endswith("y") else f"{key}s", {})[sense] = None
            terms.labels.setdefault(sense.iri, sense.label)

    for sense, wordings in _named(store, terms):
        for wording in wordings:
            add(wording, sense)
    for sense in _laws(store):
        law = registry().find(sense.label)
        for wording in (sense.label, *(law.names if law else ())):
            add(wording, sense)
    _add_parts(store, terms, found)
    terms.words = {key: tuple(senses) for key, senses in found.items()}
    terms.policies = int(_rows(store, "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?doc foaf:primaryTopic ?p }")[0][0])
    newest = "SELECT ?d WHERE { ?doc foaf:primaryTopic ?p . ?p schema:startDate ?d } ORDER BY DESC(STR(?d)) LIMIT 1"
    terms.newest = next((row[0] for row in _rows(store, newest)), "")
    return terms


def _rows(store: Store, sparql: str) -> list[tuple[str, ...]]:
    return [tuple("" if term is None else term.value for term in row) for row in selected(store, sparql).rows]


def _named(store: Store, terms: Terms) -> Iterator[tuple[Sense, list[str]]]:
    roles: dict[str, set[str]] = {}
    bodies: dict[str, list[str]] = {}
    for role, predicate in _ROLES.items():
        sparql = (
            f"SELECT DISTINCT ?b ?l WHERE {{ ?x {predicate} ?b . ?b rdfs:label|skos:prefLabel ?l . "
            'FILTER(LANG(?l) IN ("ko", "")) }'
        )
        for iri, label in _rows(store, sparql):
            roles.setdefault(iri, set()).add(role)
            bodies.setdefault(iri, []).append(label)
    services = _rows(store, "SELECT DISTINCT ?s ?l WHERE { ?p dpv:hasService ?s . ?s rdfs:label ?l }")
    for iri, label in services:
        roles.setdefault(iri, set()).add("service")
        yield Sense("service", "", label, iri), [label]
    terms.roles = {iri: tuple(sorted(some)) for iri, some in sorted(roles.items())}
    for iri, labels in sorted(bodies.items()):
        yield Sense("org", "", sorted(labels)[0], iri), [*labels, *map(without_form, labels)]
    for (label,) in _rows(store, "SELECT DISTINCT ?u WHERE { ?p dcat:contactPoint/vcard:organization-unit ?u }"):
        yield Sense("unit", "", label), [label]
    for (name,) in _rows(store, "SELECT DISTINCT ?n WHERE { ?p dcat:contactPoint/vcard:fn ?n }"):
        yield Sense("someone", "", name), [name, *_latin_names(name)]
    for scheme in _SCHEMES:
        yield from _concepts(store, scheme)


def _latin_names(name: str) -> tuple[str, ...]:
    """A Korean name in Latin letters, the family name first and last."""
    if not _PERSON.fullmatch(name):
        return ()
    family, given = romanised(name[0]), romanised(name[1:])
    return f"{family}{given}", f"{given}{family}"


def without_form(label: str) -> str:
    """The name of a company without its legal form: 가나소프트 of 가나소프트 주식회사."""
    return _FORMS.sub("", label).strip(" ,.")


def _concepts(store: Store, scheme: str) -> Iterator[tuple[Sense, list[str]]]:
    sparql = (
        f"SELECT ?c ?l ?pref WHERE {{ ?c skos:inScheme <{_ID}{scheme}> . ?c skos:prefLabel|skos:altLabel ?l . "
        '?c skos:prefLabel ?pref . FILTER(LANG(?pref) IN ("ko", "")) }'
    )
    concepts: dict[str, tuple[str, list[str]]] = {}
    for iri, label, preferred in _rows(store, sparql):
        concepts.setdefault(iri, (preferred, []))[1].append(label)
    kind = "org" if scheme == "org-type" else scheme
    for iri, (preferred, labels) in sorted(concepts.items()):
        yield Sense(kind, "kind" if scheme == "org-type" else "", preferred, iri), [preferred, *labels]


def _laws(store: Store) -> Iterator[Sense]:
    sparql = "SELECT DISTINCT ?l ?n WHERE { ?l a eli:LegalResource ; rdfs:label|skos:prefLabel|skos:altLabel ?n }"
    for iri, label in _rows(store, sparql):
        yield Sense("law", "", label, iri)


def _add_parts(store: Store, terms: Terms, found: dict[str, dict[Sense, None]]) -> None:
    """Names of files and tasks, services, titles and purposes: whole, and every run of their words."""
    known = question_words()
    parts: dict[str, dict[str, None]] = {}
    rows: dict[str, set[str]] = {}
    subjects = "SELECT DISTINCT ?s ?c WHERE { ?x a ?c ; dpv:hasProcess?/dpv:hasDataSubject ?s }"
    purposes = "SELECT DISTINCT ?u ?c WHERE { ?x dpv:hasPurpose|dpv:hasStorageCondition ?u ; a ?c }"
    files = "SELECT DISTINCT ?f ?c WHERE { ?x pi:file ?f ; a ?c }"
    for sparql in (purposes, subjects, files):
        for iri, kind in _rows(store, sparql):
            rows.setdefault(iri, set()).add(kind.rpartition("#")[2].lower())
    terms.rows = {iri: tuple(sorted(some)) for iri, some in rows.items()}
    for kind, sparql in (
        ("file", "SELECT DISTINCT ?f ?l WHERE { ?x pi:file ?f . ?f rdfs:label ?l }"),
        ("file", "SELECT DISTINCT ?h ?l WHERE { ?h a pi:Holding ; rdfs:label ?l }"),
        ("purpose", "SELECT DISTINCT ?u ?l WHERE { ?x dpv:hasPurpose ?u . ?u rdfs:label ?l }"),
        ("kept", "SELECT DISTINCT ?r ?l WHERE { ?x dpv:hasStorageCondition ?r . ?r pi:trigger ?e ; rdfs:label ?l }"),
        ("service", "SELECT DISTINCT ?s ?l WHERE { ?p dpv:hasService ?s . ?s rdfs:label ?l }"),
    ):
        for iri, label in _rows(store, sparql):
            terms.labels.setdefault(iri, label)
            if kind not in ("service", "kept"):
                found.setdefault(fold(label), {})[Sense(kind, "", label, iri)] = None
            for part in (*_runs(label, known), *(_endings(label) if kind == "file" else ())):
                if len(part) >= _SHORTEST_PART:
                    parts.setdefault(part, {})[iri] = None
    terms.parts = {key: tuple(iris) for key, iris in parts.items()}


def says_nothing(word: str, known: Senses) -> bool:
    """Whether a folded word is one that any question may have: 제공하는, 개인정보를."""
    return any(word[:n] in known and (n == len(word) or is_ending(word[n:])) for n in range(len(word), 0, -1))


def _endings(label: str) -> Iterator[str]:
    """The last words of the name of a file, two and more: people ask for 대상자 정보 of a file of a long name,
    also where each of these words is one that any question may have."""
    words = [w for w in _SPLIT.split(label) if w]
    for i in range(len(words) - 2, 0, -1):
        yield fold("".join(words[i:]))


def _runs(label: str, known: Senses) -> Iterable[str]:
    """Every run of up to six words of a label, folded, with and without its last particle; none of words that any
    question may have."""
    words = [w for w in _SPLIT.split(label) if w]
    for i in range(len(words)):
        for j in range(i + 1, min(len(words), i + 6) + 1):
            if all(says_nothing(fold(w), known) for w in words[i:j]):
                continue
            run = fold("".join(words[i:j]))
            bare = _particle().sub("", run)
            for form in dict.fromkeys((run, bare)) if j > i + 1 else (bare,):
                if form not in known:
                    yield form


@cache
def _particle() -> re.Pattern[str]:
    return re.compile(rf"(?<=[가-힣]{{2}}){either('after_names')}$")
