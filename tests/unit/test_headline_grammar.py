"""Headlines over many states: their grammar, whose direction is better, and chance."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdp_metrics import words
from cdp_metrics.stats import (
    Count,
    Polarity,
    Proportion,
    SeveritySplit,
    clock,
    compare_counts,
    direction,
)
from cdp_metrics.ui.views.funding.words import printed_answer
from cdp_metrics.ui.views.hate_crime.words import plan_title
from cdp_metrics.ui.views.priorities.words import figures_answer
from cdp_metrics.ui.views.severity.words import change_title, kinds_title
from cdp_metrics.words.notes import byline, not_shown
from tests.grammar import JUDGED, MOVED, faults

COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 2_000_000))
SHARES = st.floats(0, 100, allow_nan=False)
CASES = st.one_of(st.none(), st.integers(1, 1_000_000))
POLARITIES = st.sampled_from(get_args(Polarity))
MEASURES = st.sampled_from(["ASB", "Vehicle crime", "Robbery", "Police recorded crime"])


@dataclass(frozen=True)
class Change:
    now: float
    then: float
    percent: float | None
    significant: bool


def test_the_rules_find_what_they_are_for() -> None:
    for text, rule in {
        "asb fell": "starts small",
        "ASB  fell": "a double space",
        "ASB: nan in a year": "no value",
        "1 reports in a year": "one of many",
        "12 report in a year": "many of one",
        "A increase": "a or an",
        "ASB: -5": "a hyphen for minus",
        "ASB fell.": "a full stop",
        "ASB: −0.0%": "a minus before nought",
        "": "empty",
    }.items():
        assert faults(text) == [rule], text
    assert faults("ASB fell", sentence=True) == ["no full stop"]
    assert faults("21 reports, 1 report, 2018-19 and −0.4pp to −0.04") == []


@settings(deadline=None)  # the first call loads scipy
@given(measure=MEASURES, now=COUNTS, then=COUNTS)
def test_a_headline_of_a_tested_change(measure: str, now: int, then: int) -> None:
    change = compare_counts(now, then)
    said = words.headline_change(measure, change, direction(change))
    assert faults(said) == []
    assert bool(MOVED.search(said)) == (direction(change) != "level")
    if not change.significant:
        assert said.startswith("No clear change in ")
    assert not JUDGED.search(said), "recorded counts are never called better"


@settings(deadline=None)  # the first call loads scipy
@given(
    measure=MEASURES,
    now=COUNTS,
    then=COUNTS,
    share=st.one_of(st.none(), st.floats(-100, 1e6, allow_nan=False)),
    clear=st.booleans(),
    way=st.sampled_from(["up", "down", "level", "", "unknown"]),
    to=st.sampled_from(["", "Dec 2014"]),
)
def test_a_headline_never_claims_what_was_not_tested(
    measure: str,
    now: int,
    then: int,
    share: float | None,
    clear: bool,
    way: str,
    to: str,
) -> None:
    said = words.headline_change(measure, Change(now, then, share, clear), way, to=to)
    assert faults(said) == []
    if not clear:
        assert "No clear change" in said and not MOVED.search(said)
    if way == "up" and clear:
        assert " rose " in said and " fell " not in said


@settings(deadline=None)  # the first call loads scipy
@given(
    measure=MEASURES,
    now=st.one_of(st.none(), st.just(math.nan), COUNTS),
    held=st.one_of(st.none(), st.integers(0, 12)),
    to=st.sampled_from(["", "Dec 2014"]),
)
def test_a_headline_without_a_comparison(
    measure: str, now: float | None, held: int | None, to: str
) -> None:
    said = words.headline_change(measure, None, now=now, months_held=held, to=to)
    assert faults(said) == []
    assert not MOVED.search(said)


@settings(deadline=None)  # the first call loads scipy
@given(now=COUNTS, then=COUNTS, polarity=POLARITIES)
def test_a_row_of_a_count(now: int, then: int, polarity: Polarity) -> None:
    travel = clock(Count(now), Count(then), polarity=polarity)
    _row(Count(now), travel, "crimes", polarity)


@settings(deadline=None)  # the first call loads scipy
@given(now=SHARES, then=SHARES, n=CASES, polarity=POLARITIES)
def test_a_row_of_a_share(
    now: float, then: float, n: int | None, polarity: Polarity
) -> None:
    travel = clock(Proportion(now, n), Proportion(then, n), polarity=polarity)
    said = _row(Proportion(now, n), travel, "of residents", polarity)
    if "above" in said or "below" in said:
        assert re.search(r"\dpp (above|below) ", said), "a difference of shares is pp"


def _row(now: Any, travel: Any, what: str, polarity: Polarity) -> str:
    """Check a row of the plan in every place it is told; return its sentence."""
    said = words.row_sentence(now, travel, what=what, period="the year to Nov 2022")
    assert faults(said, sentence=True) == [], said
    assert not JUDGED.search(said)
    if "chance" not in said:
        told = ("the same as", "too small to compare", "its range is not known")
        assert any(each in said for each in told), said
    head = words.clock_words(travel)
    assert faults(head) == [], head
    if polarity == "neutral":
        assert not JUDGED.search(head)
    if travel.direction in ("up", "down"):
        assert travel.change.significant, "a direction is beyond chance"
        if polarity != "neutral":
            higher = (travel.direction == "up") == (polarity == "higher_is_better")
            assert ("improving" if higher else "worsening") in head
    return said


def test_a_row_with_nothing_to_compare_with() -> None:
    for now, what in ((Count(0), "crimes"), (Count(1), "crimes"), (Count(5), "crimes")):
        said = words.row_sentence(now, None, what=what, period="the year to Nov 2022")
        assert faults(said, sentence=True) == []
    assert words.row_sentence(Count(1), None, what="crimes", period="2018") == (
        "1 crime in 2018; there is nothing to compare it with."
    )


@settings(deadline=None)  # the first call loads scipy
@given(
    value=st.one_of(
        st.none(),
        st.sampled_from([math.nan, math.inf, -math.inf]),
        st.floats(-1e12, 1e12),
        st.floats(-1, 1),
    )
)
def test_figures_are_never_the_name_of_a_missing_value(value: float | None) -> None:
    for write in (words.count, words.signed, words.percent, words.points, words.rate):
        said = write(value)
        bare = f"X {said}"
        assert faults(bare) == [], bare
    if value is None or not math.isfinite(value):
        assert words.count(value) == words.NOT_SHOWN


@pytest.mark.parametrize(
    ("ledgers", "said"),
    [
        ([False], "The one printed ledger does not add up"),
        ([True], "The one printed ledger adds up"),
        ([True, False], "1 of 2 printed ledgers adds up, line by line"),
        ([False, False], "0 of 2 printed ledgers add up, line by line"),
    ],
)
def test_printed_ledgers(ledgers: list[bool], said: str) -> None:
    printed = [SimpleNamespace(rest=0 if each else 5, unnamed=0) for each in ledgers]
    found: Any = SimpleNamespace(printed=printed)
    assert printed_answer(found) == said
    assert faults(said) == []


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (0, "All 3 figures held are up to date"),
        (1, "1 of 3 figures held is overdue"),
        (2, "2 of 3 figures held are overdue"),
    ],
)
def test_quoted_figures(late: int, said: str) -> None:
    states = ["overdue"] * late + ["current"] * (3 - late) + ["missing"]
    found: Any = SimpleNamespace(figures=[SimpleNamespace(state=s) for s in states])
    assert figures_answer(found) == said
    assert faults(said) == []


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ([], "The plan measures hate crime without a target of its own"),
        (["Amber: at risk"], "1 target for hate crime: at risk"),
        (
            ["Green: on track", "No baseline"],
            "2 targets for hate crime: on track, no baseline",
        ),
    ],
)
def test_targets_for_hate_crime(tags: list[str], said: str) -> None:
    assert plan_title(tags) == said
    assert faults(said) == []


@settings(deadline=None)  # the first call loads scipy
@given(
    before=st.floats(1, 1e6),
    volume=st.floats(-1e6, 1e6),
    mix=st.floats(-1e6, 1e6),
)
def test_a_change_of_severity(before: float, volume: float, mix: float) -> None:
    split: Any = SimpleNamespace(
        before=before, volume=volume, mix=mix, total=volume + mix
    )
    said = change_title(split)
    assert faults(said) == []
    assert not JUDGED.search(said) and said.endswith("(not tested)")
    title = kinds_title("Burglary", volume / before)
    assert faults(title) == [] and title.endswith("(not tested)")


def test_a_change_of_severity_says_its_parts() -> None:
    names = {"before", "volume", "mix", "total"}
    assert names <= {*SeveritySplit.__dataclass_fields__, *dir(SeveritySplit)}
    split: Any = SimpleNamespace(before=200.0, volume=10.0, mix=-4.0, total=6.0)
    assert change_title(split) == (
        "Severity +3.0%: number of offences +5.0%, their mix −2.0% (not tested)"
    )
    assert np.isclose(split.volume + split.mix, split.total)


@pytest.mark.parametrize("placed", ["same", "earlier", "later"])
@pytest.mark.parametrize("corrects", [None, date(2026, 1, 5)])
@pytest.mark.parametrize("withdrawn", [False, True])
def test_who_wrote_a_note(placed: Any, corrects: date | None, withdrawn: bool) -> None:
    day = date(2026, 2, 15)
    said = byline(
        "A. Analyst",
        day,
        "Year to Nov 2022",
        placed,
        corrects=corrects,
        withdrawn=withdrawn,
    )
    assert faults(said, sentence=True) == []
    assert said.startswith(
        "A. Analyst, 15 February 2026, written about the year to Nov 2022"
    )
    for why in ("later", "hidden"):
        told = not_shown("A. Analyst", day, why)  # type: ignore[arg-type]
        assert faults(told, sentence=True) == []
