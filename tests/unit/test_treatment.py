"""Treatment: what is compared with what, and what the page says of it."""

from __future__ import annotations

import csv
import io
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cdp_metrics import answers
from cdp_metrics.answers.figures.limits import apart, limits_of
from cdp_metrics.answers.figures.reported import Reading, Reported
from cdp_metrics.answers.health.treatment import Treatment, TreatmentMeasure
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.periods import add_months, last_day
from cdp_metrics.ui.views import TreatmentView, treatment_view
from cdp_metrics.warehouse.db import open_store
from tests.builders import ALDERTON, build_place, police_zip, row, write_place

NON_OPIATE, DEATHS, MISUSE = (
    "completions_non_opiate",
    "drug_deaths",
    "drug_misuse_deaths",
)
TODAY = date(2022, 2, 9)
CSP = "E22000901"


def reading(end: date, months: int = 12, **changes: object) -> Reading:
    """Return 20 of 50 in the months that end then, limits by Wilson."""
    values: dict[str, object] = {
        "period_start": add_months(date(end.year, end.month, 1), 1 - months),
        "period_end": end,
        "numerator": 20.0,
        "denominator": 50.0,
        "value": 40.0,
        "lower": 27.6,
        "upper": 53.8,
        "n_eff": None,
        "bound": "",
        "status": "validated",
        "definition_version": 1,
        "source": "partner_return",
        "note": "",
    }
    return Reading(**(values | changes))  # type: ignore[arg-type]


def counted(end: date, n: float, months: int = 12, **changes: object) -> Reading:
    """Return a count without limits of its own."""
    none = dict.fromkeys(("denominator", "value", "lower", "upper"))
    return reading(end, months, **(none | {"numerator": n} | changes))


def series(name: str, *readings: Reading, code: str = "") -> Reported:
    """Return the figures of a place."""
    return Reported(NON_OPIATE, code or name, name, readings, None)


def measure(
    own: tuple[Reading, ...] = (),
    england: tuple[Reading, ...] = (),
    others: tuple[Reported, ...] = (),
    release: date | None = None,
    name: str = NON_OPIATE,
) -> TreatmentMeasure:
    """Return a measure of Alderton."""
    return TreatmentMeasure(
        name,
        series("Alderton", *own) if own else None,
        series("England", *england) if england else None,
        others,
        release,
    )


def view(found: TreatmentMeasure, *, demo: bool = False) -> TreatmentView:
    """Return the page of one measure at its latest period."""
    return treatment_view(
        Treatment((found,)),
        found.indicator_id,
        found.latest,
        "Alderton",
        today=TODAY,
        demo=demo,
    )


Y2018 = date(2018, 12, 31)
# Fingertips 90245, 2018: Nottingham 211 of 533, England without its denominator.
NOTTINGHAM = reading(
    Y2018, numerator=211.0, denominator=533.0, value=39.5872, lower=35.5243,
    upper=43.7992, source="fingertips_extract",
)  # fmt: skip
ENGLAND = reading(
    Y2018, numerator=17956.0, denominator=None, value=34.3774, lower=33.9712,
    upper=34.7859, source="fingertips_extract",
)  # fmt: skip


# Against England


def test_published_ranges_decide_whether_a_difference_is_beyond_chance() -> None:
    found = measure((NOTTINGHAM,), (ENGLAND,))
    seen = found.on(found.periods[0])
    assert seen.standing == "above"
    assert seen.difference is not None
    # 5.2098 less the root of 4.0629 squared and 0.4085 squared
    assert seen.difference.lower == pytest.approx(1.1264, abs=1e-3)
    said = view(found)
    assert said.headline == (
        "Non-opiate: 39.6% completed in 2018, above England (34.4%), beyond chance"
    )
    assert said.subtitle.endswith("2018: 95% range 35.5% to 43.8%, 211 of 533")
    assert said.line is None  # one period is no course of time
    assert "Newcombe" in said.source[1]
    assert "Open Government Licence" in said.source[0]


