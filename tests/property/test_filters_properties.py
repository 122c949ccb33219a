"""Whatever stands in a link, a page gets choices it can use."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics.filters import AHEAD, Filters

NAMES = (
    "measure",
    "area",
    "first",
    "last",
    "show",
    "end",
    "lsoa",
    "target",
    "ahead",
    "view",
    "figures",
)
months = st.none() | st.dates(date(1000, 1, 1), date(2999, 12, 1)).map(
    lambda day: day.replace(day=1)
)
CODE = r"[A-Z][0-9]{8}|[a-z][a-z0-9_]{0,39}"  # of an area: official, or one's own
codes = st.just("") | st.from_regex(re.compile(CODE, re.ASCII), fullmatch=True)
filters = st.builds(
    Filters,
    measure=st.from_regex(re.compile(r"[a-z0-9_]{1,60}"), fullmatch=True),
    area=codes,
    first=months,
    last=months,
    show=st.sampled_from(["count", "rate", "km2"]),
    end=months,
    lsoa=codes,
    target=st.from_regex(re.compile(r"[a-z0-9_]{1,60}"), fullmatch=True),
    ahead=st.sampled_from(AHEAD),
    view=st.from_regex(re.compile(r"[a-z0-9_]{1,60}"), fullmatch=True),
    figures=st.sampled_from(["live", "published"]),
)
queries = st.dictionaries(st.sampled_from(NAMES) | st.text(), st.text())


@given(filters)
def test_a_link_gives_back_what_was_chosen(chosen: Filters) -> None:
    assert Filters.from_query(chosen.to_query()) == chosen
    assert not Filters.misread(chosen.to_query())


@given(queries)
def test_any_link_gives_choices_of_the_right_form(query: dict[str, str]) -> None:
    chosen = Filters.from_query(query)
    assert re.fullmatch(r"[a-z0-9_]{1,60}", chosen.measure, re.ASCII)
    for code in (chosen.area, chosen.lsoa):
        assert code == "" or re.fullmatch(CODE, code, re.ASCII)
    for month in (chosen.first, chosen.last, chosen.end):
        assert month is None or month.day == 1
    assert chosen.show in ("count", "rate", "km2")
    assert chosen.ahead in AHEAD
    assert Filters.from_query(chosen.to_query()) == chosen


@given(filters, filters)
def test_choosing_one_after_another_is_choosing_the_last(
    first: Filters, second: Filters
) -> None:
    assert first.with_choices(**vars(second)) == second
