"""Hostile files: each is refused with a clear error or read in bounded steps, and the files beside it are published."""

from collections.abc import Callable
from pathlib import Path

import pytest

from blocks.makers import docx_of, hwp_of, hwpx_of, paragraph, parts_of, table, zipped
from fuzz.check import STEPS, STEPS_A_BYTE, at_most
from pigraph.cache import Made
from pigraph.errors import PigraphError
from pigraph.pipeline import build
from pigraph.reading import read
from pigraph.store import current
from records.test_extract import POLICY

TITLE = "개인정보 처리방침"
START = f"{TITLE}\n제1조(개인정보의 처리 목적)\n"
BLOCKS = (paragraph(TITLE), paragraph("제1조(개인정보의 처리 목적)"), table(("성명", "주소"), ("가", "나")))


def swollen(data: bytes, name: str, size: int) -> bytes:
    """A container with one part that unpacks to ``size`` bytes of blanks."""
    parts = parts_of(data)
    parts[name] += b" " * size
    return zipped(parts)


def rows(count: int) -> str:
    return "".join(f"<tr><td>파일{n}</td><td>성명, 주소</td><td>5년</td></tr>" for n in range(count))


HEADER = "<tr><th>개인정보파일명</th><th>수집항목</th><th>보유기간</th></tr>"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nested.html": lambda: f"<h1>{TITLE}</h1>{'<div>' * 100_000}가".encode(),
    "nested-tables.html": lambda: f"<h1>{TITLE}</h1>{'<table><tr><td>' * 900}가".encode(),
    "nested-lists.html": lambda: f"<h1>{TITLE}</h1>{'<ul><li>가' * 900}".encode(),
    "spans.html": lambda: f"<h1>{TITLE}</h1><table>{'<tr><td colspan=1000 rowspan=65534>가' * 3000}</table>".encode(),
    "bomb.docx": lambda: swollen(docx_of(BLOCKS), "word/document.xml", 60_000_000),
    "bomb.hwpx": lambda: swollen(hwpx_of(BLOCKS), "Contents/section0.xml", 60_000_000),
    "torn.docx": lambda: docx_of(BLOCKS)[:-500],
    "torn.hwpx": lambda: hwpx_of(BLOCKS)[:900],
    "torn.hwp": lambda: hwp_of(BLOCKS)[:2000],
    "halves.txt": lambda: START.encode() + b"\xea\xb0" * 999,
    "mixed.txt": lambda: START.encode() + START.encode("cp949"),
    "nul.txt": lambda: START.encode() + bytes(5000),
    "empty.txt": lambda: b"",
    "lie.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj <</Length 999999999>> stream\n" * 500,
    "big.txt": lambda: START.encode() + b" " * (100 * 1024 * 1024),
}


def made(path: Path, collides: bool) -> Made:
    """As `pigraph.reading.make`, in bounded steps: a reader that never ends would end the build."""
    from pigraph.reading import make

    with at_most(20_000_000):
        return make(path, collides)


def test_hostile_files_leave_the_good_ones_beside_them_unharmed(tmp_path: Path, watchdog: None) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name, write in HOSTILE.items():
        (source / name).write_bytes(write())
    for n in range(3):
        (source / f"good{n}.txt").write_text(POLICY.replace("가나재단", f"가나재단{n}"), encoding="utf-8")
    report = build([source], tmp_path / "out", jobs=1, maker=made)
    published = {d.name for d in report.documents}
    refused = {f.path.name: f.error for f in report.failures}
    assert {"good0.txt", "good1.txt", "good2.txt"} <= published <= {*HOSTILE, "good0.txt", "good1.txt", "good2.txt"}
    assert published | refused.keys() == {p.name for p in source.iterdir()}
    for name, error in refused.items():
        assert name in error.message, error
        assert error.remedy, error
        assert "tripped" not in error.message, error
    assert (current(tmp_path / "out") / "policies" / "good1.ttl").is_file()


@pytest.mark.parametrize("name", ["bomb.docx", "bomb.hwpx", "big.txt", "nested.html", "halves.txt", "torn.docx"])
def test_what_is_too_large_or_broken_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    with pytest.raises(PigraphError, match=name):
        read(path)


@pytest.mark.parametrize("suffix", ["html", "txt", "md"])
def test_a_table_of_thousands_of_rows(suffix: str, tmp_path: Path, watchdog: None) -> None:
    """Steps grow with the rows: so many per byte are allowed."""
    count = 1_000
    text = {
        "html": f"<h1>{TITLE}</h1><h2>개인정보의 처리 목적</h2><table>{HEADER}{rows(count)}</table>",
        "txt": START
        + "개인정보파일명\t수집항목\t보유기간\n"
        + "".join(f"파일{n}\t성명, 주소\t5년\n" for n in range(count)),
        "md": START
        + "| 개인정보파일명 | 수집항목 | 보유기간 |\n|---|---|---|\n"
        + "".join(f"| 파일{n} | 성명, 주소 | 5년 |\n" for n in range(count)),
    }[suffix]
    path = tmp_path / f"rows.{suffix}"
    path.write_text(text, encoding="utf-8")
    with at_most(STEPS + STEPS_A_BYTE * path.stat().st_size):
        assert len(read(path).holdings) == count


ROW = "파일 가나다        라마바 처리     성명, 주소        5년\n"
NAMES = "개인정보파일명    처리 목적     개인정보의 항목     보유기간\n"
ALIGNED: dict[str, Callable[[int], str]] = {
    "a table": lambda n: NAMES + ROW * n,
    "no header": lambda n: ROW * n,
    "headers only": lambda n: NAMES * n,
    "a header a page": lambda n: (NAMES + ROW + "\f") * n,
    "many columns": lambda n: "가   나   다   라   마   바   사   아   자   차\n" * n,
    "names of all kinds": lambda n: "이름   목적   항목   기간   이름   목적   항목   기간   이름   목적\n" * n,
    "stairs": lambda n: NAMES + "".join(" " * (k * 7 % 60) + "가나 다라   마바 사아\n" for k in range(n)),
    "parts of names": lambda n: ("개인정보   개인정보   개인정보\n처리   처리   처리\n") * n,
    "wide lines": lambda n: (" ".join("가" * 60) + "    나\n") * n,
}


@pytest.mark.parametrize("shape", ALIGNED)
def test_steps_of_aligned_columns_grow_with_the_text(shape: str, tmp_path: Path, watchdog: None) -> None:
    """Columns and rows of laid-out tables are searched for: within bounds, however many lines are aligned."""
    path = tmp_path / "a.txt"

    def steps(count: int) -> int:
        path.write_text(START + ALIGNED[shape](count), encoding="utf-8")
        with at_most(20_000_000) as taken:
            read(path)
        return taken()

    steps(1)  # what is loaded once is loaded
    assert steps(160) < 6 * steps(40) + 100_000  # both above the 32 lines that a row may take


LINES = (
    "동법 제0조",
    "3년 후 파기",
    "개인정보파일명\n영향평가 수행연도",
    "목 차",
    "| |",
    "성명\t",
    "## 정보주체의 권리",
    "(",
)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("between", ["\n", " "])
def test_steps_grow_with_the_text(line: str, between: str, tmp_path: Path, watchdog: None) -> None:
    """Four times the text takes some four times the steps, not sixteen times."""
    path = tmp_path / "a.txt"

    def steps(count: int) -> int:
        path.write_text(START + (line + between) * count, encoding="utf-8")
        with at_most(5_000_000) as taken:
            read(path)
        return taken()

    steps(1)  # what is loaded once is loaded
    assert steps(240) < 6 * steps(60)
