"""An invented policy as a graph, with the text that its evidence points into."""

from datetime import date
from pathlib import Path

from pigraph.checks.check import Checker, Report
from pigraph.checks.knowledge import Knowledge
from pigraph.checks.requirements import shapes_of

SHAPES = Path(__file__).parent / "shapes"
ON = date(2026, 11, 20)
DOCUMENT = "https://w3id.org/pigraph/id/policy/가나군/개인정보처리방침/2018-01-01"
NAME = "<script>alert(1)</script> 가나군"
TEXT = "첫 줄\n가나세무서: 성명, 주소, <b>직업</b>\n라마청: 성명\n"
SOURCE = "https://w3id.org/pigraph/id/source/aaaaaaaaaaaa"


def graph(extra: str = "") -> bytes:
    """The stated graph as N-Triples: two provisions without a ground, the first with three items."""
    d, s = DOCUMENT, SOURCE
    item = "https://w3id.org/pigraph/id/item"
    lines = f"""
<{d}> <http://xmlns.com/foaf/0.1/primaryTopic> <{d}#policy> .
<{d}> <http://www.w3.org/ns/prov#wasDerivedFrom> <{s}> .
<{d}#policy> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/dpv#PrivacyNotice> .
<{d}#policy> <http://purl.org/dc/terms/title> "개인정보 <i>처리방침</i>"@ko .
<{d}#policy> <https://schema.org/startDate> "2018-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .
<{d}#policy> <https://w3id.org/dpv#hasDataController> <https://w3id.org/pigraph/id/org/가나군> .
<{d}#policy> <http://purl.org/dc/terms/source> <{s}#char=0,3> .
<https://w3id.org/pigraph/id/org/가나군> <http://www.w3.org/2000/01/rdf-schema#label> "{NAME}"@ko .
<{d}#p1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/pigraph/ns#Provision> .
<{d}#p1> <https://w3id.org/dpv#hasPersonalData> <{item}/full-name> .
<{d}#p1> <https://w3id.org/dpv#hasPersonalData> <{item}/address> .
<{d}#p1> <https://w3id.org/dpv#hasPersonalData> <{item}/occupation> .
<{d}#p1> <http://purl.org/dc/terms/source> <{s}#char=4,28> .
<{d}#p2> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/pigraph/ns#Provision> .
<{d}#p2> <https://w3id.org/pigraph/ns#unclearOn> <https://w3id.org/dpv#hasRecipient> .
<{d}#p2> <http://purl.org/dc/terms/source> <{s}#char=29,36> .
"""
    return (lines + extra).strip().encode() + b"\n"


def checker() -> Checker:
    return Checker(shapes_of(SHAPES), background=Knowledge([]))


def report(extra: str = "", on: date = ON, text: str = TEXT) -> Report:
    return checker().check(DOCUMENT, graph(extra), text, "가나.txt", on)
