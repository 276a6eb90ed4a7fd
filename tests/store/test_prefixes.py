"""IRIs with their prefixes."""

from __future__ import annotations

from pigraph.store import shortened


def test_short_forms_take_the_longest_prefix() -> None:
    assert shortened("https://w3id.org/pigraph/id/item/address") == "item:address"
    assert shortened("https://w3id.org/pigraph/id/law/개인정보보호법/제15조") == "pipa:제15조"
    assert shortened("urn:x") == "urn:x"
