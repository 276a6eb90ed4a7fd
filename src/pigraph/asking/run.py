"""Step 4: a meaning asked of the graph, and its rows made an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from pigraph.answers import Sources
from pigraph.answers.table import telephone
from pigraph.asking.chips import chips
from pigraph.asking.comparing import least, named
from pigraph.asking.details import Detail, details, standings
from pigraph.asking.instead import instead_of, quotes
from pigraph.asking.model import Answer, Column, Field, Law, Meaning, Row, Scene, Shape, Status
from pigraph.asking.printed import wordings
from pigraph.asking.query import LIMIT, counting, prints, ranking, sparql
from pigraph.asking.terms import Terms
from pigraph.asking.vet import vetted
from pigraph.asking.wording import heading, sentence, word
from pigraph.languages import Language
from pigraph.store.model import Iri, Rows, Store, selected
from pigraph.text import fold

_CONSENT = "https://w3id.org/dpv#Consent"
_CELLS = {
    "hasRecipient": Field.RECIPIENT,
    "hasDataProcessor": Field.PROCESSOR,
    "file": Field.FILE,
    "hasPurpose": Field.PURPOSE,
    "hasStorageCondition": Field.RETENTION,
}
"""The cells of a row, by the last part of the property that has their values."""


def run(
    question: str, meaning: Meaning, store: Store, terms: Terms, sources: Sources | None, language: Language
) -> Answer:
    """The answer of a meaning, with status answered or not_stated."""
    query = sparql(meaning)
    found = _select(query, store)
    best: tuple[str, ...] = ()
    if meaning.shape is Shape.TOP and found.rows:
        query = ranking(meaning)
        best, things = _best(_select(query, store), least(meaning))
        if len(found.rows) == LIMIT and things:
            found = _select(sparql(meaning, things), store)
    rows = _rows(found, meaning, store, sources, language)
    labels, rows = _shaped(rows, meaning, language)
    extent = None
    if rows and (meaning.shape is Shape.COUNT or len(found.rows) == LIMIT):
        counts = counting(meaning)
        number, policies = _numbers(_select(counts, store))
        extent = (number, policies) if len(found.rows) == LIMIT else None
    if meaning.shape is Shape.TOP:
        labels, rows = best, tuple(r for r in rows if r.label in best)
    elif meaning.shape is Shape.COUNT and rows:
        query, labels = counts, (str(number),)
    status = Status.ANSWERED if labels else Status.NOT_STATED
    answer = Answer(
        question,
        language,
        status,
        "",
        labels,
        _columns(rows, meaning, language),
        rows,
        meaning,
        chips(meaning, language),
        query,
        terms.policies,
        terms.newest,
        extent=extent,
    )
    if status is Status.NOT_STATED:
        answer = replace(answer, instead=instead_of(meaning, store, sources, language))
    return replace(answer, sentence=sentence(answer))


def _select(query: str, store: Store) -> Rows:
    return selected(store, vetted(query))


def _numbers(counted: Rows) -> tuple[int, int]:
    first, second = (int(getattr(term, "value", "0")) for term in counted.rows[0])
    return first, second


def _best(ranked: Rows, fewest: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that share the first number, and the IRIs of what they name; none if fewer than ``fewest`` have one."""
    numbered = [(thing, getattr(name, "value", ""), getattr(n, "value", "")) for thing, name, n in ranked.rows]
    if len(numbered) < fewest:
        return (), ()
    first = [(thing, name) for thing, name, n in numbered if n == numbered[0][2]]
    return tuple(dict.fromkeys(n for _, n in first)), tuple(t.value for t, _ in first if isinstance(t, Iri))


def _rows(found: Rows, meaning: Meaning, store: Store, sources: Sources | None, language: Language) -> tuple[Row, ...]:
    every = [{n: getattr(t, "value", "") for n, t in zip(found.variables, row, strict=True)} for row in found.rows]
    stated = {r["row"] for r in every if not r.get("inferred")}
    kept = [r for r in every if not (r.get("inferred") and r["row"] in stated)]
    known = details(store, (r["row"] for r in kept))
    cited = standings(store, (r["policy"] for r in kept)) if kept else {}
    rows: dict[tuple[str, str], Row] = {}
    called: dict[str, str] = {}
    for r, printed in _printed(kept, meaning):
        # A thing that two documents spell differently has one name in an answer.
        name = called.setdefault(r["value"], r["label"]) if r["value"] else r["label"]
        node, label = r["row"], printed or _written(meaning.targets[0], name)
        detail = known.get(node, Detail())
        laws, no_law = _laws(detail, r["policy"], cited, meaning, language)
        evidence = tuple(Sources.evidence(" ".join(v.iri for v in detail.of("source"))))
        rows.setdefault(
            (node, label),
            Row(
                label,
                r["value"],
                r["agency"],
                r["policy"],
                r["effective"],
                {cell.value: detail.of(name) for name, cell in _CELLS.items() if detail.of(name)},
                laws,
                no_law,
                bool(r.get("inferred")),
                evidence,
                quotes(evidence, sources),
            ),
        )
    return tuple(rows.values())


