"""Digests of graphs: equal for equal content, in whatever order it came."""

from pathlib import Path

from msgspec.structs import replace

from pigraph.store import Digest, Part, Syntax

A = Part("urn:a", b"<urn:s> <urn:p> <urn:o> .\n", current=True, origin="a.txt")
B = Part("urn:b", b"<urn:s> <urn:p> <urn:x> .\n", current=False)


def digest(*parts: Part) -> str:
    taken = Digest()
    assert list(taken.of(parts)) == list(parts)
    return taken.hexadecimal()


def test_order_and_place_do_not_count() -> None:
    assert digest(A, B) == digest(B, A) == digest(B, replace(A, origin="elsewhere.txt"))


def test_everything_else_counts() -> None:
    others = [
        digest(A),
        digest(A, B, B),
        digest(replace(A, graph="urn:c"), B),
        digest(replace(A, data=b""), B),
        digest(replace(A, current=False), B),
        digest(replace(A, syntax=Syntax.TURTLE), B),
    ]
    assert len({digest(A, B), *others}) == 7


def test_it_is_written_as_one_line(tmp_path: Path) -> None:
    Digest().write(tmp_path / "digest")
    assert len((tmp_path / "digest").read_text()) == 65
