import csv
import functools
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import pigraph
from pigraph import pipeline
from pigraph.answers import Coverage, Sources, Unread, write_coverage
from pigraph.cli import main
from pigraph.commands.shell import show
from pigraph.store import Part, fill, generation
from readers import POLICY, make_line

TEXT = "받는 자: 다라청\n"
GRAPH = """
<http://a/p1> <https://w3id.org/dpv#hasRecipient> <https://w3id.org/pigraph/id/org/다라청> .
<http://a/p1> <http://purl.org/dc/terms/source> <https://w3id.org/pigraph/id/source/aaaaaaaaaaaa#char=0,9> .
<https://w3id.org/pigraph/id/org/다라청> <http://www.w3.org/2000/01/rdf-schema#label> "다라청"@ko .
"""
QUERY = "SELECT ?who ?evidence { ?p dpv:hasRecipient/rdfs:label ?who ; dct:source ?evidence }"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small published graph."""
    home = tmp_path_factory.mktemp("home")
    with generation(home) as directory:
        fill(directory / "store", [Part("http://a/g", GRAPH.encode(), True)])
        Sources.write(directory / "sources", [("a" * 64, "plain.txt", TEXT)])
        unread = (Unread("unknown-item", "모르는 항목", 3, 20, 26),)
        write_coverage(directory / "coverage.json", [Coverage("plain.txt", "a" * 64, "http://a/g", 8, 6, unread)])
    return home


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIGRAPH_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "120")


@dataclass
class Ran:
    """What a run of the command line printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as done:
            main([str(a) for a in arguments])
        sys.stdout.flush()
        printed = capfd.readouterr()
        assert "Traceback" not in printed.err
        code = done.value.code
        return Ran(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == f"pigraph {pigraph.__version__}\n"
    text = run("--help").out
    assert all(name in text for name in ("extract", "build", "query", "question", "dump", "unread"))
    for name in ("extract", "build", "query", "question", "dump", "unread"):
        assert run(name, "--help").code == 0


def test_a_query_is_printed_as_a_table_with_the_words(run: Run) -> None:
    ran = run("query", QUERY)
    assert ran.code == 0
    assert "│ 다라청 │ [1]" in ran.out and "[1] plain.txt:1 「받는 자: 다라청」" in ran.out and "1 row" in ran.out


def test_a_query_file_as_json_and_csv(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(QUERY, encoding="utf-8")
    bindings = json.loads(run("query", tmp_path / "q.rq", "--format", "json").out)["results"]["bindings"]
    assert bindings[0]["who"] == {"type": "literal", "value": "다라청", "xml:lang": "ko"}
    rows = list(csv.reader(io.StringIO(run("query", tmp_path / "q.rq", "--format", "csv").out)))
    assert rows == [["who", "evidence"], ["다라청", "https://w3id.org/pigraph/id/source/aaaaaaaaaaaa#char=0,9"]]


def test_mistakes_are_one_sentence_with_exit_code_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "q.rq").write_text("SELECT *\nWHERE { ?s nope:x ?o }", encoding="utf-8")
    (tmp_path / "latin.rq").write_bytes(b"\xe9\xff")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    for arguments, words in (
        (("query", tmp_path / "q.rq"), ("q.rq", "line 2", "Prefix not found", "Declare it")),
        (("query", tmp_path / "none.rq"), ("none.rq", "No such file")),
        (("query", tmp_path / "latin.rq"), ("latin.rq", "UTF-8")),
        (("query", "SELECT"), ("line 1",)),
        (("question", "nope"), ("no question called 'nope'",)),
        (("extract", tmp_path / "a.pdf"), ("a.pdf", "cut off")),
        (("extract", tmp_path / "none.txt"), ("none.txt", "does not exist")),
        (("query", QUERY, "--out", tmp_path), ("No graph has been built", "pigraph build")),
        (("dump", "-o", tmp_path / "no" / "file"), ("cannot be written",)),
        (("build", tmp_path / "empty", "--out", tmp_path / "new"), ("holds no policy",)),
    ):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, ""), arguments
        assert ran.err.startswith("pigraph: ") and ran.err.count("\n") == 1, ran.err
        assert all(word in ran.err for word in words), ran.err


def test_wrong_usage_is_explained(run: Run) -> None:
    ran = run("query", QUERY, "--format", "xls")
    assert ran.code == 2 and "xls" in ran.err
    assert run("nope").code == 2


