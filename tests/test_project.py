"""What holds for the project as a whole: documented commands, exact pins, no machine and no agency in the code."""

import importlib.metadata
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from typer.main import get_group

from pigraph.cli import app
from pigraph.text import fold

PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([0-9][A-Za-z0-9.+!]*)")
MACHINE = re.compile(r"(?<![\w./:-])/(?:" + "|".join(["work", "root", "home", "Users"]) + r")/\w")
TEXTS = {".py", ".toml", ".ttl", ".rq", ".md", ".txt", ".json", ".yml", ".yaml", ".cff", ""}


def tracked(checkout: Path) -> list[Path]:
    """The files under version control, without the source documents of other people."""
    if not (checkout / ".git").exists():
        pytest.skip("not a git checkout")
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=checkout,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    paths = [checkout / name for name in names if name]
    foreign = (checkout / "data" / "policies", checkout / "tests" / "documents", checkout / "tests" / "golden")
    return [p for p in paths if p.suffix in TEXTS and p.is_file() and not any(f in p.parents for f in foreign)]


def pins(checkout: Path) -> dict[str, str]:
    return dict(line.split("==") for line in (checkout / "constraints.txt").read_text().splitlines())


def installed() -> dict[str, str]:
    """Name → version of everything that ``pip install -e .[dev]`` brings, by the metadata of what is installed."""
    found: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting: list[tuple[str, frozenset[str]]] = [("pigraph", frozenset({"dev"}))]
    while waiting:
        name, extras = waiting.pop()
        seen.add((canonicalize_name(name), extras))
        distribution = importlib.metadata.distribution(name)
        found[canonicalize_name(name)] = distribution.version
        for line in distribution.requires or []:
            needed = Requirement(line)
            wanted = needed.marker is None or any(needed.marker.evaluate({"extra": e}) for e in {"", *extras})
            if wanted and (canonicalize_name(needed.name), frozenset(needed.extras)) not in seen:
                waiting.append((needed.name, frozenset(needed.extras)))
    del found["pigraph"]
    return found


def test_pins_name_a_version_and_nothing_else(checkout: Path) -> None:
    lines = (checkout / "constraints.txt").read_text().splitlines()
    assert [line for line in lines if not PIN.fullmatch(line)] == []
    assert len({canonicalize_name(line.split("==")[0]) for line in lines}) == len(lines)


def test_pins_are_what_is_installed(checkout: Path) -> None:
    with (checkout / "pyproject.toml").open("rb") as f:
        optional = tomllib.load(f)["project"]["optional-dependencies"]
    # Only `make bench` installs these.
    measured = {canonicalize_name(Requirement(line).name) for line in optional["bench"]}
    pinned = {canonicalize_name(name): version for name, version in pins(checkout).items()}
    assert {name: version for name, version in pinned.items() if name not in measured} == installed()


def test_every_command_is_in_the_readme(checkout: Path) -> None:
    readme = (checkout / "README.md").read_text(encoding="utf-8")
    commands = list(get_group(app).commands)
    assert commands
    missing = [c for c in commands if f"pigraph {c}" not in readme]
    assert not missing, f"README.md does not mention: {', '.join(f'pigraph {c}' for c in missing)}"


def test_every_target_of_the_makefile_is_in_the_readme(checkout: Path) -> None:
    readme = (checkout / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^(run|test|check|bench):", (checkout / "Makefile").read_text(), re.MULTILINE)
    missing = [t for t in targets if f"make {t}" not in readme]
    assert not missing, f"README.md does not mention: {', '.join(f'make {t}' for t in missing)}"


def test_no_file_names_a_path_of_one_machine(checkout: Path) -> None:
    found = []
    for path in tracked(checkout):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if MACHINE.search(line):
                found.append(f"{path.relative_to(checkout)}:{number}: {line.strip()}")
    assert not found, "\n".join(found)


def rules(checkout: Path) -> Iterator[tuple[Path, str]]:
    """Code, lexicon and checks: what must hold for policies that nobody has seen yet."""
    for folder in ("src", "data/lexicon", "data/checks", "shapes"):
        for path in sorted((checkout / folder).rglob("*")):
            if path.suffix in {".py", ".toml", ".ttl"}:
                yield path, fold(path.read_text(encoding="utf-8"))


def naming(checkout: Path, names: set[str]) -> list[str]:
    """Where code or lexicon uses one of ``names``."""
    return [f"{p.relative_to(checkout)}: {n}" for p, text in rules(checkout) for n in sorted(names) if fold(n) in text]


def test_no_rule_names_a_body_of_the_shipped_policies(checkout: Path) -> None:
    names: set[str] = set()
    for path in (checkout / "data" / "policies").glob("*.toml"):
        meta = tomllib.loads(path.read_text(encoding="utf-8"))
        names |= {meta[key] for key in ("controller", "service") if key in meta}
    assert names
    found = naming(checkout, names)
    assert not found, "\n".join(found)


@pytest.mark.shared
def test_no_rule_names_a_recipient_or_processor_of_a_known_policy(checkout: Path, shared: Path) -> None:
    kinds = fold((checkout / "ontology" / "vocabulary" / "recipient-kinds.ttl").read_text(encoding="utf-8"))
    names: set[str] = set()
    for path in (shared / "gold").glob("*/*.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))
        names.add(gold["policy"]["controller"])
        names |= {p["recipient"] for p in gold["provisions"]} | {p["name"] for p in gold["processors"]}
    names = {n for n in names if n and len(fold(n)) > 2 and fold(n) not in kinds}
    assert len(names) > 20
    found = naming(checkout, names)
    assert not found, "\n".join(found)
