"""Prefixes that every query may use without declaring them, and that every dump is written with."""

from types import MappingProxyType
from typing import Final

_ID = "https://w3id.org/pigraph/id/"

PREFIXES: Final = MappingProxyType(
    {
        "pi": "https://w3id.org/pigraph/ns#",
        "item": f"{_ID}item/",
        "ev": f"{_ID}event/",
        "subj": f"{_ID}subject/",
        "topic": f"{_ID}topic/",
        "right": f"{_ID}right/",
        "ag": f"{_ID}org/",
        "ot": f"{_ID}org-type/",
        "file": f"{_ID}file/",
        "law": f"{_ID}law/",
        "pipa": f"{_ID}law/개인정보보호법/",
        "policy": f"{_ID}policy/",
        "source": f"{_ID}source/",
        "adms": "http://www.w3.org/ns/adms#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "doco": "http://purl.org/spar/doco/",
        "dpv": "https://w3id.org/dpv#",
        "eli": "http://data.europa.eu/eli/ontology#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "pd": "https://w3id.org/dpv/pd#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "time": "http://www.w3.org/2006/time#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
_LONGEST_FIRST: Final = tuple(sorted(PREFIXES.items(), key=lambda pair: -len(pair[1])))


def shortened(iri: str) -> str:
    """``iri`` with the prefix that abbreviates it most, whatever follows it (not always legal in Turtle)."""
    return next((f"{prefix}:{iri[len(space) :]}" for prefix, space in _LONGEST_FIRST if iri.startswith(space)), iri)
