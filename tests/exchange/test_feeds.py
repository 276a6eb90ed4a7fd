from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from exchange.test_diff import NEW, OLD
from pigraph.exchange.feeds import feeds, moment, write_feeds
from pigraph.exchange.statements import Published
from pigraph.exchange.versions import Version, versions

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_versions_of_a_body_newest_first(published: Path) -> None:
    ((name, data),) = feeds(Published(published), versions(published))
    assert name == "가나시.atom"
    feed = Tree.fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}id") for e in entries] == [NEW, OLD]
    summaries = [e.findtext(f"{ATOM}summary") or "" for e in entries]
    assert "처리·보유 2건" in summaries[0] and "추가 4, 삭제 9, 변경 3" in summaries[0]
    assert "처리·보유 3건" in summaries[1] and "추가" not in summaries[1]
    # RFC 4287: each has exactly one id, title and moment, and a feed without content has a link and a summary.
    for element in (feed, *entries):
        for child in ("id", "title", "updated"):
            assert len(element.findall(ATOM + child)) == 1
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert all(e.find(f"{ATOM}link[@rel='alternate']") is not None for e in entries)
    assert feed.findtext(f"{ATOM}updated") == "2024-01-01T00:00:00+09:00"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2024-03-05", "2024-03-05T00:00:00+09:00"),
        ("2024-03", "2024-03-01T00:00:00+09:00"),
        ("2024", "2024-01-01T00:00:00+09:00"),
        ("2023-02-30", "1970-01-01T00:00:00Z"),
        ("", "1970-01-01T00:00:00Z"),
    ],
)
def test_dates_become_moments(stated: str, expected: str) -> None:
    assert moment(stated) == expected


def test_odd_names_make_good_files_and_good_xml(published: Path, tmp_path: Path) -> None:
    (one, *_) = versions(published)
    policy = f"https://w3id.org/pigraph/id/policy/{'가' * 90}/방침"
    odd = Version(one.document, policy, "a<b>&\x00\x0c", "", "", "", "f.md", "0" * 64, "", True)
    assert write_feeds(tmp_path, Published(published), [odd]) == 1
    (file,) = tmp_path.iterdir()
    assert len(file.name.encode()) < 100
    feed = Tree.fromstring(file.read_bytes())
    assert "a<b>&\ufffd\ufffd" in (feed.findtext(f"{ATOM}title") or "")
    assert "시행일 기재 없음" in (feed.findtext(f"{ATOM}entry/{ATOM}summary") or "")
