"""Notes that add items to one file of the table above them."""

from __future__ import annotations

import pytest

from pigraph.records.model import Requirement
from records.texts import record

TABLE = (
    "1. 개인정보의 처리 목적 및 항목\n개인정보파일명\t처리 목적\t항목\t보유 기간\n"
    "회원 명부 *\t회원 관리\t성명, 주소\t3년\n주차 명부\t주차 관리\t차량번호\t1년\n"
)


def automatic(note: str) -> dict[str, list[str]]:
    found = record(f"{TABLE}{note}\n").holdings
    assert [h.name.value for h in found[:2]] == ["회원 명부", "주차 명부"]
    marked = Requirement.AUTOMATIC
    return {
        h.name.value: labels
        for h in found
        if (labels := [i.label.value for i in h.items if i.requirement and i.requirement.value is marked])
    }


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "* 회원 명부 파일에는 위 항목 말고도 접속 IP 주소, 접속 일시가 자동으로 기록됩니다.",
            {"회원 명부": ["접속 IP 주소", "접속 일시"]},
        ),
        ("※ ‘주차 명부’의 경우 접속 로그와 쿠키가 자동으로 수집됩니다.", {"주차 명부": ["접속 로그", "쿠키"]}),
        (
            "※ 주차 명부는 접속 IP, 접속 일시가 누리집 이용 중 자동으로 수집됩니다.",
            {"주차 명부": ["접속 IP", "접속 일시"]},
        ),
        (
            "※ 다만, 회원명부에는 접속 IP, 쿠키가 자동으로 생성·수집되며, 거부할 수 있습니다.",
            {"회원 명부": ["접속 IP", "쿠키"]},
        ),
        ("※ 회원 명부에는 접속 IP, 쿠키가 자동으로 생성되어 저장됩니다.", {"회원 명부": ["접속 IP", "쿠키"]}),
        ("※ 비회원 명부의 경우 접속 IP, 쿠키가 자동으로 수집됩니다.", {}),
        ("※ 단체 주차 명부는 접속 IP, 쿠키가 자동으로 수집됩니다.", {}),
        ("※ 주차 명부는 접속 IP 주소를 자동으로 수집하는 장치를 운영하지 않습니다.", {}),
        ("※ 주차 명부는 접속 IP, 쿠키를 자동으로 수집하고 있지 않습니다.", {}),
        ("※ 주차 명부는 접속 IP, 쿠키가 자동으로 저장되었던 백업에서 삭제합니다.", {}),
        ("※ 주차 명부는 본인이 거부하면 쿠키, 접속 일시가 자동으로 저장됩니다.", {}),
        ("※ 주차 명부는 누리집 이용 과정에서 접속 로그, 쿠키가 자동으로 생성됩니다.", {}),
        ("※ 회원명부에는 접속 IP 등이 자동 저장됩니다.", {}),
        ("※ 회원 명부에는 접속 IP 주소가 자동으로 수집되지 않습니다.", {}),
        ("※ 회원 명부와 주차 명부에는 접속 IP 주소가 자동으로 기록됩니다.", {}),
        ("※ 회원 명부에는 다음 정보가 자동으로 기록됩니다.", {}),
        ("※ 상담 기록에는 접속 IP 주소가 자동으로 기록됩니다.", {}),
    ],
)
def test_a_note_that_names_one_file_adds_to_it(note: str, expected: dict[str, list[str]]) -> None:
    assert automatic(note) == expected