def test_questions_are_listed_and_asked(run: Run) -> None:
    assert "rrn-recipients\n  주민등록번호를" in run("question").out
    ran = run("question", "rrn-recipients")
    assert ran.code == 0 and "Who receives resident registration numbers" in ran.out and "0 rows" in ran.out


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("turtle", "ag:다라청 rdfs:label"),
        ("trig", "<http://a/g> {"),
        ("nquads", "<http://a/g> ."),
        ("jsonld", '"@graph"'),
    ],
)
def test_dumps_go_to_stdout_or_a_file(run: Run, tmp_path: Path, form: str, words: str) -> None:
    printed = run("dump", "--format", form).out
    assert words in printed
    assert run("dump", "--format", form, "-o", tmp_path / "dump").out == ""
    assert (tmp_path / "dump").read_text(encoding="utf-8") == printed


def test_the_graph_may_be_named_in_either_way(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIGRAPH_HOME", "nowhere")
    assert run("dump", "--home", home).out == run("dump", "--out", home).out != ""


def test_a_dump_is_written_loaded_and_compared(run: Run, tmp_path: Path, shipped: list[Path]) -> None:
    home, dumped = tmp_path / "home", tmp_path / "dump"
    assert run("build", shipped[0], "--home", home, "--jobs", "1").code == 0
    assert "sha256sum -c SHA256SUMS" in run("dump", dumped, "--home", home).out
    assert "1 documents" in run("load", dumped, "--home", tmp_path / "other").out
    printed = [run("dump", "--format", "trig", "--home", h).out for h in (home, tmp_path / "other")]
    assert printed[0] == printed[1]
    name = shipped[0].stem
    bare = run("dump", dumped, "--home", home, "--without-contacts", "--no-parquet")
    assert bare.code == 0 and not (dumped / "tables" / "statements.parquet").exists()
    assert "vcard:fn" not in (dumped / "policies" / f"{name}.ttl").read_text(encoding="utf-8")
    assert run("feed", tmp_path / "feeds", "--home", home).out == f"1 feed in {tmp_path / 'feeds'}\n"
    same = run("diff", shipped[0], shipped[0], "--lang", "en")
    assert same.code == 0 and same.out.endswith("Nothing differs.\n")
    assert json.loads(run("diff", shipped[0], shipped[0], "--format", "json").out)["changes"] == []


def test_mistakes_with_dumps_are_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  ../x\n", encoding="utf-8")
    for arguments, words in (
        (("dump", tmp_path / "d", "--format", "trig"), "all formats"),
        (("dump", "--without-contacts"), "whole dump"),
        (("load", tmp_path, "--home", tmp_path / "h"), "not a file of the dump"),
        (("load", tmp_path / "none", "--home", tmp_path / "h"), "is no dump"),
        (("diff", "없는 기관", "없는 기관"), "no version called"),
    ):
        ran = run(*arguments)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), arguments
        assert words in ran.err
    assert not (tmp_path / "h").exists() and not (tmp_path / "d").exists()


def test_unread_shows_shares_and_places(run: Run) -> None:
    out = run("unread").out
    assert "75.0%" in out and "plain.txt:3 unknown-item 「모르는 항목」" in out


def test_a_build_says_what_failed_by_its_exit_code(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "build", functools.partial(pipeline.build, maker=make_line))
    (tmp_path / "good.txt").write_text(POLICY.format("5년"), encoding="utf-8")
    (tmp_path / "bad.txt").write_text("이것은 방침이 아님", encoding="utf-8")
    out = tmp_path / "out"

    ran = run("build", tmp_path / "good.txt", "--out", out)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("1 documents; ") and str(out) in ran.out

    ran = run("build", tmp_path / "good.txt", tmp_path / "bad.txt", "--out", out)
    assert ran.code == 1 and "bad.txt does not read like a privacy policy" in ran.err
    assert "1 left out" in ran.out

    ran = run("build", tmp_path / "bad.txt", "--out", tmp_path / "other")
    assert ran.code == 2 and "nothing was published" in ran.err


def test_a_build_reads_again_what_has_changed_or_is_told_to(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "build", functools.partial(pipeline.build, maker=make_line))
    (tmp_path / "a.txt").write_text(POLICY.format("5년"), encoding="utf-8")
    build = ("build", tmp_path / "a.txt", "--out", tmp_path / "out")
    said = [run(*build, *more).out.partition(";")[0] for more in ((), (), ("--fresh",), ("--no-cache",))]
    assert said == ["1 documents", "1 documents, 1 of them unchanged", "1 documents", "1 documents"]


