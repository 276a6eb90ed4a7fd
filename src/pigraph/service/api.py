"""A JSON API for people without SPARQL: tables of the graph, filtered by any column and in pages, or as CSV.

What a table holds is a file ``data/api/{name}.rq``, written like a saved question (`pigraph.answers.questions`). Every
column is a filter: ``?agency=가나`` keeps the rows whose ``agency`` holds 가나, letters of either case. Several filters
all hold. The queries of a table are made by `pigraph.service.tables`.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from pigraph import resources
from pigraph.answers import Question, question, questions
from pigraph.errors import PigraphError
from pigraph.service.http import is_known, unless_gone, weak_tag
from pigraph.service.live import Live
from pigraph.service.openapi import problem_response
from pigraph.service.pool import Job
from pigraph.service.problems import Problem
from pigraph.service.tables import Binding, of_table

_MOST = 1000
_OWN = ("page", "per_page", "format")
_EXAMPLES = {
    "agency": "시",
    "item": "성명",
    "law": "법",
    "recipient": "경찰",
    "processor": "주식회사",
    "iri": "w3id.org",
    "severity": "위반",
    "rule": "L-RRN",
}
"""Words to filter by, as shown in the description of the API."""
router = APIRouter(prefix="/api")


class Page(BaseModel):
    """One page of a table. ``columns`` are the headings by name; a value that no policy states is null."""

    model_config = ConfigDict(json_schema_extra={"description": "One page of a table."})

    title: str = Field(description="What the table holds, in Korean.")
    columns: dict[str, str] = Field(description="Headings of the columns by name.")
    total: int = Field(description="Rows that pass the filters, on all pages.")
    page: int
    per_page: int
    rows: list[dict[str, str | None]]


class Listed(BaseModel):
    """A table or saved question: its name, what it asks, and the columns that can be filtered."""

    name: str
    ko: str
    en: str
    address: str
    columns: dict[str, str]


Number = Annotated[int, Query(ge=1, le=100_000, description="The page, from 1.")]
PerPage = Annotated[int, Query(ge=1, le=_MOST, description="Rows on a page.")]
Format = Annotated[str, Query(pattern="^(json|csv)$", description="json, or csv: all rows that pass, not a page.")]
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}},
    304: {"description": "What If-None-Match names is still true."},
    422: problem_response("A parameter is not understood, or the answer is too large."),
    503: problem_response("The service is busy, or the query took too long."),
}


@router.get("", summary="What tables and saved questions there are", response_model=list[Listed])
async def listed() -> list[Listed]:
    return [_listed(q, f"/api/{q.name}") for q in _tables()] + await saved()


@router.get("/questions", summary="Saved questions", response_model=list[Listed])
async def saved() -> list[Listed]:
    return [_listed(q, f"/api/questions/{q.name}") for q in questions()]


@router.get(
    "/questions/{name}",
    summary="The answer of a saved question",
    response_model=Page,
    responses={**_PROBLEMS, 404: problem_response("There is no such question.")},
)
async def answered(
    request: Request,
    name: Annotated[str, Path(description="A name from /api/questions.", examples=["rrn-holders"])],
    page: Number = 1,
    per_page: PerPage = 50,
    format: Format = "json",
) -> Any:
    try:
        asked = question(name)
    except PigraphError as error:
        raise Problem(HTTPStatus.NOT_FOUND, error.message, error.remedy) from error
    return await _table(request, asked, page, per_page, format)


def _add(table: Question) -> None:
    async def show(request: Request, page: Number = 1, per_page: PerPage = 50, format: Format = "json") -> Any:
        return await _table(request, table, page, per_page, format)

    filters = [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {"type": "string"},
            "example": _EXAMPLES.get(name, "1"),
            "description": f"{heading}: only rows that hold these letters.",
        }
        for name, heading in table.columns.items()
    ]
    router.add_api_route(
        f"/{table.name}",
        show,
        name=table.name,
        summary=table.en,
        description=table.ko,
        response_model=Page,
        responses=_PROBLEMS,
        openapi_extra={"parameters": filters},
    )


def _tables() -> list[Question]:
    return questions(resources.path("data", "api"))


for _one in _tables():
    _add(_one)


async def _table(request: Request, table: Question, page: int, per_page: int, form: str) -> Any:
    given = request.query_params.multi_items()
    wanted = of_table(table, [(name, words) for name, words in given if name not in _OWN])
    live: Live = request.app.state.live
    with live.held() as now:
        etag = weak_tag(now.version.encode(), request.url.path.encode(), request.url.query.encode())
        headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if is_known(request.headers.get("if-none-match", ""), etag):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)

        async def asked(query: str, form: str) -> bytes:
            return await unless_gone(now.pool.run(Job(query, form)), request.receive)

        if form == "csv":
            body = await asked(wanted.every, "csv")
            return Response(body, media_type="text/csv; charset=utf-8", headers=headers)

        async def rows(query: str) -> list[Binding]:
            found: list[Binding] = json.loads(await asked(query, "json"))["results"]["bindings"]
            return found

        total = int((await rows(wanted.count))[0]["n"]["value"])
        found = await rows(wanted.page(per_page, (page - 1) * per_page))
        if wanted.names and found:
            found = await rows(wanted.whole(found))
    shown = Page(
        title=table.ko,
        columns=table.columns,
        total=total,
        page=page,
        per_page=per_page,
        rows=[
            {name: row[name]["value"] if name in row and row[name]["value"] else None for name in table.columns}
            for row in found
        ],
    )
    return Response(shown.model_dump_json(), media_type="application/json", headers=headers)


def _listed(table: Question, address: str) -> Listed:
    return Listed(name=table.name, ko=table.ko, en=table.en, address=address, columns=table.columns)
