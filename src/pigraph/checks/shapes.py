"""SHACL shapes, taken from Turtle: what each constrains, whom it targets and what it says.

W3C SHACL 1.0, Core and SPARQL constraints (sections 2 to 5). A shape is *named* by an IRI; blank nodes get an IRI that
depends on their order in the files only, so that two engines speak of the same shape. What pigraph does not support
(rules, functions, own components, ``$shapesGraph``) is an error that names the shape, never ignored in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct, field
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from pigraph.checks.paths import PropertyPath, read_path
from pigraph.checks.unnamed import UNNAMED, named
from pigraph.errors import DataError
from pigraph.graph.terms import RDF, RDFS, Namespace

SH = Namespace("sh", "http://www.w3.org/ns/shacl#")
Node: TypeAlias = NamedNode | BlankNode
Term: TypeAlias = NamedNode | BlankNode | Literal


def _by_iri(*names: str) -> dict[NamedNode, str]:
    return {SH[name]: name for name in names}


_TARGETS = _by_iri("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_TERMS = _by_iri(
    "class", "datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive", "maxExclusive",
    "maxInclusive", "minLength", "maxLength", "pattern", "uniqueLang", "equals", "disjoint", "lessThan",
    "lessThanOrEquals", "hasValue",
)  # fmt: skip
_LISTS = _by_iri("languageIn", "in")
_SHAPES = _by_iri("node", "property", "not")
_SHAPE_LISTS = _by_iri("and", "or", "xone")
_QUALIFIED = _by_iri("qualifiedMinCount", "qualifiedMaxCount")
_SAYING = _by_iri(
    "name", "description", "message", "severity", "order", "group", "defaultValue", "deactivated", "path", "flags",
    "ignoredProperties", "qualifiedValueShape", "qualifiedValueShapesDisjoint", "closed", "sparql",
)  # fmt: skip
_KNOWN = {**_TARGETS, **_TERMS, **_LISTS, **_SHAPES, **_SHAPE_LISTS, **_QUALIFIED, **_SAYING}
_OF_PATHS = ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", *_QUALIFIED.values())
_TYPE = RDF["type"]
_INTEGER = re.compile(r"\d+")


class Target(Struct, frozen=True):
    """Whom a shape is about: ``kind`` is the local name of the SHACL property, ``term`` its value."""

    kind: str
    term: Term


class Constraint(Struct, frozen=True):
    """One constraint of a shape.

    ``kind``: the local name of the parameter (minCount, or, sparql …). ``terms``: its value, or the members of its
    list; for logical ones and ``node`` and ``property`` the shapes meant. ``options``: parameters that go with it.
    """

    kind: str
    terms: tuple[Term, ...]
    options: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)

    @property
    def component(self) -> NamedNode:
        """The IRI that results name (``sh:MinCountConstraintComponent``)."""
        name = {"property": "PropertyShape", "sparql": "SPARQL"}.get(self.kind, self.kind[0].upper() + self.kind[1:])
        return SH[f"{name}ConstraintComponent"]

    @property
    def number(self) -> int:
        """Its value as a whole number."""
        return int(self.terms[0].value)


class Shape(Struct, frozen=True):
    """A node shape, or a property shape (``path``). ``messages``: text by language ("" = none)."""

    node: NamedNode
    path: PropertyPath | None
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    severity: NamedNode
    messages: Mapping[str, str]
    deactivated: bool


class ShapesGraph:
    """The triples of some shapes files, and the shapes that they make. Equal files give equal names."""

    def __init__(
        self,
        triples: Iterable[Triple],
        origin: str = "the shapes",
        origins: Mapping[NamedNode, str] = MappingProxyType({}),
    ) -> None:
        """Raises `DataError`, naming ``origin`` and the shape, for what is no shape that pigraph can check."""
        self.origin = origin
        self.origins = origins
        """Named shape → the name of the file that declares it."""
        self._statements = named(triples)
        self._by_subject: dict[Node, dict[NamedNode, list[Term]]] = {}
        for subject, predicate, value in self._statements:
            if not isinstance(subject, Triple) and not isinstance(value, Triple):
                self._by_subject.setdefault(subject, {}).setdefault(predicate, []).append(value)
        self._read: dict[NamedNode, Shape] = {}
        self._reading: list[NamedNode] = []
        self._known_prefixes: dict[Term, tuple[Term, ...]] = {}
        self.parents: dict[NamedNode, NamedNode] = {}
        """Property shape → the shape that it stands in (the first, where there are several)."""
        self.declared = tuple(self._candidates())
        """What is declared as a shape, in the order of the files."""
        self.roots = tuple(s for s in map(self.shape, self.declared) if s.targets and not s.deactivated)
        """Shapes with targets, in the order of the files."""

    @classmethod
    def load(cls, paths: Iterable[Path]) -> ShapesGraph:
        """The shapes of some Turtle files. Raises `DataError`."""
        triples: list[Triple] = []
        names: list[str] = []
        origins: dict[NamedNode, str] = {}
        for path in paths:
            names.append(path.name)
            try:
                # Renamed: two files may use one label.
                read = [q.triple for q in parse(path.read_bytes(), RdfFormat.TURTLE, rename_blank_nodes=True)]
            except SyntaxError as error:
                raise DataError(f"{path} is not valid Turtle: {error.msg}.", "Correct it there.") from error
            except OSError as error:
                raise DataError(f"{path} cannot be read: {error.strerror}.", "Check its place and rights.") from error
            triples += read
            for t in read:
                if t.predicate == _TYPE and isinstance(node := t.subject, NamedNode):
                    origins.setdefault(node, path.name)
        return cls(triples, ", ".join(names), origins)

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """All of them, with the names that shapes have here."""
        return tuple(Triple(*statement) for statement in self._statements)

    @cached_property
    def ntriples(self) -> bytes:
        """All triples, for another engine."""
        return serialize(self.triples, format=RdfFormat.N_TRIPLES) or b""

    def values(self, subject: Node, predicate: NamedNode) -> list[Term]:
        """The objects of a subject and predicate, in the order of the files."""
        return self._by_subject.get(subject, {}).get(predicate, [])

    def items(self, head: Term) -> tuple[Term, ...]:
        """The members of an RDF list. Raises `DataError` for one that is torn or runs in circles."""
        members: list[Term] = []
        seen: set[Term] = set()
        while head != RDF["nil"]:
            first = self.values(head, RDF["first"]) if not isinstance(head, Literal) else []
            rest = self.values(head, RDF["rest"]) if not isinstance(head, Literal) else []
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise self.error(head, "a list in it is broken")
            seen.add(head)
            members.append(first[0])
            head = rest[0]
        return tuple(members)

    def error(self, node: Term, what: str) -> DataError:
        """What is wrong with a shape, with its name and its nearest named parent."""
        within = f" (in {self.nearest_named(node).value})" if isinstance(node, NamedNode) else ""
        return DataError(f"{self.origin}: {node.value}{within}: {what}.", "Correct the shape.")

    def nearest_named(self, node: NamedNode) -> NamedNode:
        """The shape itself if it has a name, else the nearest shape around it that has."""
        while node.value.startswith(UNNAMED) and node in self.parents:
            node = self.parents[node]
        return node

    def shape(self, node: NamedNode) -> Shape:
        """The shape called ``node``. Raises `DataError`; a shape that refers to itself is an error too."""
        if node not in self._read:
            if node in self._reading:
                raise self.error(node, "it refers to itself, which SHACL leaves undefined")
            self._reading.append(node)
            self._read[node] = self._shape(node)
            self._reading.pop()
        return self._read[node]

    def _candidates(self) -> Iterator[NamedNode]:
        for node, said in list(self._by_subject.items()):
            if not isinstance(node, NamedNode):
                continue
            types = said.get(RDF["type"], [])
            if SH["NodeShape"] in types or SH["PropertyShape"] in types or any(t in said for t in _TARGETS):
                yield node

    def _shape(self, node: NamedNode) -> Shape:
        said = self._by_subject.get(node, {})
        unknown = [p.value for p in said if p not in _KNOWN and p.value.startswith(SH.iri)]
        if unknown:
            raise self.error(node, f"pigraph does not support {', '.join(sorted(unknown))}")
        targets = [Target(kind, term) for iri, kind in _TARGETS.items() for term in said.get(iri, ())]
        if RDFS["Class"] in self.values(node, RDF["type"]):
            targets.append(Target("targetClass", node))
        paths = self.values(node, SH["path"])
        if len(paths) > 1:
            raise self.error(node, "it has more than one sh:path")
        path = read_path(self, paths[0]) if paths else None
        severity = self._one(node, "severity", SH["Violation"])
        if not isinstance(severity, NamedNode):
            raise self.error(node, "its sh:severity is no IRI")
        return Shape(
            node,
            path,
            tuple(targets),
            tuple(self._constraints(node, path)),
            severity,
            self.texts(node, SH["message"]),
            self._one(node, "deactivated", None) == Literal(True),
        )

    def texts(self, node: Node, predicate: NamedNode) -> dict[str, str]:
        """The texts of a property by language."""
        return {v.language or "": v.value for v in self.values(node, predicate) if isinstance(v, Literal)}

    def _one(self, node: NamedNode, name: str, default: Term | None) -> Term | None:
        found = self.values(node, SH[name])
        if len(found) > 1:
            raise self.error(node, f"it has more than one sh:{name}")
        return found[0] if found else default

    def _constraints(self, node: NamedNode, path: PropertyPath | None) -> Iterator[Constraint]:
        said = self._by_subject.get(node, {})
        for iri, kind in _TERMS.items():
            for term in said.get(iri, ()):
                options = {"flags": tuple(self.values(node, SH["flags"]))} if kind == "pattern" else {}
                if kind in ("minCount", "maxCount", "minLength", "maxLength"):
                    self._whole(node, kind, term)
                if kind != "uniqueLang" or term == Literal(True):
                    yield self._on_path(node, path, Constraint(kind, (term,), options))
        for iri, kind in _LISTS.items():
            for term in said.get(iri, ()):
                yield Constraint(kind, self.items(term))
        for iri, kind in _SHAPES.items():
            for term in said.get(iri, ()):
                yield Constraint(kind, (self._referred(node, term, kind),))
        for iri, kind in _SHAPE_LISTS.items():
            for term in said.get(iri, ()):
                yield Constraint(kind, tuple(self._referred(node, t, kind) for t in self.items(term)))
        yield from self._qualified(node, path)
        if self._one(node, "closed", None) == Literal(True):
            ignored = self.values(node, SH["ignoredProperties"])
            allowed = [
                self.values(p, SH["path"]) for p in self.values(node, SH["property"]) if isinstance(p, NamedNode)
            ]
            named = [p for paths in allowed for p in paths if isinstance(p, NamedNode)]
            yield Constraint("closed", (*named, *(t for head in ignored for t in self.items(head))))
        for term in self.values(node, SH["sparql"]):
            yield self._sparql(node, term)

    def _qualified(self, node: NamedNode, path: PropertyPath | None) -> Iterator[Constraint]:
        for term in self.values(node, SH["qualifiedValueShape"]):
            wanted = self._referred(node, term, "qualifiedValueShape")
            siblings: tuple[Term, ...] = ()
            if self._one(node, "qualifiedValueShapesDisjoint", None) == Literal(True):
                siblings = tuple(self._siblings(node, wanted))
            for iri, kind in _QUALIFIED.items():
                for number in self.values(node, iri):
                    self._whole(node, kind, number)
                    options = {"shape": (wanted,), "siblings": siblings}
                    yield self._on_path(node, path, Constraint(kind, (number,), options))

    def _siblings(self, node: NamedNode, wanted: Term) -> Iterator[Term]:
        """The qualified shapes beside ``wanted`` in every shape that has ``node`` (SHACL 4.7.3)."""
        parents = [s for s, said in self._by_subject.items() if SH["property"] in said and node in said[SH["property"]]]
        for parent in parents:
            for beside in self.values(parent, SH["property"]):
                for found in self.values(beside, SH["qualifiedValueShape"]) if isinstance(beside, NamedNode) else ():
                    if found != wanted:
                        yield self._referred(node, found, "qualifiedValueShape")

    def _sparql(self, node: NamedNode, term: Term) -> Constraint:
        if not isinstance(term, NamedNode) or len(self.values(term, SH["select"])) != 1:
            raise self.error(node, "its sh:sparql has no single sh:select")
        self.parents.setdefault(term, node)
        if self.values(term, SH["deactivated"]) == [Literal(True)]:
            return Constraint("sparql", ())
        prefixes = [d for o in self.values(term, SH["prefixes"]) for d in self._prefixes(o)]
        return Constraint("sparql", (term, self.values(term, SH["select"])[0]), {"prefixes": tuple(prefixes)})

    def _prefixes(self, ontology: Term) -> tuple[Term, ...]:
        """What an ontology declares, read once: nearly every SPARQL constraint names the same."""
        if ontology not in self._known_prefixes:
            self._known_prefixes[ontology] = tuple(self._declared(ontology))
        return self._known_prefixes[ontology]

    def _declared(self, ontology: Term) -> Iterator[Term]:
        for declaration in self.values(ontology, SH["declare"]) if isinstance(ontology, NamedNode) else ():
            if isinstance(declaration, NamedNode):
                prefix, space = self.values(declaration, SH["prefix"]), self.values(declaration, SH["namespace"])
                if len(prefix) == len(space) == 1:
                    yield Literal(f"PREFIX {prefix[0].value}: <{space[0].value}>")

    def _referred(self, node: NamedNode, term: Term, kind: str) -> NamedNode:
        if not isinstance(term, NamedNode):
            raise self.error(node, f"its sh:{kind} is no shape: {term}")
        self.parents.setdefault(term, node)
        self.shape(term)
        return term

    def _on_path(self, node: NamedNode, path: PropertyPath | None, constraint: Constraint) -> Constraint:
        if path is None and constraint.kind in _OF_PATHS:
            raise self.error(node, f"sh:{constraint.kind} needs a sh:path")
        return constraint

    def _whole(self, node: NamedNode, kind: str, term: Term) -> None:
        if not isinstance(term, Literal) or not _INTEGER.fullmatch(term.value):
            raise self.error(node, f"its sh:{kind} is no whole number: {term}")
