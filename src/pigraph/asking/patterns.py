"""Where each field of each kind of row stands in the graph, as patterns of SPARQL: ?row ?part → ?value ?label.

``?part`` is the row itself, or a group of items inside it where a question asks for 필수, consent or whose data.
"""

from __future__ import annotations

from typing import Final

from pigraph.asking.model import Field, Scene

ROWS: Final = {
    Scene.HOLDING: "?policy dpv:hasProcess ?row . ?row a pi:Holding .",
    Scene.PROVISION: "?policy dpv:hasProcess ?row . ?row a pi:Provision .",
    Scene.OUTSOURCING: "?policy dpv:hasProcess ?row . ?row a pi:Outsourcing .",
    Scene.ASSESSMENT: "?policy dpv:hasImpactAssessment ?row .",
    Scene.CONTACT: "?policy dcat:contactPoint ?row .",
    Scene.CLAUSE: "?policy dct:hasPart ?row . ?row a doco:Section .",
    Scene.POLICY: "BIND(?policy AS ?row)",
}
"""The rows of each scene."""
_KOREAN = 'FILTER(LANG(?label) IN ("ko", ""))'
NAMED: Final = f"?value rdfs:label|skos:prefLabel ?label . {_KOREAN}"
_PURPOSE = (
    "{ ?row dpv:hasPurpose ?value . ?value rdfs:label ?label } UNION "
    "{ GRAPH ?reading { ?row dpv:hasPurpose ?value . ?value rdfs:label ?label } "
    'FILTER(STRENDS(STR(?reading), "/inferred")) BIND(true AS ?inferred) }'
)
_LAW = (
    "?part dpv:hasLegalBasis ?value . OPTIONAL { ?value rdfs:label|skos:prefLabel ?known . "
    'FILTER(LANG(?known) IN ("ko", "")) } BIND(IF(?value = dpv:Consent, "정보주체 동의", ?known) AS ?label) '
    "FILTER(BOUND(?label) && ?value != pi:StatutoryBasis)"
)
_PERIOD = (
    "?row schema:startDate ?from . OPTIONAL { ?row schema:endDate ?until } "
    'BIND(CONCAT(STR(?from), " ~ ", COALESCE(STR(?until), "")) AS ?label) BIND(?row AS ?value)'
)


def _plain(path: str) -> str:
    return f"?row {path} ?value . BIND(STR(?value) AS ?label)"


VALUES: Final = {
    Field.AGENCY: "?policy dpv:hasDataController ?value . ?value rdfs:label ?label .",
    Field.SERVICE: "?policy dpv:hasService ?value . ?value rdfs:label ?label .",
    Field.RECIPIENT: f"?row dpv:hasRecipient ?value . {NAMED}",
    Field.PROCESSOR: f"?row dpv:hasDataProcessor ?value . {NAMED}",
    Field.ITEM: f"?part dpv:hasPersonalData ?value . ?value skos:prefLabel ?label . {_KOREAN}",
    Field.PURPOSE: _PURPOSE,
    Field.LAW: _LAW,
    Field.RETENTION: "?row dpv:hasStorageCondition ?value . ?value rdfs:label ?label . "
    "FILTER NOT EXISTS { ?value pi:exceptionTo ?main }",
    Field.FILE: "{ ?row pi:file ?value . ?value rdfs:label ?label } UNION "
    "{ ?row rdfs:label ?label . BIND(?row AS ?value) }",
    Field.START: _plain("schema:startDate"),
    Field.END: _plain("schema:endDate"),
    Field.PERIOD: _PERIOD,
    Field.YEAR: _plain("dct:date"),
    Field.RIGHT: f"?policy dpv:hasRight ?value . ?value skos:prefLabel ?label . {_KOREAN}",
    Field.DESTRUCTION: "?policy dpv:hasStorageCondition ?value . "
    "?value a dpv:StorageDeletion ; dct:description ?label .",
    Field.MEASURE: "?policy dpv:hasTechnicalMeasure|dpv:hasOrganisationalMeasure|dpv:hasPhysicalMeasure ?value . "
    "?value dct:description ?label .",
    Field.AUDIT: '?row dpv:hasAuditStatus ?value . BIND(IF(?value = dpv:AuditApproved, "적정", STR(?value)) AS ?label)',
    Field.PERSON: _plain("vcard:fn"),
    Field.UNIT: _plain("vcard:organization-unit"),
    Field.TITLE: _plain("vcard:title"),
    Field.PHONE: _plain("vcard:hasTelephone|schema:telephone"),
    Field.MAIL: _plain("vcard:hasEmail"),
    Field.FAX: _plain("schema:faxNumber"),
}
"""What can be asked for. Exceptions to a retention period do not answer for it; an inferred purpose is marked."""
LIMITS: Final = {
    Field.AGENCY: "?policy dpv:hasDataController",
    Field.SERVICE: "?policy dpv:hasService",
    Field.RECIPIENT: "?row dpv:hasRecipient",
    Field.PROCESSOR: "?row dpv:hasDataProcessor",
    Field.NECESSITY: "?part dpv:hasNecessity",
    Field.SUBJECT: "?part dpv:hasDataSubject",
    Field.TOPIC: "?row dct:subject",
    Field.DENIED: "?row dpv:hasApplicability",
    Field.ITEM: "?part dpv:hasPersonalData/skos:broader?",
    Field.CATEGORY: "?part dpv:hasPersonalData/skos:broader",
    Field.WORDS: "?row (pi:file|dpv:hasPurpose|dpv:hasStorageCondition)?",
}
"""What stands before the value of a condition."""
ROLES: Final = {
    "officer": "?policy pi:privacyOfficer ?row .",
    "clerk": '?row vcard:role ?role . FILTER(REGEX(?role, "담당|취급자")) '
    "FILTER NOT EXISTS { ?row dct:subject topic:access-request }",
    "sector": '?row vcard:role ?role . FILTER(REGEX(?role, "분야별") && REGEX(?role, "책임"))',
    "access": "?row dct:subject topic:access-request .",
    "again": "?row dct:type dpv:DataSubProcessor .",
}
"""Contacts by their role; processors of processors."""
MATTER: Final = (
    "VALUES ?matter {{ {} }} ?policy dct:subject ?matter . "
    "FILTER NOT EXISTS {{ ?policy dct:hasPart ?denial FILTER EXISTS {{ ?denial dct:subject ?matter "
    "FILTER EXISTS {{ ?denial dpv:hasApplicability dpv:NotApplicable }} }} }} "
    "OPTIONAL {{ ?policy dct:hasPart|dpv:hasProcess ?stated . ?stated dct:subject ?matter }} "
    "BIND(COALESCE(?stated, ?policy) AS ?row)"
)
"""Policies that cover a matter and do not deny it; their rows and sections on it, if they have any."""
LENGTH: Final = (
    "?row dpv:hasStorageCondition ?kept . OPTIONAL { ?kept time:months ?months } "
    "OPTIONAL { ?kept a ?endless . FILTER(?endless = dpv:EndlessDuration) } "
    "BIND(IF(BOUND(?endless), 100000, ?months) AS ?length) FILTER(BOUND(?length))"
)
"""How many months a row keeps its data: ?length; without end counts as more than any."""
