"""Citations of the shipped policies against those that a careful reader wrote down (`gold/citations`)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from pigraph.laws.citations import Citation, find, survey
from pigraph.text import Words, fold

FLOOR = 0.98
GOLD = Path(__file__).parent / "gold" / "citations"
POLICIES = Path(__file__).resolve().parents[2] / "data" / "policies"


def rows(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def cited(policy: str) -> list[tuple[Citation, range]]:
    """The citations of a policy, each with the lines (from 1) that its words stand on."""
    text = (POLICIES / f"{policy}.txt").read_text(encoding="utf-8")
    words = Words.of(text)
    found = find(words, survey(words))
    return [(c, range(text.count("\n", 0, c.words.begin) + 1, text.count("\n", 0, c.words.end - 1) + 2)) for c in found]


def place(row: dict[str, str]) -> tuple[str | None, ...]:
    units = (("article", "조"), ("paragraph", "항"), ("item", "호"))
    return tuple(row[key].removeprefix("제").replace(unit, "") or None for key, unit in units)


def test_citations_are_found() -> None:
    """F1 over law, article, paragraph, item and line; a row without an article counts too."""
    gold = rows("seed.csv")
    policies = sorted({row["seed"] for row in gold})
    left = {policy: list(cited(policy)) for policy in policies}
    taken, hits = sum(map(len, left.values())), 0
    for row in gold:
        for i, (c, lines) in enumerate(left[row["seed"]]):
            same = fold(c.law) == fold(row["law_official"]) and (c.article, c.paragraph, c.item) == place(row)
            if same and int(row["line"]) in lines:
                hits += 1
                del left[row["seed"]][i]
                break
    assert (len(policies), len(gold)) == (3, 86)
    assert 2 * hits / (len(gold) + taken) >= FLOOR


def test_what_is_no_citation_is_not_taken() -> None:
    for row in rows("seed_noncitations.csv"):
        for c, lines in cited(row["seed"]):
            assert int(row["line"]) not in lines or row["surface"] not in c.words.text, row
