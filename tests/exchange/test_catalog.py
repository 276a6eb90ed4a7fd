import hashlib
from pathlib import Path
from urllib.parse import unquote

import rdflib
from rdflib.namespace import RDF, VOID

from exchange.conftest import contents
from exchange.test_diff import NEW, OLD

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
BASE = "http://dump.example/"


def catalog(directory: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(directory / "catalog.ttl", publicID=BASE)


def test_every_file_is_a_distribution_with_its_size_and_sum(dumped: Path) -> None:
    graph = catalog(dumped)
    files = contents(dumped)
    described = {}
    for one in graph.subjects(RDF.type, DCAT.Distribution):
        name = unquote(str(graph.value(one, DCAT.downloadURL))).removeprefix(BASE)
        described[name] = (
            int(graph.value(one, DCAT.byteSize)),
            str(graph.value(graph.value(one, SPDX.checksum), SPDX.checksumValue)),
        )
        assert (None, DCAT.distribution, one) in graph
    del files["SHA256SUMS"], files["catalog.ttl"]
    assert described == {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()}


def test_versions_are_in_series_and_the_newest_is_current(dumped: Path) -> None:
    graph = catalog(dumped)
    old, new = rdflib.URIRef(OLD), rdflib.URIRef(NEW)
    (series,) = graph.subjects(RDF.type, DCAT.DatasetSeries)
    assert set(graph.objects(series, DCAT.hasVersion)) == {old, new}
    assert set(graph.objects(series, DCAT.hasCurrentVersion)) == {new}
    assert graph.value(new, DCAT.previousVersion) == old
    assert str(graph.value(new, DCAT.version)) == "2024-01-01"


def test_the_graph_is_a_void_dataset_with_its_size(dumped: Path) -> None:
    graph = catalog(dumped)
    (dataset,) = graph.subjects(RDF.type, VOID.Dataset)
    lines = (dumped / "pigraph.nq").read_bytes().count(b"\n")
    assert (int(graph.value(dataset, VOID.triples)), int(graph.value(dataset, VOID.documents))) == (lines, 2)
    assert rdflib.URIRef(BASE + "pigraph.nq") in set(graph.objects(dataset, VOID.dataDump))


def test_it_says_when_contacts_are_left_out(dumped: Path, without: Path) -> None:
    said = "contact data are left out"
    texts = [(d / "catalog.ttl").read_text(encoding="utf-8") for d in (dumped, without)]
    assert [said in text for text in texts] == [False, True]