def test_a_correction_that_does_not_fit_is_one_sentence(run: Run, tmp_path: Path, shipped: list[Path]) -> None:
    (tmp_path / "a.txt").write_bytes(shipped[0].read_bytes())
    wrong = '[[correction]]\nholding = "없는 업무"\nfield = "retention"\nvalue = "5년"\nreason = "까닭"\n'
    (tmp_path / "a.corrections.toml").write_text(wrong, encoding="utf-8")
    ran = run("extract", tmp_path / "a.txt")
    assert (ran.code, ran.out) == (2, "")
    place = f"pigraph: {tmp_path / 'a.corrections.toml'}:1: the correction names no holding that is read: '없는 업무'."
    assert ran.err.startswith(place) and ran.err.count("\n") == 1
    ran = run("build", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert ran.code == 2 and "left out: " in ran.err and "names no holding" in ran.err


def test_a_reader_that_stops_early_is_no_error(home: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m pigraph.cli dump --format nquads --out {home} | head -c 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr and done.stdout == "<"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which is always full")
def test_a_full_disk_is_one_sentence(home: Path) -> None:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    for arguments in (["--version"], ["dump", "--format", "nquads", "--home", str(home)]):
        with Path("/dev/full").open("wb") as full:
            command = [sys.executable, "-m", "pigraph.cli", *arguments]
            done = subprocess.run(command, env=buffered, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 2 and done.stderr.startswith("pigraph: There is no space left")
        assert done.stderr.count("\n") == 1


def test_a_process_ends_with_the_code_of_its_command(shipped: list[Path]) -> None:
    for arguments, code in (("--version", 0), (f"check {shipped[0]} --strict", 1), ("check none.txt", 2)):
        command = [sys.executable, "-m", "pigraph.cli", *arguments.split()]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == code and "Traceback" not in done.stderr
        assert bool(done.stdout) is (code < 2)  # all of it is written
    closed = subprocess.run(f"{sys.executable} -m pigraph.cli --version >&-", shell=True, stderr=subprocess.PIPE)
    assert (closed.returncode, closed.stderr) == (0, b"")


def test_a_policy_is_extracted_as_json_and_text(run: Run, shipped: list[Path]) -> None:
    record = json.loads(run("extract", shipped[0]).out)
    assert {"policy", "processing", "provisions", "processors"} <= set(record)
    assert run("extract", shipped[0], "--format", "text").out.strip()


def test_a_policy_is_explained_for_people_and_programs(run: Run, shipped: list[Path]) -> None:
    ran = run("extract", shipped[0], "--explain")
    assert ran.code == 0 and "records.provisions: label 「" in ran.out
    values = json.loads(run("extract", shipped[0], "--explain", "--format", "json").out)
    assert {"value", "words", "line", "column", "spans", "how", "reader", "label", "rule"} <= set(values[0])


def test_a_law_is_looked_up(run: Run) -> None:
    ran = run("laws", "show", "개인정보보호법", "제28조의8", "--on", "2023-09-14")
    assert ran.code == 0
    assert "제28조의8 was not yet in force on 2023-09-14 (now: 개인정보의 국외 이전)" in ran.out
    assert "제1조" in run("laws", "show", "개인정보보호법").out
    assert "pigraph laws import" in run("laws", "show", "없는 법").err
    assert run("laws", "show", "개인정보보호법", "몇조").code == 2


def test_an_index_of_laws_is_imported(tmp_path: Path) -> None:
    index = "law_name,law_type,effective,article,article_title,deleted\n가나법,법률,2020-01-01,제1조,목적,0\n"
    (tmp_path / "index.csv").write_text(index, encoding="utf-8")
    environment = {**os.environ, "PIGRAPH_LAWS": str(tmp_path / "mine" / "laws.sqlite")}

    def said(*arguments: str) -> str:
        # In a process of its own: this one keeps the registry that it has read.
        command = [sys.executable, "-m", "pigraph.cli", "laws", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert "1 laws with 1 articles" in said("import", str(tmp_path / "index.csv"))
    assert "가나법 제1조 was in force on 2021-01-01: 목적." in said("show", "가나법", "1", "--on", "2021-01-01")


def test_words_that_look_like_an_emoji_are_printed_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    show("구분:key:값")
    assert capsys.readouterr().out == "구분:key:값\n"
