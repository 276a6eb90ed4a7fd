"""A query checked before it runs: it may use only classes and properties that pigraph publishes, and only read.

Own terms are those that ``ontology/pigraph.ttl`` defines; reused ones are listed here. A query that fails is a fault of
pigraph, not of the question.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pigraph import resources
from pigraph.errors import DataError
from pigraph.store.prefixes import PREFIXES

_LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_IRI = re.compile(r"<([^<>\"{}|^`\\\s]*)>")
_NAME = re.compile(r"(?<![\w?])([a-z]+):([A-Za-z][\w\-]*)")
_OWN = re.compile(r"^pi:(\w+) a ", re.MULTILINE)
_WORD = re.compile(r"(?<![\w?:])[A-Za-z]+(?![\w:])")

REUSED = {
    "dpv": "hasProcess hasDataController hasDataProcessor hasRecipient hasPersonalData hasPurpose hasLegalBasis "
    "hasStorageCondition hasService hasImpactAssessment hasNecessity hasDataSubject hasApplicability hasRight "
    "hasAuditStatus hasTechnicalMeasure hasOrganisationalMeasure hasPhysicalMeasure Consent EndlessDuration "
    "StorageDeletion DataSubProcessor AuditApproved NotApplicable Required Optional PrivacyNotice PIA",
    "dct": "subject references title description date source hasPart type",
    "doco": "Section",
    "dcat": "contactPoint",
    "eli": "is_part_of LegalResource",
    "foaf": "primaryTopic",
    "rdfs": "label",
    "schema": "startDate endDate telephone faxNumber",
    "skos": "prefLabel altLabel broader inScheme",
    "time": "months",
    "topic": "access-request provision outsourcing pia officer items retention purpose destruction rights",
    "vcard": "fn title role hasTelephone hasEmail organization-unit",
}
"""Reused classes and properties, and the topics of sections, by prefix."""
_WORDS = frozenset(
    word
    for line in (
        "SELECT DISTINCT WHERE OPTIONAL FILTER NOT EXISTS VALUES BIND AS UNION GRAPH IF BOUND COALESCE CONCAT STR",
        "STRENDS STRSTARTS SUBSTR REGEX LANG IN COUNT MIN MAX GROUP BY ORDER ASC DESC LIMIT a true false",
    )
    for word in line.split()
)


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """The IRIs of every class and property that a query may use."""
    own = _OWN.findall(resources.path("ontology", "pigraph.ttl").read_text(encoding="utf-8"))
    names = {f"{PREFIXES['pi']}{name}" for name in own}
    for prefix, some in REUSED.items():
        names |= {f"{PREFIXES[prefix]}{name}" for name in some.split()}
    return frozenset(names)


def vetted(query: str) -> str:
    """``query`` itself. Raises `DataError` if it uses a term or a word that it must not."""
    bare = _LITERAL.sub('""', query)
    for iri in _IRI.findall(bare):
        if iri not in known() and "/id/" not in iri:
            raise DataError(f"The query uses <{iri}>, which pigraph does not publish.", "Report this question.")
    bare = _IRI.sub(" ", bare)
    for prefix, name in _NAME.findall(bare):
        if PREFIXES.get(prefix, "") + name not in known():
            raise DataError(f"The query uses {prefix}:{name}, which pigraph does not publish.", "Report this question.")
    for word in _WORD.findall(_NAME.sub(" ", bare)):
        if word not in _WORDS:
            raise DataError(f"The query has the word {word}, which no question needs.", "Report this question.")
    return query
