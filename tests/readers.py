"""A stand-in for the readers, so that building is tested apart from what is read."""

from pathlib import Path

from pigraph.answers import Coverage
from pigraph.blocks.read import read
from pigraph.cache import Made
from pigraph.document import load

POLICY = "개인정보 처리방침\n보유기간 {}\n"
BASE = "https://w3id.org/pigraph/id/policy/가나시/방침"


def make_line(path: Path, collides: bool) -> Made:
    """As `pigraph.reading.make`: the policy states its second line, and a third line is its date."""
    document = load(path)
    read(document)  # refuses what is no policy
    lines = document.text.splitlines()
    if lines[1].endswith("터짐"):
        raise IndexError("list index out of range")
    date = lines[2] if len(lines) > 2 else document.sha256[:8]
    iri = f"{BASE}/{date}" + (f"~{document.sha256[:8]}" if collides else "")
    stated = f'<{iri}#h1> <http://www.w3.org/2000/01/rdf-schema#label> "{lines[1]}"@ko .\n'
    inferred = f'<{iri}#h1> <http://www.w3.org/2000/01/rdf-schema#comment> "{lines[1]}"@ko .\n'
    coverage = Coverage(path.name, document.sha256, iri, len(document.text), 9)
    return Made(path, document.text, iri, stated.encode(), inferred.encode(), stated, coverage)
