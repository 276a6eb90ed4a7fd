"""The table of silences: complete for the record's fields, and strict about names."""

from __future__ import annotations

import pytest

from pigraph.graph.gaps import EXPECTED, FIELDS, gaps
from pigraph.graph.statements import Fact
from pigraph.graph.terms import DPV, PI
from pigraph.records.model import Assessment, Holding, Outsourcing, Provision

NODE = PI["x"]
# Fields that say how something was read, not what is stated.
ABOUT_READING = {"kind", "is_kind", "subprocessor", "entries", "unclear", "corrections"}


@pytest.mark.parametrize("row", [Holding, Provision, Outsourcing, Assessment])
def test_every_field_of_a_row_has_a_property(row: type[Holding | Provision | Outsourcing | Assessment]) -> None:
    assert set(row.__struct_fields__) - ABOUT_READING <= set(FIELDS)


def test_silence_is_what_is_expected_and_neither_stated_nor_unclear() -> None:
    stated = [Fact(NODE, DPV["hasPurpose"], PI["u"]), Fact(NODE, DPV["hasRecipient"], PI["r"], asserted=False)]
    found = {(f.predicate, f.object) for f in gaps(PI["Provision"], NODE, stated, {"retention"})}
    assert found == {
        (PI["unclearOn"], DPV["hasStorageCondition"]),
        *((PI["silentOn"], p) for p in (DPV["hasRecipient"], DPV["hasLegalBasis"], DPV["hasPersonalData"])),
    }


def test_a_fact_of_another_node_does_not_break_the_silence() -> None:
    group = [Fact(PI["group"], DPV["hasLegalBasis"], DPV["Consent"])]
    assert len(list(gaps(PI["Holding"], NODE, group, ()))) == len(EXPECTED[PI["Holding"]])


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(ValueError, match="colour"):
        list(gaps(PI["Holding"], NODE, [], {"colour"}))
