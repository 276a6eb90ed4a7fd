from pathlib import Path

import pytest

from pigraph.document import beside, load
from pigraph.document.corrections import Correction, read_corrections
from pigraph.errors import CorrectionError

GOOD = """\
# What was checked against the printed policy.

[[correction]]
holding = "회원관리"
field = "retention"
value = "2년"
was = "1년"
reason = "표가 깨짐"
who = "가나시"
date = 2026-01-01

[[correction]]
field = "effective_date"
value = 2024-01-01
reason = "부칙"

[[correction]]
officer = "보호책임자"
nth = 2
remove = true
words = "전임자"
reason = "전임"
"""


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "가.corrections.toml").write_text(text, encoding="utf-8")
    return tmp_path / "가.txt"


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "가.txt") == ()


def test_corrections_are_read_with_their_lines(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    place = f"{tmp_path / '가.corrections.toml'}:"
    assert read_corrections(path) == (
        Correction(f"{place}3", "표가 깨짐", "holding", "회원관리", None, "retention", "2년", "1년", who="가나시", date="2026-01-01"),
        Correction(f"{place}12", "부칙", field="effective_date", value="2024-01-01"),
        Correction(f"{place}17", "전임", "officer", "보호책임자", 2, words="전임자", remove=True),
    )  # fmt: skip


def test_they_stand_beside_their_source(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    path.write_text("개인정보 처리방침\n", encoding="utf-8")
    assert len(load(path).corrections) == 3
    assert tmp_path / "가.corrections.toml" in beside(path)


def test_tables_in_another_notation_are_counted(tmp_path: Path) -> None:
    path = written(tmp_path, 'correction = [{field = "title", value = "가"}]\n')
    with pytest.raises(CorrectionError, match=r"가\.corrections\.toml, correction 1: the correction gives no reason"):
        read_corrections(path)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[[correction]\n", "line 1"),
        ("", "something else than corrections"),
        ('title = "가"\n[[correction]]\n', "something else than corrections"),
        ("correction = 3\n", "something else than corrections"),
        ("correction = [3]\n", "something else than corrections"),
        ('\n[[correction]]\nfield = "title"\nvalue = "가"\n', ":2: the correction gives no reason"),
        ('[[correction]]\nfield = "title"\nvalue = "가"\nreason = " "\n', ":1: the correction has no text in reason"),
        ('[[correction]]\ncolour = "red"\n', "unknown key 'colour'"),
        ('[[correction]]\nholding = "가"\nprovision = "나"\n', "both a holding and a provision"),
        ('[[correction]]\nfield = "title"\nreason = "가"\n', "must say one thing"),
        ('[[correction]]\nfield = "title"\nvalue = "가"\nremove = true\nreason = "가"\n', "must say one thing"),
        ('[[correction]]\nfield = "title"\nremove = false\nreason = "가"\n', "must say one thing"),
        ('[[correction]]\nadd = true\nreason = "가"\n', "can add whole entries only"),
        ('[[correction]]\nholding = "가"\nfield = "name"\nadd = true\nreason = "가"\n', "can add whole entries only"),
        ('[[correction]]\nremove = true\nreason = "가"\n', "names no field"),
        ('[[correction]]\nholding = "가"\nvalue = "나"\nreason = "가"\n', "names no field"),
        ('[[correction]]\ndate = "2026"\n', "a date that is none"),
        ("[[correction]]\ndate = 2026-01-01T00:00:00\n", "a date that is none"),
        ('[[correction]]\nremove = "yes"\n', "neither true nor false"),
        ("[[correction]]\nvalue = 3\n", "has a value that is no text"),
        ('[[correction]]\nvalue = ""\n', "has a value that is no text"),
        ("[[correction]]\nnth = 0\n", "nth that is no number"),
        ("[[correction]]\nnth = true\n", "nth that is no number"),
    ],
)
def test_what_is_no_correction_is_named_with_its_place(tmp_path: Path, text: str, what: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(CorrectionError) as caught:
        read_corrections(path)
    assert what in caught.value.message and "가.corrections.toml" in caught.value.message and caught.value.remedy


def test_corrections_that_are_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "가.corrections.toml").write_bytes(GOOD.encode("cp949"))
    with pytest.raises(CorrectionError, match=r"가\.corrections\.toml cannot be read"):
        read_corrections(tmp_path / "가.txt")