def test_england_without_a_range_is_taken_as_known() -> None:
    bare = reading(Y2018, value=41.0, lower=None, upper=None, denominator=None)
    seen = measure((reading(Y2018),), (bare,)).on((date(2018, 1, 1), Y2018))
    assert seen.standing == "within chance"
    assert seen.difference is not None
    assert seen.difference.lower == pytest.approx(-1.0 - (40 - 27.6))


@pytest.mark.parametrize(
    "changes",
    [
        {"lower": None, "upper": None},
        {"source": "fingertips"},
        {"definition_version": 2},
    ],
    ids=["no range", "another source", "another definition"],
)
def test_where_chance_cannot_be_known_nothing_is_claimed(
    changes: dict[str, Any],
) -> None:
    found = measure((reading(Y2018, **changes),), (reading(Y2018, value=90.0),))
    assert found.on(found.periods[0]).standing is None
    assert view(found).headline.endswith("England 90.0%; chance cannot be judged")


def test_a_figure_within_chance_is_not_called_higher() -> None:
    said = view(measure((reading(Y2018),), (reading(Y2018, value=39.0),)))
    assert "within chance of England (39.0%)" in said.headline


def test_counts_of_unlike_places_are_not_compared() -> None:
    own, england = counted(Y2018, 25.0), counted(Y2018, 4312.0)
    found = measure((own,), (england,), name=DEATHS)
    seen = found.on(found.periods[0])
    assert (seen.difference, seen.standing) == (None, None)
    said = view(found)
    assert said.places is None
    assert said.headline == "Drug poisoning: 25 deaths in 2018"
    # Byar's limits of 25 deaths, Breslow and Day (1987), volume II, page 69
    assert "95% range 16 to 37" in said.subtitle


def test_a_bound_has_no_range() -> None:
    bound = reading(Y2018, bound=">=")
    assert limits_of(bound, indicator(NON_OPIATE)) is None
    found = measure((bound,), (reading(Y2018),))
    assert found.on(found.periods[0]).difference is None
    assert "at least 40.0%" in view(found).headline


# Other places


def test_the_places_nearest_in_size_are_compared_and_the_rest_counted() -> None:
    others = tuple(
        series(f"Place {n:02}", reading(Y2018, denominator=50.0 * n, value=float(n)))
        for n in range(1, 20)
    )
    found = measure((reading(Y2018, denominator=500.0),), (), others)
    seen = found.on(found.periods[0])
    assert len(seen.others) == 12 and seen.left_out == 7
    names = [each.name for each in seen.others]
    assert names[0] == "Place 17"  # the highest first
    assert names[-1] == "Place 06"  # 500 is 1.67 times 300 and 0.59 times 850
    assert any(
        "the 12 nearest to this one in size, of 19" in each
        for each in view(found).source
    )


def test_places_counted_otherwise_are_left_out() -> None:
    others = (
        series("Same", reading(Y2018)),
        series("Other", reading(Y2018, source="fingertips")),
    )
    found = measure((reading(Y2018),), (), others)
    assert [each.name for each in found.on(found.periods[0]).others] == ["Same"]


# Time


def test_a_trend_is_tested_on_periods_that_share_no_day() -> None:
    totals = [
        counted(date(year, 12, 31), 10.0 + year - 2005, 36)
        for year in range(2005, 2020)
    ]
    chosen = apart(totals)
    assert [each.period_end.year for each in chosen] == [2007, 2010, 2013, 2016, 2019]
    assert all(late.period_start > early.period_end for early, late in pairwise(chosen))


def test_a_trend_stops_where_the_definition_or_the_source_changed() -> None:
    ends = [date(year, 12, 31) for year in range(2012, 2019)]
    early = [reading(end, source="fingertips") for end in ends[:3]]
    late = [reading(end) for end in ends[3:]]
    assert apart([*early, *late]) == tuple(late)
    found = measure((*early, *late))
    assert found.trend.direction is None
    assert view(found).line_title == (
        "No trend can be tested: 4 of 5 separate periods with a range"
    )


