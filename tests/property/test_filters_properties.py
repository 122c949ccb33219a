"""Whatever stands in a link, a page gets choices it can use."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from typing import Literal, get_args, get_origin, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics.filters import AHEAD, LAST_SLIDE, LIVE, Filters

NAMES = tuple(field.name for field in fields(Filters))
CODE = r"[A-Z][0-9]{8}|[a-z][a-z0-9_]{0,39}"  # of an area: official, or one's own
months = st.dates(date(1000, 1, 1), date(2999, 12, 1)).map(
    lambda day: day.replace(day=1)
)
codes = st.from_regex(re.compile(CODE, re.ASCII), fullmatch=True)
names = st.from_regex(re.compile(r"[a-z0-9_]{1,60}"), fullmatch=True)
weights = st.lists(st.integers(0, 999), min_size=2, max_size=40).map(
    lambda given: ",".join(map(str, given))
)
pages = st.from_regex(re.compile(r"[a-z][a-z_]{0,39}"), fullmatch=True)
words = st.text(st.characters(min_codepoint=32, exclude_characters="\x7f"), max_size=60)
# Those that are not a name like the others; a new filter is one until it is told here.
OWN: dict[str, st.SearchStrategy[object]] = {
    "area": codes,
    "lsoa": codes,
    "ahead": st.sampled_from(AHEAD),
    "compare": st.lists(codes | names, max_size=12, unique=True).map(tuple),
    "present": st.integers(1, 999).map(str) | st.just(LAST_SLIDE),
    "playlist": st.lists(pages, max_size=24, unique=True).map(tuple),
    "find": words.map(str.strip),
    "snapshot": st.from_regex(
        re.compile(r"[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,1}", re.ASCII), fullmatch=True
    ).filter(lambda name: name != LIVE),
    "impact": weights | st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True),
}


def values(name: str, kind: object) -> st.SearchStrategy[object]:
    """Return what a filter can be, from its type, its default among them."""
    default = st.just(getattr(Filters(), name))
    if name in OWN:
        return default | OWN[name]
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if kind == date | None:
        return st.none() | months
    assert kind is str, f"say in OWN what {name} can be"
    return default | names


filters = st.fixed_dictionaries(
    {name: values(name, kind) for name, kind in get_type_hints(Filters).items()}
).map(lambda chosen: Filters(**chosen))
queries = st.dictionaries(st.sampled_from(NAMES) | st.text(), st.text())


@given(filters)
def test_a_link_gives_back_what_was_chosen(chosen: Filters) -> None:
    assert Filters.from_query(chosen.to_query()) == chosen
    assert not Filters.misread(chosen.to_query())


@given(filters)
def test_every_filter_changes_the_link_by_itself(chosen: Filters) -> None:
    plain = Filters()
    for name in NAMES:
        one = plain.with_choices(**{name: getattr(chosen, name)})
        differs = getattr(chosen, name) != getattr(plain, name)
        assert one.to_query().keys() == ({name} if differs else set())


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
