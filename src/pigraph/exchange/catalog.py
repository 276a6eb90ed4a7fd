"""``catalog.ttl``: what a dump holds, as DCAT 3 and VoID. Every file is a distribution with its size and SHA-256.

IRIs of files are relative to the catalogue, so that a dump may lie anywhere. A policy is a ``dcat:DatasetSeries`` with
its versions; ``dcat:hasCurrentVersion`` names those that queries see, and loading goes by it. It bears no date of its
own: equal graphs have equal catalogues.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from pigraph.errors import DumpError
from pigraph.exchange.versions import BASE, Version

NAME = "catalog.ttl"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_TYPES = {
    ".nq": "application/n-quads",
    ".jsonld": "application/ld+json",
    ".ttl": "text/turtle",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".atom": "application/atom+xml",
    ".txt": "text/plain",
    ".json": "application/json",
    "": "text/plain",
}
_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_VOCABULARIES = (
    "https://w3id.org/pigraph/ns#",
    "https://w3id.org/dpv#",
    "http://www.w3.org/ns/dcat#",
    "http://purl.org/dc/terms/",
    "http://data.europa.eu/eli/ontology#",
    "http://www.w3.org/ns/org#",
    "http://www.w3.org/ns/prov#",
    "https://schema.org/",
    "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/2006/time#",
    "http://www.w3.org/2006/vcard/ns#",
)
_LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
_HEAD = """
<#catalog> a dcat:Catalog ;
    dct:title "공공기관 개인정보 처리방침 지식그래프"@ko ,
        "Knowledge graph of the privacy policies of Korean public bodies"@en ;
    dct:description "{ko}"@ko , "{en}"@en ;
    dct:language "ko" , "en" ;
    dct:license <{licence}> ;
    dcat:dataset {datasets} .

<#graph> a dcat:Dataset , void:Dataset ;
    dct:title "전체 그래프"@ko , "The whole graph"@en ;
    dct:license <{licence}> ;
    void:uriSpace "{base}" ;
    void:triples {triples} ;
    void:documents {documents} ;
    void:vocabulary {vocabularies} ;
    void:dataDump <pigraph.nq> , <pigraph.jsonld> ;
    dcat:distribution {distributions} .
"""
_KO = "방침의 판마다 그래프 하나이며, 모든 값에 원문의 자리가 있다. 실제 처리에 대한 판단은 아니다."
_EN = (
    "Each version of a policy is a named graph, each value with its place in the source. "
    "It says what policies say, and is no finding about what bodies do."
)
_KO_WITHOUT = " 사람 이름과 개인 연락처는 뺐다."
_EN_WITHOUT = " Names of people and their contact data are left out."


def write_catalog(directory: Path, versions: list[Version], *, without_contacts: bool) -> None:
    """Describe the dump in ``directory``, whose other files are all there."""
    files = sorted(p.relative_to(directory).as_posix() for p in directory.rglob("*") if p.is_file())
    own = {f"policies/{v.turtle}": v for v in versions if v.turtle}
    with (directory / "pigraph.nq").open("rb") as file:
        triples = sum(1 for _ in file)
    shared = [name for name in files if name not in own]
    series = sorted({v.policy for v in versions})
    text = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in _PREFIXES.items())
    text += _HEAD.format(
        ko=_KO + (_KO_WITHOUT if without_contacts else ""),
        en=_EN + (_EN_WITHOUT if without_contacts else ""),
        licence=_LICENCE,
        base=BASE,
        datasets=_list(["<#graph>", *(f"<{iri}>" for iri in series)]),
        triples=triples,
        documents=len(versions),
        vocabularies=_list(f"<{iri}>" for iri in _VOCABULARIES),
        distributions=_list(f"<#{quote(name)}>" for name in shared),
    )
    ordered = sorted(versions, key=lambda v: (v.policy, v.date, v.document))
    for policy, group in groupby(ordered, key=lambda v: v.policy):
        text += _policy(policy, list(group))
    with (directory / NAME).open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.writelines(_distribution(directory, name) for name in files)


def current_documents(path: Path) -> set[str]:
    """The documents that the catalogue at ``path`` calls current. Raises `DumpError` if it is no catalogue."""
    current = ox.NamedNode(_PREFIXES["dcat"] + "hasCurrentVersion")
    try:
        triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=BASE)
        return {t.object.value for t in triples if t.predicate == current and isinstance(t.object, ox.NamedNode)}
    except (OSError, SyntaxError, ValueError) as error:
        raise DumpError(f"{path} is not valid Turtle: {error}.", "Make a new dump with pigraph dump.") from error


def _policy(policy: str, versions: list[Version]) -> str:
    current = [v.document for v in versions if v.current]
    last = versions[-1]
    named = " ".join(filter(None, (last.agency or last.source, last.service, last.title)))
    lines = [
        f"\n<{policy}> a dcat:DatasetSeries ;",
        f"    dct:title {_korean(named)} ;",
        *([f"    dcat:hasCurrentVersion {_list(f'<{iri}>' for iri in current)} ;"] if current else []),
        f"    dcat:hasVersion {_list(f'<{v.document}>' for v in versions)} .\n",
    ]
    for n, one in enumerate(versions):
        lines += [
            f"<{one.document}> a dcat:Dataset ;",
            f"    dct:title {_korean(one.name)} ;",
            *([f"    dcat:version {ox.Literal(one.date)} ;"] if one.date else []),
            *([f"    dcat:previousVersion <{versions[n - 1].document}> ;"] if n and one.date else []),
            *([f"    dcat:distribution <#{quote('policies/' + one.turtle)}> ;"] if one.turtle else []),
            f"    prov:wasDerivedFrom <{BASE}source/{one.sha256[:12]}> ;",
            f"    dcat:inSeries <{policy}> ; dcat:isVersionOf <{policy}> .\n",
        ]
    return "\n".join(lines)


def _distribution(directory: Path, name: str) -> str:
    path = directory / name
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    iri = quote(name)
    return (
        f"\n<#{iri}> a dcat:Distribution ;\n"
        f"    dcat:downloadURL <{iri}> ;\n"
        f"    dcat:mediaType <{_MEDIA}{_TYPES.get(path.suffix, 'application/octet-stream')}> ;\n"
        f'    dcat:byteSize "{path.stat().st_size}"^^xsd:nonNegativeInteger ;\n'
        f"    spdx:checksum <#sha256-{digest}> .\n"
        f"<#sha256-{digest}> a spdx:Checksum ;\n"
        "    spdx:algorithm spdx:checksumAlgorithm_sha256 ;\n"
        f'    spdx:checksumValue "{digest}"^^xsd:hexBinary .\n'
    )


def _list(terms: Iterable[str]) -> str:
    return " ,\n        ".join(terms)


def _korean(text: str) -> str:
    return str(ox.Literal(text, language="ko"))