def test_quarterly_issues_of_a_year_are_named_alike_and_tested_a_year_apart() -> None:
    ends = [last_day(add_months(date(2010, 3, 1), 3 * n)) for n in range(20)]
    shares = [
        reading(end, value=30.0 + n, lower=29.0 + n, upper=31.0 + n)
        for n, end in enumerate(ends)
    ]
    found = measure(tuple(shares))
    assert found.overlapping
    assert found.name(found.periods[0]) == "Year to Dec 2014"
    assert found.name(found.periods[3]) == "Year to Mar 2014"
    assert [shares[at] for at in (3, 7, 11, 15, 19)] == list(apart(shares))
    assert found.trend.direction == "up"
    assert found.trend.slope == pytest.approx(4.0)
    said = view(found)
    assert said.line_title.endswith("separate periods: better")
    assert said.line is not None and "overlap" in said.line.notes[0]


def test_years_that_do_not_overlap_keep_their_names() -> None:
    found = measure((reading(date(2018, 3, 31)), reading(date(2019, 3, 31))))
    assert found.name(found.periods[0]) == "2018/19"
    deaths = measure(
        (counted(Y2018, 28.0, 36), counted(date(2017, 12, 31), 22.0, 36)), name=MISUSE
    )
    assert deaths.name(deaths.periods[0]) == "2016 to 2018"
    assert view(deaths).headline == "Drug misuse: 28 deaths in 2016 to 2018"


# What is not shown


HIDDEN: dict[str, Any] = {
    "status": "suppressed", "numerator": None, "denominator": None, "value": None,
    "lower": None, "upper": None,
}  # fmt: skip


def test_a_hidden_figure_is_said_and_an_older_one_shown() -> None:
    own = reading(Y2018), reading(date(2019, 12, 31), **HIDDEN)
    england = reading(Y2018), reading(date(2019, 12, 31))
    found = measure(own, england)
    assert found.latest == (date(2018, 1, 1), Y2018)
    said = view(found)
    assert "completed in 2018" in said.headline
    assert "**2019:** Held back, not shown." in said.note
    assert said.time_table.rows[0][:2] == ("2019", "Held back, not shown")
    assert "No figure (held back, not shown): 2019" in said.line_alt
    asked = treatment_view(
        Treatment((found,)), NON_OPIATE, found.periods[0], "Alderton",
        today=TODAY, demo=False,
    )  # fmt: skip
    assert asked.headline == "Non-opiate, 2019: Held back, not shown"
    assert asked.places is not None
    assert asked.places.areas[-1].absent == "Held back, not shown"


def test_an_embargo_is_dated_and_nothing_else_is_said() -> None:
    release = date(2099, 1, 1)
    newer = view(measure((reading(Y2018),), release=release))
    assert newer.note == "A newer figure is **embargoed until** 1 January 2099."
    only = view(measure(release=release))
    assert only.state == ("embargoed", "until 1 January 2099", "Come back then.")
    assert only.headline == "Completions, non-opiate: embargoed"
    assert "Embargoed until 1 January 2099" in only.items[0].cells[0][0]


def test_england_alone_is_shown_for_itself() -> None:
    england = counted(date(2021, 3, 31), 275.0), counted(date(2022, 3, 31), 289.0)
    found = measure((), england, name="in_treatment")
    said = view(found)
    assert said.state is not None
    assert said.state[1] == "not published for Alderton in the files loaded"
    assert "289 adults in England in 2021/22; no figure for this area" in said.headline
    assert said.line is not None
    assert (said.line.lines[0].name, said.line.unit) == ("England", "People, England")


def test_what_was_never_received_says_what_to_load() -> None:
    said = view(measure())
    assert said.headline == "Completions, non-opiate: not received"
    assert said.state is not None and "Returns of the partners" in said.state[2]
    assert (said.places, said.line, said.time_table.rows) == (None, None, ())


