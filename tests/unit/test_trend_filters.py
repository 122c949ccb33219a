"""The link's words for how Trends shows a measure and what it compares."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics.filters import CHARTS, Filters

names = st.one_of(
    st.from_regex(r"[A-Z][0-9]{8}", fullmatch=True),
    st.from_regex(r"[a-z0-9_]{1,60}", fullmatch=True),
)


@given(st.sampled_from(CHARTS), st.lists(names, max_size=12, unique=True))
def test_chart_and_comparison_come_back_from_their_link(
    chart: str, compare: list[str]
) -> None:
    given_up = Filters().with_choices(chart=chart, compare=tuple(compare))
    assert Filters.from_query(given_up.to_query()) == given_up


@given(st.text())
def test_any_text_names_a_few_measures_and_areas_or_none(text: str) -> None:
    found = Filters.from_query({"compare": text, "chart": text})
    assert found.chart in CHARTS
    assert len(found.compare) <= 12
    assert len(set(found.compare)) == len(found.compare)
    assert Filters.from_query(found.to_query()) == found


def test_what_is_not_a_name_is_passed_over_and_doubles_fall() -> None:
    query = {"compare": "burglary,E05999101,<b>,burglary,,x;y", "chart": "pie"}
    assert Filters.from_query(query).compare == ("burglary", "E05999101")
    assert Filters.from_query(query).chart == "trend"
    assert Filters(compare=("a", "b")).to_query() == {"compare": "a,b"}
