"""Cells of returns: what people write, read without guessing."""

from __future__ import annotations

import pytest

from cdp_metrics.catalogue.returns import Field
from cdp_metrics.sources.returned.cells import Unreadable, read_cell


def field(kind: str, **more: object) -> Field:
    values = {"name": "n", "type": kind, "title": "t", "why": "w", "example": "e"}
    return Field.model_validate({**values, **more})


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("count", "1,234", 1234),
        ("count", " 12 ", 12),
        ("count", "12.0", 12),
        ("count", "0", 0),
        ("count", "", None),
        ("count", "-", None),
        ("count", "n/a", None),
        ("count", "<5", "*"),
        ("count", "*", "*"),
        ("count", "secondary", "*"),
        ("number", "\u22121.5", -1.5),
        ("money", "£747,660", 747660.0),
        ("percent", "39.6%", 39.6),
        ("percent", "0", 0.0),
        ("date", "2025-03-04", "2025-03-04"),
        ("date", "4/3/2025", "2025-03-04"),
        ("date", "2025-03-04 00:00:00", "2025-03-04"),
        ("month", "2025-03", "2025-03"),
        ("month", "01/03/2025", "2025-03"),
        ("area", "e06000018", "E06000018"),
        ("yes_no", "Y", "yes"),
        ("yes_no", "FALSE", "no"),
        ("text", " two\u00a0words ", "two words"),
    ],
)
def test_cell_is_read(kind: str, written: str, value: object) -> None:
    assert read_cell(field(kind), written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (">=70%", ">=70"),
        ("≥ 70", ">=70"),
        ("70%+", ">=70"),
        ("<=5%", "<=5"),
        ("70", 70.0),
    ],
)
def test_bound_is_kept_as_a_bound(written: str, value: object) -> None:
    assert read_cell(field("percent", bound=True), written) == value


@pytest.mark.parametrize(
    ("kind", "written", "said"),
    [
        ("count", "12,34", "is not a whole number"),
        ("count", "-3", "is not a whole number"),
        ("count", "1.5", "is not a whole number"),
        ("count", "about 20", "or * where it is held back"),
        ("percent", "101", "between 0 and 100"),
        ("percent", ">=70%", "between 0 and 100"),
        (
            "date",
            "12/25/2025",
            "has the month first: write the day first, as 25/12/2025",
        ),
        ("date", "31/02/2025", "is not a date"),
        ("date", "1925-01-01", "not of our time"),
        ("date", "", "n is empty: write a date"),
        ("area", "Nottingham", "is not an ONS code"),
        ("yes_no", "perhaps", "is not yes or no"),
        ("text", "x" * 301, "shorten it"),
        ("number", "2e9", "is not a number"),
        ("number", "2000000000", "over 1,000,000,000"),
    ],
)
def test_cell_is_refused_with_what_to_write(kind: str, written: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said.replace("*", r"\*")):
        read_cell(field(kind), written)


def test_a_choice_is_matched_without_regard_to_case_and_the_nearest_offered() -> None:
    strand = field("choice", values=("sexual orientation", "race"))
    assert read_cell(strand, "Sexual-Orientation") == "sexual orientation"
    with pytest.raises(Unreadable, match="nearest: 'sexual orientation'"):
        read_cell(strand, "sexual orientaton")
    with pytest.raises(Unreadable, match="write one of sexual orientation, race"):
        read_cell(strand, "zzz")
    with pytest.raises(Unreadable, match="is empty: write one of"):
        read_cell(strand, "")
