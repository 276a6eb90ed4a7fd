"""The description of all that is served (OpenAPI 3.1): FastAPI's own of the JSON API, and what it does not know."""

from __future__ import annotations

from typing import Any

from pigraph.service.negotiation import GRAPHS, HTML, RESULTS, Representation
from pigraph.service.problems import MEDIA_TYPE

_QUERY = "SELECT ?agency WHERE { ?policy dpv:hasDataController/rdfs:label ?agency } ORDER BY ?agency LIMIT 10"


def problem_response(description: str) -> dict[str, Any]:
    """A response that is a problem document (RFC 9457)."""
    schema = {
        "type": "object",
        "required": ["title", "status"],
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "line": {"type": "integer", "description": "Where in the query, from 1."},
            "column": {"type": "integer"},
        },
    }
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


def described(document: dict[str, Any]) -> dict[str, Any]:
    """FastAPI's document with the SPARQL endpoint, linked data, and the health of the service."""
    document["paths"].update({
        "/sparql": {"get": _asked_by_get(), "post": _asked_by_post()},
        "/id/{name}": {"get": _named()},
        "/ready": {"get": _simple("Whether the graph can be asked, and which it is", "application/json", 503)},
        "/health": {"get": _simple("Whether the process answers", "application/json")},
        "/metrics": {"get": _simple("Figures for Prometheus", "text/plain")},
    })  # fmt: skip
    return document


def _asked_by_get() -> dict[str, Any]:
    query = _parameter("query", "A SPARQL 1.1 query; without one, the endpoint describes itself.", _QUERY)
    return {
        "summary": "Ask in SPARQL 1.1",
        "operationId": "sparql_get",
        "parameters": [query, *_dataset(), _format()],
        "responses": _answers(),
    }


def _asked_by_post() -> dict[str, Any]:
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {
            "query": {"type": "string"},
            "default-graph-uri": {"type": "array", "items": {"type": "string"}},
            "named-graph-uri": {"type": "array", "items": {"type": "string"}},
        },
    }
    return {
        "summary": "Ask in SPARQL 1.1, with the query in the body",
        "operationId": "sparql_post",
        "parameters": [*_dataset(), _format()],
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}, "example": _QUERY},
                "application/x-www-form-urlencoded": {"schema": form, "example": {"query": _QUERY}},
            },
        },
        "responses": {
            **_answers(),
            "408": problem_response("The request took too long to arrive."),
            "413": problem_response("The request is too large."),
            "415": problem_response("A query cannot be sent as this media type."),
        },
    }


def _answers() -> dict[str, Any]:
    return {
        "200": {"description": "The answer.", "content": _contents(RESULTS, GRAPHS, (HTML,))},
        "304": {"description": "What If-None-Match names is still true."},
        "400": problem_response("The query cannot be parsed or run; line and column say where."),
        "403": problem_response("Updates and SERVICE are refused."),
        "406": problem_response("None of the accepted media types is available."),
        "422": problem_response("The answer has more rows or bytes than this service gives."),
        "503": problem_response("The service is busy, or the query took too much time or memory."),
    }


def _named() -> dict[str, Any]:
    name = {
        "name": "name",
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
        "example": "item",
        "description": "The rest of an IRI behind https://w3id.org/pigraph/id/; may hold slashes.",
    }
    return {
        "summary": "A thing of the graph: leads to its page, or to RDF about it",
        "operationId": "named",
        "parameters": [name],
        "responses": {
            "303": {"description": "See the page or the data."},
            "404": problem_response("This is no name."),
            "406": problem_response("None of the accepted media types is available."),
        },
    }


def _simple(summary: str, media_type: str, *others: int) -> dict[str, Any]:
    content = {media_type: {"schema": {} if media_type == "application/json" else {"type": "string"}}}
    also = {str(status): {"description": "Not now.", "content": content} for status in others}
    return {"summary": summary, "responses": {"200": {"description": "So.", "content": content}, **also}}


def _dataset() -> list[dict[str, Any]]:
    meanings = {"default-graph-uri": "A graph to ask", "named-graph-uri": "A graph to name in GRAPH"}
    return [
        {
            "name": name,
            "in": "query",
            "schema": {"type": "array", "items": {"type": "string", "format": "iri"}},
            "description": f"{what}; several, and none for the service's own dataset.",
        }
        for name, what in meanings.items()
    ]


def _format() -> dict[str, Any]:
    names = ", ".join(r.name for r in (*RESULTS, *GRAPHS))
    return _parameter("format", f"Instead of Accept: {names}, or a media type.")


def _parameter(name: str, description: str, example: str = "") -> dict[str, Any]:
    said = {"name": name, "in": "query", "schema": {"type": "string"}, "description": description}
    return {**said, "example": example} if example else said


def _contents(*offered: tuple[Representation, ...]) -> dict[str, Any]:
    return {r.media_types[0]: {"schema": {}} for some in offered for r in some}
