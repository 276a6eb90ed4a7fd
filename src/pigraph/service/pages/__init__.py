"""The pages: what people see of the graph. Templates beside this file; all values are escaped by Jinja."""

from __future__ import annotations

import tomllib
from http import HTTPStatus
from importlib.resources import files
from math import ceil
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from pigraph.answers import Sources
from pigraph.errors import StoreError
from pigraph.service.facts import PER_PAGE, Facts
from pigraph.service.problems import Problem
from pigraph.store import PREFIXES, Iri, Term, Text, shortened

_BASE = "https://w3id.org/pigraph/"
SAFE = "/:@!$&()*+,;=~"
"""What stands in the path of an address as it is; all else is percent-encoded (RFC 3986 §3.3)."""
_jinja = Environment(
    loader=PackageLoader("pigraph.service", "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
STYLE = files("pigraph.service.pages").joinpath("style.css").read_bytes()
_NAMES: dict[str, str] = tomllib.loads(
    files("pigraph.service.pages").joinpath("terms.toml").read_text(encoding="utf-8")
)
_TYPE = PREFIXES["rdf"] + "type"
_TOPIC = PREFIXES["foaf"] + "primaryTopic"


class Link(Struct, frozen=True):
    """A term as shown: its text, where it leads ("" for a text), and the quoted words if it is evidence."""

    text: str
    address: str = ""
    quoted: str = ""
    language: str = ""


async def start(facts: Facts, words: str, page: int) -> bytes:
    """What is here: the policies, those with ``words`` in their title or their body's name, and where to ask."""
    try:
        total, policies = await facts.policies(words, page)
    except ValueError as error:  # a lone surrogate
        raise _unknown("") from error
    if page > 1 and not policies:
        raise _unknown(f"{page}쪽")
    rows = [
        (
            address(row["d"].value),
            row["title"].value if "title" in row else shortened(row["d"].value),
            row["agency"].value if "agency" in row else "",
            row["since"].value if "since" in row else "",
        )
        for row in policies
    ]
    return _render(
        "start.html",
        title="공공기관 개인정보 처리방침 그래프",
        rows=rows,
        words=words,
        total=total,
        page=page,
        last=max(1, ceil(total / PER_PAGE)),
        here="/?" + (f"q={quote(words)}&" if words else ""),
        digest=facts.generation.digest,
    )


def sparql(form: str) -> bytes:
    """A form to ask in SPARQL, and what may be left undeclared; ``form`` is the address that answers."""
    return _render("sparql.html", title="SPARQL로 묻기", form=form, prefixes=sorted(PREFIXES.items()))


async def thing(facts: Facts, iri: str, page: int) -> bytes:
    """The page about one thing. Raises `Problem` (404) for one that the graph does not know."""
    about = await facts.about(iri)
    total, pointing = await facts.pointing(iri, page)
    if not about and not total:
        raise _unknown(iri)
    if page > 1 and page > ceil(total / PER_PAGE):
        raise _unknown(f"page {page} of {iri}")
    named = {iri, *(p for a in about for p in a.values), *(s for s, _ in pointing), *(p for _, p in pointing)}
    named |= {o.value for a in about for objects in a.values.values() for o in objects if isinstance(o, Iri)}
    labels = await facts.labels(n for n in named if "/source/" not in n)
    for node in about:
        # Rows have no name of their own: what they are, and their number, is one.
        kinds = [o.value for o in node.values.get(_TYPE, ()) if isinstance(o, Iri)]
        if "#" in node.subject and node.subject not in labels and kinds:
            labels[node.subject] = f"{labels.get(kinds[0], _name(kinds[0]))} #{node.subject.partition('#')[2]}"
    sources = Sources(facts.generation.directory / "sources")
    parts = [
        (
            a.subject.partition("#")[2],
            labels.get(a.subject, _name(a.subject)),
            [
                (_link(Iri(p), labels, sources), [_link(o, labels, sources) for o in objects])
                for p, objects in a.values.items()
            ],
        )
        for a in about
    ]
    topics = [o.value for a in about if a.subject == iri for o in a.values.get(_TOPIC, ()) if isinstance(o, Iri)]
    return _render(
        "thing.html",
        title=next((labels[i] for i in (iri, *topics) if i in labels), _name(iri)),
        iri=iri,
        data=f"/data/{iri.removeprefix(_BASE)}",
        parts=parts,
        total=total,
        pointing=[(_link(Iri(s), labels, sources), _link(Iri(p), labels, sources)) for s, p in pointing],
        page=page,
        last=max(1, ceil(total / PER_PAGE)),
        here=f"{address(iri)}?",
    )


async def source(facts: Facts, iri: str, sha12: str, place: tuple[int, int] | None) -> bytes:
    """The text of a source document, with a range of it (code points) marked."""
    sources = Sources(facts.generation.directory / "sources")
    try:
        name, text = sources.name(sha12), sources.text(sha12)
    except StoreError as error:
        raise _unknown(iri) from error
    begin, end = place if place and place[0] <= place[1] <= len(text) else (0, 0)
    return _render(
        "source.html",
        title=name,
        iri=iri,
        before=text[:begin],
        marked=text[begin:end],
        after=text[end:],
        here=address(iri),
    )


def problem(problem: Problem) -> bytes:
    """What went wrong, for people."""
    return _render("problem.html", title=problem.title, problem=problem)


def address(iri: str) -> str:
    """Where a link to an IRI leads: the page here for pigraph's own, else the IRI itself."""
    if not iri.startswith(_BASE):
        return iri
    path, _, fragment = iri.removeprefix(_BASE).partition("#")
    if path.startswith("id/source/") and fragment.startswith("char="):
        return f"/page/{path}?char={fragment.removeprefix('char=')}#marked"
    place = f"#{quote(fragment)}" if fragment else ""
    return f"/page/{quote(path, safe=SAFE)}{place}"


def _link(term: Term, labels: dict[str, str], sources: Sources) -> Link:
    if isinstance(term, Text):
        return Link(term.value, language=term.language)
    if not isinstance(term, Iri):
        return Link(f"_:{term.value}")
    if Sources.evidence(term.value):
        try:
            quote = sources.quote(term.value)
        except StoreError:
            return Link(shortened(term.value), address(term.value))
        return Link(quote.place, address(term.value), quote.words)
    shown = term.value.startswith(("http://", "https://", _BASE))
    return Link(labels.get(term.value, _name(term.value)), address(term.value) if shown else "")


def _name(iri: str) -> str:
    """What stands for a term without a label: the Korean name of a reused one, else a short form."""
    return _NAMES.get(shortened(iri), shortened(iri))


def _unknown(what: str) -> Problem:
    return Problem(HTTPStatus.NOT_FOUND, f"그래프에 없습니다: {what}", "첫 화면에서 찾아 보세요.")


def _render(template: str, **values: object) -> bytes:
    return _jinja.get_template(template).render(**values).encode()
