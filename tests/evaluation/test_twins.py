"""Format twins: one policy as a web page, printed to PDF, as DOCX, HWPX, HWP, and as text of the PDF; one record.

The record of the page is the reference; what is read from a twin is scored against it. Chromium prints the pages as a
reader would, poppler's pdftotext makes text of the print. ``floors.json`` pins what is reached (``twins``).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, reduce
from operator import add
from pathlib import Path

import pytest

from blocks.makers import docx_of, hwp_of, hwpx_of
from evaluation.conftest import Reader
from evaluation.scorer import Score, compare
from pigraph.blocks.read import read
from pigraph.document import load
from pigraph.records.render import to_json

HERE = Path(__file__).parent
OWN = HERE.parent / "documents" / "twins"
PRINTERS = ("chromium", "chromium-browser", "google-chrome")
MADE = {"docx": docx_of, "hwpx": hwpx_of, "hwp": hwp_of}
TEXTS = {"text": (), "text-layout": ("-layout",)}
BORDERS = b"<style>table{border-collapse:collapse!important}td,th{border:1px solid #333!important;padding:4px!important}</style>"
PRINTS = {"pdf": b"", "pdf-bordered": BORDERS}
UNTAGGED = {"pdf-untagged": "pdf", "pdf-untagged-bordered": "pdf-bordered"}
TAGS = b"/StructTreeRoot"
FORMATS = {"own": [*MADE, *PRINTS, *UNTAGGED, *TEXTS], "shared": [*MADE, "pdf", "pdf-untagged", *TEXTS]}
"""The larger shared documents are printed only once."""

Twin = Callable[[Path, str], Path]


def tool(*names: str, package: str) -> str:
    """The path of a program; the test is skipped where there is none."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"needs {names[0]}: apt-get install {package}")
    return found


def print_page(page: Path, out: Path, style: bytes) -> None:
    """Prints a web page to PDF as a browser shows it, with a style at its end, without network."""
    source = out.with_suffix(".html")
    source.write_bytes(page.read_bytes() + style)
    command = [
        tool(*PRINTERS, package="chromium fonts-nanum"),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={out.with_suffix('.profile')}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={out}",
        source.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, timeout=60)
    shutil.rmtree(out.with_suffix(".profile"), ignore_errors=True)
    assert out.exists(), f"{page.name} was not printed: {done.stderr.decode(errors='replace')[-300:]}"


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Twin:
    """A page in another format; every twin is made only once."""
    folder = tmp_path_factory.mktemp("twins")

    @cache
    def made(page: Path, form: str) -> Path:
        suffix = "txt" if form in TEXTS else form.partition("-")[0]
        out = folder / f"{page.stem}.{form}.{suffix}"
        if form in PRINTS:
            print_page(page, out, PRINTS[form])
        elif form in UNTAGGED:
            data = made(page, UNTAGGED[form]).read_bytes()
            assert TAGS in data
            out.write_bytes(data.replace(TAGS, b"/NoTags".ljust(len(TAGS), b"_")))
        elif form in TEXTS:
            program = tool("pdftotext", package="poppler-utils")
            subprocess.run([program, *TEXTS[form], str(made(page, "pdf")), str(out)], check=True, timeout=60)
        else:
            out.write_bytes(MADE[form](read(load(page)).blocks))
        return out

    return made


def pages(corpus: str, shared: Path | None = None) -> list[Path]:
    folder = OWN if corpus == "own" else shared / "policies" / "dev" if shared else OWN
    found = sorted(folder.glob("*.html"))
    assert found
    return found


def measured(documents: Sequence[Path], form: str, twin: Twin, record_of: Reader) -> Score:
    """The score of a format over some pages; a few are made at a time."""
    with ThreadPoolExecutor(2) as pool:
        twins = list(pool.map(lambda page: twin(page, form), documents))
    scores = [compare(to_json(record_of(p)), to_json(record_of(t))) for p, t in zip(documents, twins, strict=True)]
    return reduce(add, scores, Score())


def holds(corpus: str, form: str, score: Score) -> None:
    floor = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["twins"][corpus][form]
    lines = "\n".join(score.lines[:40])
    assert score.overall.f1 >= floor["f1"], f"{score.overall.f1:.3f}\n{lines}"
    assert score.overall.precision >= floor["precision"], f"{score.overall.precision:.3f}\n{lines}"


@pytest.mark.parametrize("form", FORMATS["own"])
def test_twins_of_our_own_pages_give_the_same_record(form: str, twin: Twin, record_of: Reader) -> None:
    holds("own", form, measured(pages("own"), form, twin, record_of))


@pytest.mark.shared
@pytest.mark.parametrize("form", FORMATS["shared"])
def test_twins_of_the_shared_pages_give_the_same_record(form: str, twin: Twin, record_of: Reader, shared: Path) -> None:
    holds("shared", form, measured(pages("shared", shared), form, twin, record_of))


def test_every_twin_has_a_floor() -> None:
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["twins"]
    assert {name: list(forms) for name, forms in floors.items()} == FORMATS
