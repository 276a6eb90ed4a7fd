"""The first line of a request in ASCII, and nothing else of it."""

from hypothesis import given
from hypothesis import strategies as st

from pigraph.service.server import encoded


def test_hangul_is_encoded_in_the_first_line_only() -> None:
    request = "POST /가?나=%20다 HTTP/1.1\r\nHost: x\r\n\r\n라".encode()
    assert encoded(request) == "POST /%EA%B0%80?%EB%82%98=%20%EB%8B%A4 HTTP/1.1\r\nHost: x\r\n\r\n라".encode()


@given(st.binary())
def test_what_is_ascii_and_what_follows_stays(data: bytes) -> None:
    line, end, rest = encoded(data).partition(b"\r\n")
    assert line.isascii()
    assert (end, rest) == data.partition(b"\r\n")[1:]
    assert encoded(line + end + rest) == line + end + rest
