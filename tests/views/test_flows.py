"""Flows, reach and concentration, on invented exchanges and on the shipped policies."""

import pytest

from pigraph.views.exchanges import Exchange, concentration, exchanges, reach, shared
from pigraph.views.flows import MOST, Column, aggregate, around
from pigraph.views.library import BASE, Library
from pigraph.views.picture import picture
from pigraph.views.rows import Kind

RRN, NAME = f"{BASE}item/resident-registration-number", f"{BASE}item/full-name"


def org(name: str) -> str:
    return f"{BASE}org/{name}"


def given(begin: str, end: str, *items: str) -> Exchange:
    return Exchange(f"{begin}{end}", org(begin), org(end), Kind.PROVISION, frozenset(items))


def entrusted(begin: str, end: str) -> Exchange:
    return Exchange(f"{begin}{end}", org(begin), org(end), Kind.OUTSOURCING, frozenset())


CHAIN = [
    given("가", "나", RRN),
    given("나", "다", RRN),
    given("다", "라", RRN),
    given("가", "마", NAME),
    entrusted("가", "바"),
]


@pytest.mark.parametrize(
    "item, hops, names",
    [
        (RRN, 1, ["나", "바"]),
        (RRN, 2, ["나", "바", "다"]),
        (RRN, 6, ["나", "바", "다", "라"]),
        (NAME, 6, ["마", "바"]),
        ("", 1, ["나", "마", "바"]),
    ],
)
def test_data_reach_whom_policies_name(library: Library, item: str, hops: int, names: list[str]) -> None:
    found = reach(library, CHAIN, org("가"), item, hops)
    assert [one.thing.label for one in found] == names
    assert [one.thing.label for one in found if not one.sure] == ["바"]


def test_the_path_is_told(library: Library) -> None:
    far = reach(library, CHAIN, org("가"), RRN, 3)[-1]
    assert [t.label for t in far.path] == ["가", "나", "다", "라"]
    assert far.hops == 3


def test_circles_end(library: Library) -> None:
    found = reach(library, [given("가", "나", RRN), given("나", "가", RRN)], org("가"), RRN, 9)
    assert [one.thing.label for one in found] == ["나"]


def test_nobody_is_reached_from_nowhere(library: Library) -> None:
    assert reach(library, CHAIN, org("하"), RRN, 3) == []


def test_concentration_counts_bodies_and_works(library: Library) -> None:
    found = concentration(
        library, [entrusted("가", "x"), entrusted("나", "x"), entrusted("다", "y"), given("가", "z", NAME)]
    )
    assert [(r.thing.label, r.agencies, r.count) for r in found.ranked] == [("x", 2, 2), ("y", 1, 1)]
    assert (found.total, found.top) == (3, 1.0)
    assert found.index == pytest.approx(5 / 9)
    assert concentration(library, []).ranked == ()


def test_shared_items_are_ranked_by_who_receives_them(library: Library) -> None:
    found = shared(library, [given("가", "나", RRN, NAME), given("다", "라", NAME)])
    assert [(r.thing.label, r.agencies, r.count) for r in found] == [("성명", 2, 2), ("주민등록번호", 1, 1)]


def test_exchanges_are_those_of_the_policies(library: Library) -> None:
    found = exchanges(library)
    assert sum(e.agency == org("김포시") and e.kind is Kind.PROVISION for e in found) == 8
    police = next(e for e in found if e.agency == org("김포시") and e.party == f"{BASE}org-type/경찰서")
    assert RRN in police.items


@pytest.mark.parametrize("wide", ["", *(c.value for c in Column)])
def test_a_picture_is_bounded_and_whole(library: Library, wide: str) -> None:
    every = [given(f"가{n}", f"나{n % 90}", f"{BASE}item/i{n % 70}") for n in range(500)]
    flow = aggregate(library, every, wide)
    assert len(flow.nodes) <= MOST
    keys = {n.key for n in flow.nodes}
    assert all(e.begin in keys and e.end in keys for e in flow.edges)
    # Nothing is lost: what has no room stands together.
    assert sum(n.hidden or 1 for n in flow.nodes if n.column is Column.ITEM) == 70
    assert sum(e.weight for e in flow.edges if e.begin.startswith("agency")) == 500


def test_a_body_around_itself(library: Library) -> None:
    flow = around(library, "agency", org("김포시"), 15)
    columns = dict(flow.columns())
    assert [n.thing and n.thing.label for n in columns[Column.AGENCY]] == ["김포시"]
    assert {"경찰서", "국세청"} <= {n.thing.label for n in columns[Column.PARTY] if n.thing}
    drawn = picture(flow)
    assert len(drawn.boxes) == len(flow.nodes) and len(drawn.bands) == len(flow.edges)
    tops = sorted((b.x, b.y, b.height) for b in drawn.boxes)
    assert all(y + h <= y2 for (x, y, h), (x2, y2, _) in zip(tops, tops[1:], strict=False) if x == x2)


def test_rows_left_out_are_counted(library: Library) -> None:
    assert around(library, "agency", org("김포시"), 400).more == 400 - 15