def _printed(kept: list[dict[str, str]], meaning: Meaning) -> list[tuple[dict[str, str], str]]:
    """The rows found with the wording that policies have for their value, "" where its label will do. Where one policy
    alone is listed, a row for each of its wordings."""
    if not prints(meaning):
        return [(r, "") for r in kept]
    texts = [wordings(r["printed"], r["value"]) for r in kept]
    if meaning.shape is Shape.LIST and len({r["policy"] for r in kept}) == 1:
        return [(r, wording) for r, some in zip(kept, texts, strict=True) for wording in some]
    usual = _usual((r["value"], r["label"], some) for r, some in zip(kept, texts, strict=True))
    return [(r, usual[r["value"]]) for r in kept]


def _usual(printed: Iterable[tuple[str, str, list[str]]]) -> dict[str, str]:
    """For each thing the wording that most of several policies print, where none prints its label; else ""."""
    called: dict[str, str] = {}
    counted: dict[str, Counter[str]] = {}
    for thing, label, some in printed:
        called[thing] = fold(label)
        counted.setdefault(thing, Counter()).update(x for x in some if x)
    return {
        thing: "" if not seen or called[thing] in map(fold, seen) else min(seen, key=lambda x: (-seen[x], len(x), x))
        for thing, seen in counted.items()
    }


def _written(target: Field, label: str) -> str:
    if target is Field.PHONE:
        return telephone(label)
    return label.removeprefix("mailto:") if target is Field.MAIL else label


def _laws(
    detail: Detail, policy: str, cited: dict[tuple[str, str], Law], meaning: Meaning, language: Language
) -> tuple[tuple[Law, ...], str]:
    name = "references" if meaning.scene is Scene.CLAUSE else "hasLegalBasis"
    laws = []
    for value in detail.of(name):
        if "/id/law/" not in value.iri and "/id/ordinance/" not in value.iri:
            continue
        known = cited.get((policy, value.iri), Law("", value.iri))
        laws.append(replace(known, label=value.label, url=_url(value.iri)))
    if laws:
        return tuple(laws), ""
    if any(v.iri == _CONSENT for v in detail.of(name)):
        return (), word("consent", language)
    if any(v.iri.endswith("hasLegalBasis") for v in detail.of("unclearOn")):
        return (), word("law_unclear", language)
    if any(v.iri.endswith("hasLegalBasis") for v in detail.of("silentOn")):
        return (), word("no_law", language)
    return (), ""


def _url(iri: str) -> str:
    kind, _, path = iri.partition("/id/")[2].partition("/")
    name, _, place = path.partition("/")
    article = place.partition("조")
    shown = f"/{article[0]}조{_sub(article[2])}" if article[1] else ""
    return f"https://www.law.go.kr/{'자치법규' if kind == 'ordinance' else '법령'}/{name}{shown}"


def _sub(rest: str) -> str:
    digits = ""
    if rest.startswith("의"):
        for char in rest[1:]:
            if not char.isdigit():
                break
            digits += char
    return f"의{digits}" if digits else ""


def _shaped(rows: tuple[Row, ...], meaning: Meaning, language: Language) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    labels = tuple(dict.fromkeys(r.label for r in rows))
    if not rows:
        return (), ()
    if meaning.shape is Shape.EXISTS:
        return (word("yes", language),), rows
    if meaning.shape is Shape.COMMON:
        shared = _shared(labels, rows, meaning)
        return tuple(x for x in labels if x in shared), tuple(r for r in rows if r.label in shared)
    return labels, rows


def _shared(labels: tuple[str, ...], rows: tuple[Row, ...], meaning: Meaning) -> set[str]:
    """The labels that each of the bodies has that the question names in one role."""
    role = named(meaning.limits) or Field.AGENCY
    wanted = next((x for x in meaning.limits if x.field is role), None)
    bodies = {fold(v.label) for v in wanted.values} if wanted else {fold(r.agency) for r in rows}
    several = min(len(bodies), len(wanted.words.split()) if wanted else len(bodies))
    having: dict[str, set[str]] = {label: set() for label in labels}
    for row in rows:
        cells = [row.agency] if role is Field.AGENCY else [v.label for v in row.cells.get(role.value, ())]
        having[row.label] |= bodies & {fold(cell) for cell in cells}
    return {label for label, some in having.items() if len(some) >= max(several, 2)}


def _columns(rows: tuple[Row, ...], meaning: Meaning, language: Language) -> tuple[Column, ...]:
    keys = ["label"] if meaning.targets[0] is Field.AGENCY else ["agency", "label"]
    keys += [k for k in dict.fromkeys(k for r in rows for k in r.cells) if k != meaning.targets[0].value]
    keys += ["law", "evidence"]
    return tuple(Column(k, heading(k, meaning, language)) for k in keys)
