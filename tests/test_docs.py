"""The documents are true: what they show is printed today, what they name is there, and nothing is left out."""

import json
import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from typer.main import get_group

from pigraph.cli import app, main

CHECKOUT = Path(__file__).resolve().parents[1]
DOCUMENTS = (
    "README.md",
    "docs/engines.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "data/lexicon/README.md",
)
LEFT_OUT = "…"
FOLDERS = ("src", "data", "ontology", "shapes", "tests")

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
FILE = re.compile(
    r"(?<![\w/.…{-])(?:src|data|tests|ontology|shapes)/[\w./*-]+|(?<![\w/.-])[\w-]+(?:/[\w-]+)*\.(?:py|toml|ttl|csv|rq|css)\b"
)
MODULE = re.compile(r"^\| `([\w/]+\.py)` \|", re.MULTILINE)
EXAMPLES = re.compile(r"NAME|my-graph|FILE\.rq|pigraph\.nq|my-draft\.txt|^out/")


def text(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a document in a language."""
    return [m[2] for m in BLOCK.finditer(text(name)) if m[1] == language]


SHOWN = [block for name in DOCUMENTS for block in blocks(name, "console")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the shipped policies."""
    home = tmp_path_factory.mktemp("graph")
    assert run("build", str(CHECKOUT / "data" / "policies"), "--out", str(home), "--jobs", "1") == 0
    return home


@pytest.fixture(scope="module")
def dumped(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of that graph."""
    directory = tmp_path_factory.mktemp("dumps") / "dump"
    assert run("dump", str(directory), "--home", str(home)) == 0
    return directory


@pytest.fixture
def place(home: Path, dumped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory that looks like a checkout after ``make run``, to run shown commands in; with a draft and a dump."""
    (tmp_path / "data").symlink_to(CHECKOUT / "data")
    (tmp_path / "their-dump").symlink_to(dumped)
    policy = (CHECKOUT / "data" / "policies" / "gimpo.txt").read_text(encoding="utf-8")
    (tmp_path / "my-draft.txt").write_text(policy.replace("10년", "5년", 1), encoding="utf-8")
    described = (CHECKOUT / "data" / "policies" / "gimpo.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in described if not line.startswith("sha256")]
    (tmp_path / "my-draft.toml").write_text("\n".join(kept), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PIGRAPH_HOME", str(home))
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(list(arguments))
    sys.stdout.flush()
    return done.value.code if isinstance(done.value.code, int) else 0


def agrees(shown: str, printed: str) -> bool:
    """Whether a line is shown as it was printed; ``…`` in it stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, shown.split(LEFT_OUT))), printed.rstrip()) is not None


def differences(shown: list[str], printed: list[str]) -> list[str]:
    """Shown lines that were not printed where they stand. A line of ``…`` alone stands for any lines."""
    at, skipping = 0, False
    for line in (x.rstrip() for x in shown):
        if line == LEFT_OUT:
            skipping = True
            continue
        while skipping and at < len(printed) and not agrees(line, printed[at]):
            at += 1
        if at == len(printed) or not agrees(line, printed[at]):
            return [f"shown:   {line}", f"printed: {printed[at] if at < len(printed) else '(the end)'}"]
        at, skipping = at + 1, False
    return [] if skipping else printed[at:]


@pytest.mark.parametrize("block", SHOWN, ids=[b.split("\n", 1)[0][:60] for b in SHOWN])
def test_a_shown_command_prints_what_is_shown(block: str, place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    command, *shown = block.splitlines()
    prompt, program, *arguments = shlex.split(command)
    assert (prompt, program) == ("$", "pigraph")
    code = run(*arguments)
    printed = capfd.readouterr()
    assert code == 0, printed.err
    assert differences(shown, (printed.out + printed.err).splitlines()) == []


def test_every_command_is_shown_once_with_its_output() -> None:
    commands = set(get_group(app).commands)
    assert commands
    # A service never ends; what README shows of it is asked in tests/service/test_clients.py and tests/explorer.
    assert {shlex.split(block.splitlines()[0])[2] for block in SHOWN} == commands - {"serve", "app"}


def test_left_out_lines_hide_no_difference() -> None:
    assert differences(["a", "…", "c"], ["a", "b", "c"]) == []
    assert differences(["a …", "c"], ["a b", "c"]) == []
    assert differences(["a", "…", "d"], ["a", "b", "c"]) != []
    assert differences(["a", "c"], ["a", "b", "c"]) != []
    assert differences(["a"], ["a", "b"]) == ["b"]
    assert differences(["…", "b"], ["a", "b", "c"]) == ["c"]


@pytest.mark.parametrize("name", sorted(get_group(app).commands))
def test_every_command_has_help(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert f" {name} " in capfd.readouterr().out
    assert run(name, "--help") == 0
    assert f"pigraph {name}" in capfd.readouterr().out


def test_the_shown_json_is_an_entry_of_the_record(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (shown,) = blocks("README.md", "json")
    assert run("extract", "data/policies/gimpo.txt") == 0
    record = json.loads(capfd.readouterr().out)
    assert json.loads(shown) in record["provisions"]


def test_the_shown_turtle_is_in_the_published_file(home: Path) -> None:
    (shown,) = blocks("README.md", "turtle")
    assert shown in (home / "current" / "policies" / "gimpo.ttl").read_text(encoding="utf-8")


def test_the_shown_shares_hold(home: Path) -> None:
    coverage = json.loads((home / "current" / "coverage.json").read_text(encoding="utf-8"))
    assert "more than four fifths" in " ".join(text("README.md").split())
    assert {c["name"]: c["claimed"] / c["characters"] > 0.8 for c in coverage} == {c["name"]: True for c in coverage}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    links = [link for link in LINK.findall(text(name)) if "://" not in link]
    missing = [link for link in links if not ((CHECKOUT / name).parent / link.partition("#")[0]).exists()]
    assert missing == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_named_files_are_there(name: str) -> None:
    inline = re.findall(r"`([^`\n]+)`", BLOCK.sub("", text(name)))
    named = {f for words in inline for f in FILE.findall(words) if not EXAMPLES.search(f)}
    there = [
        p.relative_to(CHECKOUT) for folder in FOLDERS for p in [CHECKOUT / folder, *(CHECKOUT / folder).rglob("*")]
    ]
    # A name may be the end of a path: blocks/plain.py, laws.csv.
    assert {f for f in named if not (CHECKOUT / f).exists() and not any(p.match(f) for p in there)} == set()


def test_every_module_has_one_line_in_the_architecture() -> None:
    source = CHECKOUT / "src" / "pigraph"
    modules = {p.relative_to(source).as_posix() for p in source.rglob("*.py") if p.name != "__init__.py"}
    named = MODULE.findall(text("ARCHITECTURE.md"))
    assert len(named) == len(set(named))
    assert set(named) == modules


def test_the_layers_are_those_that_are_checked() -> None:
    contracts = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = "\n".join(contracts[0]["layers"]).replace("pigraph.", "")
    assert layers + "\n" in blocks("ARCHITECTURE.md", "")


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = sorted(canonicalize_name(Requirement(line).name) for line in wanted)
    shown = text("ARCHITECTURE.md").partition("## Dependencies")[2]
    given = re.findall(r"^\| ([a-z][\w.-]+) \| (?!for)", shown, re.MULTILINE)
    assert sorted(map(canonicalize_name, given)) == names


def test_every_file_of_the_lexicon_is_explained() -> None:
    files = {p.name for p in (CHECKOUT / "data" / "lexicon").glob("*.toml")}
    assert set(re.findall(r"^\| `(\w+\.toml)` \|", text("data/lexicon/README.md"), re.MULTILINE)) == files


def test_the_documents_say_how_many_questions_and_policies_there_are() -> None:
    data = CHECKOUT / "data"
    assert (len(list(data.glob("questions/*.rq"))), len(list(data.glob("policies/*.txt")))) == (9, 3)
    assert "nine saved questions" in text("CHANGELOG.md")
    assert "three shipped policies" in text("README.md")


def test_the_licence_is_the_whole_apache_licence() -> None:
    licence = " ".join(text("LICENSE").split())
    assert licence.startswith("Apache License Version 2.0, January 2004 http://www.apache.org/licenses/")
    assert all(f" {n}. {title}." in licence for n, title in enumerate(APACHE_SECTIONS, 1))
    assert "END OF TERMS AND CONDITIONS" in licence


APACHE_SECTIONS = (
    "Definitions",
    "Grant of Copyright License",
    "Grant of Patent License",
    "Redistribution",
    "Submission of Contributions",
    "Trademarks",
    "Disclaimer of Warranty",
    "Limitation of Liability",
    "Accepting Warranty or Additional Liability",
)
