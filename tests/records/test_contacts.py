"""Telephone numbers, faxes and e-mail addresses."""

from __future__ import annotations

import pytest

from pigraph.records.contacts import emails_in, faxes_in, phones_in
from pigraph.records.model import How
from pigraph.text import Words


def phones(text: str) -> list[str]:
    return [p.value for p in phones_in(Words.of(text), How.TABLE)]


def faxes(text: str) -> list[str]:
    return [p.value for p in faxes_in(Words.of(text), How.TABLE)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("02-2133-2971~2", ["02-2133-2971", "02-2133-2972"]),
        ("02-2133-2971~2973", ["02-2133-2971", "02-2133-2972", "02-2133-2973"]),
        ("061-720-1234, 5", ["061-720-1234", "061-720-1235"]),
        ("061-720-1234/1239", ["061-720-1234", "061-720-1239"]),
        ("061-720-1239∼1241", ["061-720-1239", "061-720-1240", "061-720-1241"]),
        ("692-4338(내선105)", ["692-4338"]),
        ("1833-6972", ["1833-6972"]),
        ("070-4455-6677", ["070-4455-6677"]),
        ("(02) 123-4567", ["02-123-4567"]),
        ("(064)123-4567", ["064-123-4567"]),
        ("02)123-4567", ["02-123-4567"]),
        ("033.123.4567", ["033-123-4567"]),
        ("031 - 123 - 4567", ["031-123-4567"]),
        ("전화 : 051-888-0001 / 051-888-0002", ["051-888-0001", "051-888-0002"]),
        ("☎02-123-4567", ["02-123-4567"]),
        ("02-123-4567<br>02-123-4568", ["02-123-4567", "02-123-4568"]),
    ],
)
def test_phones(text: str, numbers: list[str]) -> None:
    assert phones(text) == numbers


@pytest.mark.parametrize(
    "text", ["", "없음", "2024-01-01", "2024.01.01.", "123-45-67890", "1234-5678-9012-3456", "제15조", "220-81-62517"]
)
def test_what_is_no_phone(text: str) -> None:
    assert phones(text) == faxes(text) == []


@pytest.mark.parametrize(
    ("text", "phone", "fax"),
    [
        ("Tel) 031-980-2381, Fax)031-980-2090, E-mail)lotto @korea.kr", ["031-980-2381"], ["031-980-2090"]),
        ("전화 041-123-4567, 팩스 041-123-4568", ["041-123-4567"], ["041-123-4568"]),
        ("T. 02-123-4567 F. 02-123-4568", ["02-123-4567"], ["02-123-4568"]),
        ("팩 스 : 02-123-4568", [], ["02-123-4568"]),
        ("FAX 02-123-4568~9", [], ["02-123-4568", "02-123-4569"]),
    ],
)
def test_faxes_are_no_phones(text: str, phone: list[str], fax: list[str]) -> None:
    assert (phones(text), faxes(text)) == (phone, fax)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("privacy@ganada.or.kr", ["privacy@ganada.or.kr"]),
        ("E-mail)lotto @korea.kr", ["lotto@korea.kr"]),
        ("kim.y_h@mail.\nganada.go.kr", ["kim.y_h@mail.ganada.go.kr"]),
        ("a1@b.kr, c2@d.com", ["a1@b.kr", "c2@d.com"]),
        ("@ganada", []),
        ("이메일 : -", []),
    ],
)
def test_addresses(text: str, addresses: list[str]) -> None:
    assert [e.value for e in emails_in(Words.of(text), How.LIST)] == addresses


def test_a_number_has_its_words() -> None:
    source = "부서 02-2133-2971~2 까지"
    first, second = phones_in(Words.of(source), How.TABLE)
    assert first.words.hull.cut(source) == "02-2133-2971"
    assert second.words.hull.cut(source) == "02-2133-2971~2"


def test_a_fax_that_is_named_behind_its_number() -> None:
    words = Words.of("720-3300, a@b.kr, 720-3309(팩스)")
    assert [p.value for p in phones_in(words, How.LIST)] == ["720-3300"]
    assert [f.value for f in faxes_in(words, How.LIST)] == ["720-3309"]
