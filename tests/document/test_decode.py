import pytest

from pigraph.document.decode import decode
from pigraph.errors import BinaryFile, WrongEncoding

KOREAN = "개인정보 처리방침\n제1조(처리 목적) 회원 관리, 민원 처리"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (KOREAN.encode("utf-8"), "utf-8"),
        (KOREAN.encode("utf-8-sig"), "utf-8"),
        (KOREAN.encode("euc-kr"), "cp949"),
        (KOREAN.encode("cp949"), "cp949"),
    ],
)
def test_korean_bytes_are_read(data: bytes, encoding: str) -> None:
    assert decode(data, "a.txt") == (KOREAN, encoding)


def test_letters_beyond_euc_kr_are_read_as_cp949() -> None:
    assert decode("똠방각하 펲시콜라".encode("cp949"), "a.txt") == ("똠방각하 펲시콜라", "cp949")


def test_line_ends_count_as_one_character() -> None:
    assert decode(b"a\r\nb\rc\n", "a.txt")[0] == "a\nb\nc\n"


def test_loose_hangul_letters_become_syllables_and_nothing_else_changes() -> None:
    loose = "\u1100\u1162\u110b\u1175\u11ab"  # 개인
    assert decode(f"{loose} ㈜ㆍ\uf914".encode(), "a.txt")[0] == "개인 ㈜ㆍ\uf914"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n...", "is a PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE"),
        (b"\x89PNG\r\n", "PNG"),
        ("개인정보\0".encode(), "byte 12 is NUL"),
    ],
)
def test_other_kinds_of_file_are_named(data: bytes, what: str) -> None:
    with pytest.raises(BinaryFile, match=what) as caught:
        decode(data, "a.txt")
    assert caught.value.message.startswith("a.txt") and caught.value.remedy


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_wide_encodings_are_refused(encoding: str) -> None:
    data = (b"\xfe\xff" if encoding == "utf-16-be" else b"") + KOREAN.encode(encoding)
    with pytest.raises(WrongEncoding, match=r"UTF-(16|32)"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        KOREAN.encode("utf-8")[:-1],
        KOREAN.encode("utf-8").replace("처".encode(), "처".encode()[:2]),
        "개인정보".encode() + "개인정보".encode("cp949"),
        "個人情報保護方針について".encode("shift-jis"),
        "données personnelles é".encode("latin-1"),
        bytes(range(128, 256)),
    ],
)
def test_broken_or_foreign_bytes_are_refused_with_the_place(data: bytes) -> None:
    with pytest.raises(WrongEncoding, match=r"byte \d+ breaks it"):
        decode(data, "a.txt")
