"""The record of the harm index prints the tables in use, not those shipped."""

from __future__ import annotations

import pytest

from cdp_metrics.catalogue.harm import SHIPPED, load_harm
from cdp_metrics.export.harm_record import harm_record
from tests.conftest import ROOT


def test_the_record_prints_the_tables_it_is_given() -> None:
    page = (ROOT / "docs" / "harm-index.md").read_text("utf-8")
    held = load_harm(SHIPPED)
    own = tuple(
        cut.model_copy(update={"value": 100.0, "evidence": "board | 3 May"})
        if cut.name == "visitor"
        else cut
        for cut in held.cuts
    )
    said = harm_record(page, held.model_copy(update={"cuts": own}))
    assert "| `visitor` | 100 |" in said
    assert "| board \\| 3 May |" in said
    assert "| `visitor` | 80 |" not in said
    assert harm_record(page, held) == page


def test_a_page_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for types"):
        harm_record("# A record\n", load_harm(SHIPPED))
