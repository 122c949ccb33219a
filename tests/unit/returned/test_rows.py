"""Rows of returns: each read whole or refused with column, expectation and remedy."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics.catalogue.returns import Template, templates
from cdp_metrics.sources.returned import ReturnRow, due, period_end, read_rows

SENT = date(2026, 2, 1)
HATE, YOUNG = templates()["hate_crime"], templates()["young_people"]


def read(template: Template, *rows: dict[str, str]) -> list[ReturnRow]:
    return list(read_rows(template, list(enumerate(rows, start=2)), SENT))


def hate(**cells: str) -> dict[str, str]:
    plain = {"provider": "Police", "period_start": "2025-10-01", "strand": "all"}
    figures = {"crimes": "104", "victims": "92", "repeat_victims": "14"}
    return {**plain, **figures, "window_months": "12", **cells}


def test_a_row_is_read() -> None:
    (row,) = read(HATE, hate(victims="1,092", repeat_victims="<5", crimes=""))
    assert row.fault == ""
    assert row.start == date(2025, 10, 1)
    assert dict(row.cells) == {
        "provider": "Police", "period_start": "2025-10-01", "strand": "all",
        "crimes": None, "victims": 1092, "repeat_victims": "*", "window_months": 12,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"repeat_victims": "93"}, "repeat_victims (93) is more than victims (92)"),
        ({"period_start": "2025-10-15"}, "begins no month of this return"),
        ({"period_start": "2026-02-01"}, "ends after the file was made, on 2026-02-01"),
        ({"strand": "rase"}, "nearest: 'race'"),
        ({"provider": ""}, "provider is empty: write a few words"),
    ],
)
def test_a_row_is_refused_with_its_remedy(cells: dict[str, str], said: str) -> None:
    (row,) = read(HATE, hate(**cells))
    assert said in row.fault and ": " in row.fault
    assert dict(row.cells) == {}


def test_a_repeated_row_is_refused_and_names_the_first() -> None:
    first, second = read(HATE, hate(), hate(crimes="1"))
    assert (first.fault, "it repeats line 2" in second.fault) == ("", True)


def test_a_year_starts_in_its_own_month() -> None:
    cells = {"provider": "Service", "referrals": "299"}
    (row,) = read(YOUNG, {**cells, "period_start": "2024-01-01"})
    assert "begins no year of this return" in row.fault
    assert "such as 2024-04-01" in row.fault
    (row,) = read(YOUNG, {**cells, "period_start": "01/04/2024"})
    assert row.fault == ""
    assert period_end(YOUNG, row.start) == date(2025, 3, 31)
    assert due(YOUNG, row.start) == date(2025, 5, 30)


@pytest.mark.parametrize("name", list(templates()))
@given(data=st.data())
def test_whatever_is_sent_every_line_is_answered(
    name: str, data: st.DataObject
) -> None:
    entry = templates()[name]
    cell = st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "",
                "*",
                "<5",
                "-",
                "0",
                "12",
                "1,234",
                "70%",
                ">=70%",
                "2025-04-01",
                "01/04/2025",
                "04/13/2025",
                "E06000018",
                "yes",
                "\x00",
                "=1+1",
                "£3",
            ]
        ),
        *(st.just(each.example) for each in entry.columns),
        *(st.sampled_from(each.values) for each in entry.columns if each.values),
    )
    row = st.fixed_dictionaries({each.name: cell for each in entry.columns})
    rows = data.draw(st.lists(row, max_size=6))
    found = read(entry, *rows)
    assert [each.line for each in found] == list(range(2, 2 + len(rows)))
    keys = [tuple(r.cells[n] for n in entry.key) for r in found if not r.fault]
    assert all(a != b for a, b in pairwise(sorted(map(str, keys))))
    for each in found:
        if each.fault:
            column = each.fault.split()[0]
            assert column in {c.name for c in entry.columns} or column in {"it", "the"}
            assert ": " in each.fault, "what is wrong, then what to do"
        else:
            assert set(each.cells) == {c.name for c in entry.columns}


@pytest.mark.parametrize("name", list(templates()))
def test_its_own_examples_are_accepted(name: str) -> None:
    entry = templates()[name]
    (row,) = read(entry, {each.name: each.example for each in entry.columns})
    assert row.fault == ""