def test_a_provisional_figure_is_marked_wherever_it_stands() -> None:
    own = reading(Y2018), reading(date(2019, 12, 31), status="provisional")
    said = view(measure(own))
    assert said.time_table.rows[0][-1] == "Provisional"
    assert said.line is not None
    assert [each.provisional for each in said.line.lines[0].points] == [False, True]


def test_the_download_holds_what_is_drawn_and_no_hidden_number() -> None:
    own = reading(Y2018), reading(date(2019, 12, 31), **HIDDEN)
    content = view(measure(own, (reading(Y2018),)), demo=True).csv()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Demonstration data: invented"]
    at = rows.index([])
    named = [dict(zip(rows[at + 1], each, strict=True)) for each in rows[at + 2 :]]
    assert [each["place"] for each in named] == ["Alderton", "Alderton", "England"]
    hidden = named[1]
    assert (hidden["value"], hidden["numerator"], hidden["lower_95"]) == ("", "", "")
    assert hidden["status"] == "suppressed"
    assert named[0]["value"] == "40"


# From a store

HEADING = (
    "indicator,area_code,period_start,period_end,numerator,denominator,value,lower,"
    "upper,n_eff,bound,status,release_on,definition_version"
)


def test_a_store_answers_with_own_england_and_others(tmp_path: Path) -> None:
    write_place(tmp_path / "place")
    police_zip(
        tmp_path / "police" / "street.zip",
        {"2024-01": [row("ASB", "E01000001", month="2024-01")]},
    )
    year = "2023-04-01,2024-03-31"
    lines = [
        f"{NON_OPIATE},{CSP},{year},20,50,,,,,,validated,,",
        f"{NON_OPIATE},{CSP},2023-07-01,2024-06-30,21,50,,,,,,validated,2099-01-01,",
        f"{NON_OPIATE},E92000001,{year},300,1000,,,,,,validated,,",
        f"{NON_OPIATE},E06000999,{year},30,60,,,,,,validated,,",
        f"{NON_OPIATE},E12000004,{year},40,100,,,,,,validated,,",
        f"completions_opiate,{CSP},{year},5,90,,,,,,validated,2099-01-01,",
    ]
    text = "\n".join((HEADING, *lines)) + "\n"
    (tmp_path / "place" / "return.csv").write_text(text, encoding="utf-8")
    build_place(tmp_path)
    with closing(open_store(tmp_path / "store")) as store:
        found = answers.treatment(store, CSP, date(2024, 6, 1))
        later = answers.treatment(store, CSP, date(2099, 1, 2))
    shown = found.measure(NON_OPIATE)
    seen = shown.on(shown.periods[0])
    assert seen.own is not None and seen.own.value == 40.0
    assert seen.england is not None and seen.england.value == 30.0
    assert [each.code for each in seen.others] == ["E06000999"]  # no region
    assert shown.next_release == date(2099, 1, 1)
    assert len(shown.periods) == 1
    assert len(later.measure(NON_OPIATE).periods) == 2
    waiting = found.measure("completions_opiate")
    assert (waiting.own, waiting.absent) == (None, "embargoed")
    assert found.measure("completions_all").absent == "not received"
    assert found.measure("").indicator_id == NON_OPIATE  # the first with a figure
    assert ALDERTON not in [each.area for each in shown.others]


def test_a_bound_is_said_in_pictures_and_not_drawn() -> None:
    bound = reading(date(2019, 12, 31), value=70.0, bound=">=")
    own = (reading(date(2017, 12, 31)), reading(Y2018), bound)
    found = measure(own, (reading(date(2019, 12, 31), value=34.0),))
    said = view(found)
    assert said.line is not None
    line = said.line.lines[0].points
    assert [each.value for each in line] == [40.0, 40.0, None]
    assert line[2].absent == "at least 70.0%, a bound and not a figure"
    assert "at least 70.0%" in said.places_alt
