"""Citations against the hand-made ones of three policies, and names against all laws in force."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

from pigraph import resources
from pigraph.laws import citations, misquotes
from pigraph.laws.citations import Citation, find, survey
from pigraph.laws.registry import Law, Registry, registry
from pigraph.laws.titles import LawKind
from pigraph.text import Words, fold, iso_date

pytestmark = pytest.mark.shared
POLICIES = {"seoul-mongttang": "서울특별시", "gimpo": "김포시", "mental-health-case": "한국사회보장정보원"}


def number(printed: str, unit: str) -> str | None:
    return printed.removeprefix("제").replace(unit, "") or None


def rows(file: Path, policy: str) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["seed"] == policy]


def read(shared: Path, policy: str) -> list[tuple[Citation, range]]:
    """The citations of a policy, each with the lines (from 1) that its words stand on."""
    text = (shared / "policies" / "seed" / f"{policy}.txt").read_text(encoding="utf-8")
    words = Words.of(text)
    found = find(words, survey(words, POLICIES[policy]))
    return [(c, range(text.count("\n", 0, c.words.begin) + 1, text.count("\n", 0, c.words.end - 1) + 2)) for c in found]


def test_citations_of_the_sample_policies(shared: Path) -> None:
    """Every row counts, a law without an article too; law, article, paragraph, item and line must agree."""
    hits = wanted = taken = 0
    for policy in POLICIES:
        found = read(shared, policy)
        gold = rows(shared / "gold" / "citations" / "seed.csv", policy)
        wanted, taken = wanted + len(gold), taken + len(found)
        for row in gold:
            place = tuple(
                number(row[key], unit) for key, unit in (("article", "조"), ("paragraph", "항"), ("item", "호"))
            )
            for i, (c, lines) in enumerate(found):
                same = fold(c.law) == fold(row["law_official"]) and (c.article, c.paragraph, c.item) == place
                if same and int(row["line"]) in lines:
                    hits += 1
                    del found[i]
                    break
    assert wanted > 80
    assert 2 * hits / (wanted + taken) >= 0.98


def test_annexes_and_titles_of_the_sample_policies(shared: Path) -> None:
    for policy in POLICIES:
        found = [c for c, _ in read(shared, policy)]
        gold = rows(shared / "gold" / "citations" / "seed.csv", policy)
        numbered = [row["annex"] for row in gold if any(c.isdigit() for c in row["annex"])]
        assert Counter(c.annex for c in found if c.annex) == Counter(numbered)
        titles = [fold(row["title_in_text"]) for row in gold if row["title_in_text"] and row["article"]]
        assert Counter(fold(c.title) for c in found if c.title) == Counter(titles)


def test_what_the_sample_policies_do_not_cite(shared: Path) -> None:
    for policy in POLICIES:
        found = read(shared, policy)
        for row in rows(shared / "gold" / "citations" / "seed_noncitations.csv", policy):
            for c, lines in found:
                assert int(row["line"]) not in lines or row["surface"] not in c.words.text, row


def test_every_law_of_the_sample_policies_is_registered(shared: Path) -> None:
    for policy in POLICIES:
        for row in rows(shared / "gold" / "citations" / "seed.csv", policy):
            law = registry().find(row["law_official"])
            assert law, row["law_official"]
            assert law.path.split("/")[0] == ("ordinance" if row["kind"] == "ordinance" else "law")
            if row["article_title_asof"]:
                title = registry().title(law, number(row["article"], "조") or "", row["asof_date"])
                assert title is None or fold(title) == fold(row["article_title_asof"]), row
                assert title or not row["law_version_effective"], row


@pytest.fixture(scope="module")
def all_laws(shared: Path) -> list[Law]:
    """Every law in force."""
    kinds = {"법률": LawKind.ACT, "대통령령": LawKind.DECREE}
    with gzip.open(shared / "laws" / "all_laws.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        return [Law(row["law_name"], kinds.get(row["law_type"], LawKind.RULE)) for row in csv.DictReader(stream)]


def test_names_are_recognised_without_a_registry(all_laws: list[Law], monkeypatch: pytest.MonkeyPatch) -> None:
    """The wording of titles alone finds most names in prose: a floor for laws that nobody registered."""
    empty = Registry([])
    monkeypatch.setattr(citations, "registry", lambda: empty)
    monkeypatch.setattr(misquotes, "registry", lambda: empty)
    floors = {LawKind.ACT: 0.93, LawKind.DECREE: 0.89, LawKind.RULE: 0.88}
    right: Counter[LawKind] = Counter()
    sample = all_laws[::4]
    for law in sample:
        found = find(Words.of(f"이용 목적이 변경되는 경우에는 {law.name} 제3조에 따라"))
        right[law.kind] += len(found) == 1 and fold(found[0].law) == fold(law.name) and found[0].article == "3"
    for kind, floor in floors.items():
        assert right[kind] / sum(law.kind is kind for law in sample) >= floor, kind


def test_all_laws_fit_in_one_registry(all_laws: list[Law], monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = Registry.load(resources.path("data", "laws"))
    distinct = {fold(law.name): law for law in all_laws if not shipped.find(law.name)}
    book = Registry([*shipped.laws, *distinct.values()])
    monkeypatch.setattr(citations, "registry", lambda: book)
    monkeypatch.setattr(misquotes, "registry", lambda: book)
    sample = all_laws[::5]
    right = 0
    for law in sample:
        found = find(Words.of(f"정보주체의 동의, 법률의 특별한 규정 등 {law.name} 제3조"))
        right += len(found) == 1 and found[0].known and fold(found[0].law) == fold(law.name)
    assert right / len(sample) >= 0.96


def test_dates_of_titles_are_dates() -> None:
    for law in registry().laws:
        for article in registry().articles(law):
            for date in (article.start, article.end):
                assert date is None or date == iso_date(*map(int, date.split("-")))
