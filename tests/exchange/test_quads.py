import pytest

from pigraph.errors import DumpError
from pigraph.exchange.quads import split

LINES = [b'<a:s> <a:p> "x <y> . z"@ko <a:g> .\n', b"<a:s> <a:p> <a:o> <a:g> .\n", b"<a:s> <a:p> _:c0 <a:h> .\n"]


def test_graphs_come_apart() -> None:
    assert list(split(LINES, "f")) == [
        ("a:g", b'<a:s> <a:p> "x <y> . z"@ko .\n<a:s> <a:p> <a:o> .\n'),
        ("a:h", b"<a:s> <a:p> _:c0 .\n"),
    ]


@pytest.mark.parametrize(
    "line", [b"<a:s> <a:p> <a:o> .\n", b"<a:s> <a:p> <a:o> <a:g> .", b"\n", b"<a:s> <a:p> <a:o> <a"]
)
def test_what_is_no_quad_is_refused_with_its_line(line: bytes) -> None:
    with pytest.raises(DumpError, match="f, line 2"):
        list(split([LINES[0], line], "f"))
