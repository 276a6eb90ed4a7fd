from pathlib import Path

import pytest

from pigraph.document import looks_like_policy


@pytest.mark.parametrize(
    "text",
    [
        "가나시 개인정보 처리방침\n정보주체의 권리",
        "개인\n정보의 처리 및 보유 기간 … 개인정보의 파기",
        "<h1>개인정보처리방침</h1><p>개인정보의 제3자 제공</p>",
    ],
)
def test_policies(text: str) -> None:
    assert looks_like_policy(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The quick brown fox",
        "오늘의 식단: 김치찌개",
        "개인정보가 유출되었다는 기사",
        "이용약관 … 제3자 … 위탁 … 파기",
        "개인정보 처리방침은 준비 중입니다.",
    ],
)
def test_other_texts(text: str) -> None:
    assert not looks_like_policy(text)


@pytest.mark.shared
def test_every_policy_of_the_shared_folder(policies: list[Path]) -> None:
    for path in policies:
        assert looks_like_policy(path.read_text(encoding="utf-8")), path.name
