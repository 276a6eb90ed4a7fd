"""What stands on pages for terms without a label, and where links lead."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from pigraph.answers import Sources
from pigraph.service import pages
from pigraph.store import PREFIXES, Iri, Text


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        ("https://w3id.org/pigraph/id/org/가나시", "/page/id/org/%EA%B0%80%EB%82%98%EC%8B%9C"),
        ("https://w3id.org/pigraph/id/policy/a/b/2024#h1", "/page/id/policy/a/b/2024#h1"),
        ("https://w3id.org/pigraph/id/org/a?b", "/page/id/org/a%3Fb"),
        ("https://w3id.org/pigraph/id/source/0123456789ab#char=3,5", "/page/id/source/0123456789ab?char=3,5#marked"),
        ("https://w3id.org/dpv#Consent", "https://w3id.org/dpv#Consent"),
    ],
)
def test_addresses(iri: str, address: str) -> None:
    assert pages.address(iri) == address


def test_every_named_term_has_a_known_prefix() -> None:
    named = tomllib.loads(files("pigraph.service.pages").joinpath("terms.toml").read_text(encoding="utf-8"))
    assert len(named) > 40
    assert {name.partition(":")[0] for name in named} <= set(PREFIXES)
    assert pages._name(PREFIXES["dpv"] + "hasPurpose") == "목적"


def test_only_web_addresses_are_links_and_texts_keep_their_language(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    assert pages._link(Iri("javascript:alert(1)"), {}, sources).address == ""
    assert pages._link(Text("x", "en"), {}, sources) == pages.Link("x", language="en")


def test_values_are_escaped() -> None:
    page = pages._render("problem.html", title="<script>", problem=pages._unknown("<b>"))
    assert b"<script>" not in page
    assert b"<b>" not in page
