"""Step 3: a meaning as SPARQL 1.1. Its classes and properties are those of `pigraph.asking.patterns`, all published;
whatever comes from a question is written by `iri` and `text`, which let nothing through but terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pigraph.asking.model import PARTIES, Field, Limit, Meaning, Scene, Shape, Test
from pigraph.asking.patterns import LENGTH, LIMITS, MATTER, NAMED, ROLES, ROWS, VALUES
from pigraph.store.writing import is_iri, literal

LIMIT = 2000
"""Rows of an answer at most."""

_SIGNS = {Test.LESS: "<", Test.MORE: ">", Test.AT_LEAST: ">=", Test.AT_MOST: "<="}
_NARROW = (*PARTIES, Field.SERVICE, Field.WORDS, Field.LAW)


def iri(value: str) -> str:
    """An IRI as a term of SPARQL. Raises ValueError for what is none."""
    if not is_iri(value):
        raise ValueError(f"not an IRI: {value!r}")
    return f"<{value}>"


def text(value: str) -> str:
    """A text as a literal of SPARQL."""
    return literal(value)


def sparql(meaning: Meaning, only: Sequence[str] = ()) -> str:
    """The query of a meaning: ?policy ?agency ?effective ?row ?value ?label ?inferred ?printed, a row per value; of
    the values ``only``, which are IRIs, if there are any."""
    lines = [
        f"VALUES ?value {{ {' '.join(map(iri, only))} }}" if only else "",
        *_patterns(meaning),
        "OPTIONAL { ?policy dpv:hasDataController/rdfs:label ?agency }",
        "OPTIONAL { ?policy schema:startDate ?effective }",
        "OPTIONAL { ?part dct:description ?printed }" if prints(meaning) else "",
    ]
    extra = "".join(f" {name}" for name in ("?inferred", "?printed") if any(name in line for line in lines))
    body = _body(lines, meaning)
    return (
        f"SELECT DISTINCT ?policy ?agency ?effective ?row ?value ?label{extra}\nWHERE {{\n{body}\n}}\n"
        f"ORDER BY ?agency ?policy ?row ?label\nLIMIT {LIMIT}"
    )


def prints(meaning: Meaning) -> bool:
    """Whether items are asked for that one policy may print in its own words: those of one body, file or recipient."""
    narrow = any(limit.field in _NARROW and limit.test is Test.IS for limit in meaning.limits)
    return meaning.targets[0] is Field.ITEM and meaning.shape in (Shape.LIST, Shape.COMMON) and narrow


def ranking(meaning: Meaning) -> str:
    """The targets of a `Shape.TOP` with the number that they are ranked by: ?value ?label ?n, best first."""
    measured = meaning.measured or Field.ITEM
    best = "MAX" if meaning.descending else "MIN"
    if measured is Field.RETENTION:
        number, counted = f"{best}(?length)", LENGTH
    else:
        dated = measured in (Field.START, Field.END, Field.YEAR)
        number = f"{best}(STR(?counted))" if dated else "COUNT(DISTINCT ?counted)"
        counted = _target(measured, meaning).replace("?value", "?counted")
        for name in ("label", "inferred", "known"):
            counted = counted.replace(f"?{name}", f"?counted_{name}")
    body = _body([*_patterns(meaning), counted], meaning)
    order = "DESC" if meaning.descending else "ASC"
    return (
        f"SELECT ?value (MIN(STR(?label)) AS ?name) ({number} AS ?n)\nWHERE {{\n{body}\n}}\nGROUP BY ?value\n"
        f"ORDER BY {order}(?n) ?name\nLIMIT 50"
    )


def counting(meaning: Meaning) -> str:
    """How many targets there are, in how many policies: ?n ?policies."""
    body = _body(_patterns(meaning), meaning)
    return f"SELECT (COUNT(DISTINCT ?value) AS ?n) (COUNT(DISTINCT ?policy) AS ?policies)\nWHERE {{\n{body}\n}}"


def _patterns(meaning: Meaning) -> list[str]:
    """What holds of ?policy ?row ?value ?label.

    Measured with Oxigraph over 1,000 policies: what follows a BIND or an OPTIONAL is joined with all that is before it,
    and of several patterns in one EXISTS all solutions are looked up for each row. So there is no BIND that can be done
    without, what is optional comes last, and each EXISTS has one pattern.
    """
    return [
        "?document foaf:primaryTopic ?policy .",
        _rows(meaning),
        "?row dpv:hasProcess? ?part ." if _has_parts(meaning) else "",
        *(line for limit in meaning.limits for line in _limit(limit, meaning)),
        _target(meaning.targets[0], meaning),
        *_listed(meaning),
    ]


def _body(lines: list[str], meaning: Meaning) -> str:
    part = "?part" if _has_parts(meaning) else "?row"
    return "\n".join(f"  {line}" for line in lines if line).replace("?part ", f"{part} ")


def _has_parts(meaning: Meaning) -> bool:
    """Whether a question asks for what is stated of a group of items inside a row. Else the row itself is ?part."""
    return any(x.field in (Field.NECESSITY, Field.SUBJECT, Field.CONSENT) for x in meaning.limits)


def _listed(meaning: Meaning) -> Iterator[str]:
    """Which rows do not count: of files, what a policy says of cookies, children and cameras; of bodies that outsource,
    those that only say how they would do so."""
    target, limited = meaning.targets[0], {x.field for x in meaning.limits}
    counts = meaning.measured is Field.FILE or (target is Field.FILE and meaning.shape is Shape.COUNT)
    if counts and not limited & {Field.TOPIC, Field.WORDS}:
        yield "OPTIONAL { ?row pi:file ?register } OPTIONAL { ?row dct:subject ?matter }"
        yield "FILTER(BOUND(?register) || !BOUND(?matter))"
    if (
        meaning.scene is Scene.OUTSOURCING
        and target is Field.AGENCY
        and not (limited & {Field.AGENCY, Field.SERVICE} and meaning.shape is Shape.EXISTS)
    ):
        yield "FILTER(EXISTS { ?row dpv:hasDataProcessor ?by } || EXISTS { ?row dpv:hasPurpose ?work })"


def _rows(meaning: Meaning) -> str:
    """The rows; where any clause will do, the opening words of a policy, which are in no section, count as one."""
    if meaning.scene is Scene.CLAUSE and not any(x.field in (Field.TOPIC, Field.DENIED) for x in meaning.limits):
        return "?policy dct:hasPart? ?row ."
    if meaning.scene is Scene.CLAUSE:
        # What a policy says of children or cameras may be a row of its own.
        return "?policy dct:hasPart|dpv:hasProcess ?row ."
    topics = [v.iri for x in meaning.limits if x.field is Field.TOPIC for v in x.values]
    if meaning.scene is Scene.POLICY and topics:
        return MATTER.format(" ".join(map(iri, topics)))
    return ROWS[meaning.scene]


def _target(target: Field, meaning: Meaning) -> str:
    if meaning.scene is Scene.CLAUSE and target is Field.LAW:
        return f"?row dct:references ?value . {NAMED}"
    if meaning.scene is Scene.POLICY and target is Field.START:
        return "?policy schema:startDate ?value . BIND(STR(?value) AS ?label)"
    if target is Field.ITEM:
        kinds = [v.iri for x in meaning.limits if x.field is Field.CATEGORY for v in x.values]
        if kinds:
            return f"{VALUES[target]} ?value skos:broader ?kind . VALUES ?kind {{ {' '.join(map(iri, kinds))} }}"
    if target is Field.MEASURE:
        named = [v.iri for x in meaning.limits if x.field is Field.MEASURE for v in x.values]
        if named:
            path = "|".join(iri(n) for n in named)
            return f"?policy {path} ?value . ?value dct:description ?label ."
    return VALUES[target]


def _values(name: str, limit: Limit) -> str:
    if any(v.iri for v in limit.values):
        limit = replace(limit, values=tuple(v for v in limit.values if v.iri))
    return f"VALUES ?{name} {{ {' '.join(iri(v.iri) if v.iri else text(v.label) for v in limit.values)} }}"


def _limit(limit: Limit, meaning: Meaning) -> Iterator[str]:
    field = limit.field
    n = meaning.limits.index(limit)
    known = any(v.iri for v in limit.values)
    if limit.test is Test.SILENT:
        yield f"?row pi:silentOn {iri(limit.values[0].iri)} ."
        return
    if field in (*_NARROW, Field.ITEM) and not known:
        yield "FILTER(false)"
        return
    name = f"{field.value}{n}"
    if field is Field.TOPIC and meaning.scene is Scene.POLICY:
        return
    if field is Field.ITEM and limit.test is Test.IS_NOT:
        unwanted = f"?held{n} skos:broader? ?{name} . {_values(name, limit)}"
        yield f"FILTER NOT EXISTS {{ ?row dpv:hasPersonalData ?held{n} FILTER EXISTS {{ {unwanted} }} }}"
    elif field in LIMITS:
        yield f"{LIMITS[field]} ?{name} . {_values(name, limit)}"
    elif field is Field.LAW:
        predicate = "dct:references" if meaning.scene is Scene.CLAUSE else "dpv:hasLegalBasis"
        # Asked for places in a law, a row's other laws are no answer.
        cited = "?value" if meaning.targets[0] is Field.LAW else f"?cited{n}"
        yield f"?row {predicate} {cited} . {cited} eli:is_part_of* ?{name} . {_values(name, limit)}"
    elif field is Field.CONSENT:
        # A row with groups that have bases of their own: the row's are those of all of them.
        own = "?row dpv:hasProcess ?group FILTER EXISTS { ?group dpv:hasLegalBasis ?own }"
        yield f"FILTER(?part != ?row || NOT EXISTS {{ {own} }})"
        given = f"EXISTS {{ ?part dpv:hasLegalBasis ?{name} FILTER EXISTS {{ ?{name} skos:broader* dpv:Consent }} }}"
        yield f"FILTER NOT {given}" if limit.test is Test.IS_NOT else f"FILTER {given}"
    elif field is Field.MONTHS:
        yield from _months(limit, n)
    elif field in (Field.YEAR, Field.START, Field.END, Field.PERIOD):
        yield from _when(limit, n, meaning)
    elif field is Field.UNIT:
        yield f"?row vcard:organization-unit ?{name} . FILTER(STR(?{name}) = {text(limit.values[0].label)})"
    elif field is Field.PERSON:
        yield f"?row vcard:fn ?{name} . {_values(name, limit)}"
    elif field is Field.ROLE:
        yield ROLES[limit.values[0].label]


def _months(limit: Limit, n: int) -> Iterator[str]:
    value = limit.values[0]
    yield f"?row dpv:hasStorageCondition ?kept{n} ."
    if value.iri:
        yield f"?kept{n} a {iri(value.iri)} ."
        return
    months = int(value.label)
    if limit.test in _SIGNS:
        endless = f" || EXISTS {{ ?kept{n} a dpv:EndlessDuration }}" if limit.test in (Test.MORE, Test.AT_LEAST) else ""
        yield f"OPTIONAL {{ ?kept{n} time:months ?months{n} }}"
        yield f"FILTER((BOUND(?months{n}) && ?months{n} {_SIGNS[limit.test]} {months}){endless})"
    else:
        yield f"?kept{n} time:months {months} ."


def _when(limit: Limit, n: int, meaning: Meaning) -> Iterator[str]:
    day = limit.values[0].label
    path = {Scene.ASSESSMENT: "?row dct:date", Scene.OUTSOURCING: "?row schema:startDate"}.get(
        meaning.scene, "?policy schema:startDate"
    )
    path = "?row schema:endDate" if limit.field is Field.END else path
    yield f"{path} ?when{n} ."
    if limit.field is Field.PERIOD and limit.test is Test.IS:
        yield f"OPTIONAL {{ ?row schema:endDate ?till{n} }}"
        begun = f"SUBSTR(STR(?when{n}), 1, {len(day)}) <= {text(day)}"
        yield f"FILTER({begun} && SUBSTR(STR(COALESCE(?till{n}, ?when{n})), 1, {len(day)}) >= {text(day)})"
    elif limit.test is Test.IS:
        yield f"FILTER(STRSTARTS(STR(?when{n}), {text(day)}))"
    else:
        yield f"FILTER(STR(?when{n}) {_SIGNS[limit.test]} {text(day)})"
