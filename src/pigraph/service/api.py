"""A JSON API for people without SPARQL: tables of the graph, filtered by any column and in pages, or as CSV.

What a table holds is a file ``data/api/{name}.rq``, written like a saved question (`pigraph.answers.questions`). Every
column is a filter: ``?agency=가나`` keeps the rows whose ``agency`` holds 가나, letters of either case.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from pigraph import resources
from pigraph.answers import Question, question, questions
from pigraph.errors import PigraphError
from pigraph.service.live import Live
from pigraph.service.pool import Job
from pigraph.service.problems import Problem
from pigraph.store import literal

_MOST = 1000
_OWN = ("page", "per_page", "format")
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
    422: {"description": "A parameter is not understood."},
    503: {"description": "The service is busy, or the query took too long."},
}


@router.get("", summary="What tables and saved questions there are", response_model=list[Listed])
async def listed() -> list[Listed]:
    return [_listed(q, f"/api/{q.name}") for q in _tables()] + [
        _listed(q, f"/api/questions/{q.name}") for q in questions()
    ]


@router.get("/questions", summary="Saved questions", response_model=list[Listed])
async def saved() -> list[Listed]:
    return [_listed(q, f"/api/questions/{q.name}") for q in questions()]


@router.get("/questions/{name}", summary="The answer of a saved question", response_model=Page, responses=_PROBLEMS)
async def answered(
    request: Request, name: str, page: Number = 1, per_page: PerPage = 50, format: Format = "json"
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
            "description": f"{heading}: 포함하는 글자",
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
    given = {name: value for name, value in request.query_params.multi_items() if name not in _OWN}
    unknown = sorted(set(given) - set(table.columns))
    if unknown:
        names = ", ".join(table.columns)
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"There is no column {unknown[0]!r}.", f"Columns are {names}.")
    live: Live = request.app.state.live
    pool = live.now.pool
    rows = _filtered(table, given)
    order = " ".join(f"?{name}" for name in table.columns)
    if form == "csv":
        body = await pool.run(Job(f"SELECT {order} WHERE {{ {rows} }} ORDER BY {order}", "csv"))
        return Response(body, media_type="text/csv; charset=utf-8")
    counted = json.loads(await pool.run(Job(f"SELECT (COUNT(*) AS ?n) WHERE {{ {rows} }}", "json")))
    total = int(counted["results"]["bindings"][0]["n"]["value"])
    query = f"SELECT {order} WHERE {{ {rows} }} ORDER BY {order} LIMIT {per_page} OFFSET {(page - 1) * per_page}"
    answer = json.loads(await pool.run(Job(query, "json")))
    return Page(
        title=table.ko,
        columns=table.columns,
        total=total,
        page=page,
        per_page=per_page,
        rows=[
            {name: row[name]["value"] if name in row and row[name]["value"] else None for name in table.columns}
            for row in answer["results"]["bindings"]
        ],
    )


def _filtered(table: Question, given: dict[str, str]) -> str:
    """The rows of a table as a group graph pattern; what a user typed is only ever a literal in it."""
    try:
        parts = [f"FILTER(CONTAINS(LCASE(STR(?{n})), LCASE({literal(v)})))" for n, v in given.items()]
    except ValueError as error:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "A filter holds no text.", "Encode it as UTF-8.") from error
    return f"{{ {table.sparql}\n}} {' '.join(parts)}"


def _listed(table: Question, address: str) -> Listed:
    return Listed(name=table.name, ko=table.ko, en=table.en, address=address, columns=table.columns)
