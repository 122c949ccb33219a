"""A pack's charts join nothing that does not compare, and run no name as a formula."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.chart import XL_MARKER_STYLE

from cdp_metrics.answers.figures.measured import Measured
from cdp_metrics.answers.figures.reported import Reading, Reported
from cdp_metrics.answers.plan.outlook import target_outlook
from cdp_metrics.answers.plan.table import PlanRow
from cdp_metrics.catalogue.plan import Heading
from cdp_metrics.catalogue.targets import Baseline, Target
from cdp_metrics.export.pack import pack_workbook, powerpoint
from cdp_metrics.export.pack.deck import Bars, Curve, Curves, Deck, Slide
from cdp_metrics.stats import not_rated
from cdp_metrics.ui.tables import Measure, Move
from cdp_metrics.ui.views.pack.measures import measure_slide

DAY = date(2026, 2, 15)
PLACE = "E22999001"
SAID = Measure("ASB survey", "20.0%", "Year to Dec 2021", Move("none", ""), words="Up")


def year(at: int, value: float | None, **changes: Any) -> Reading:
    """Return a year's share of 1,000 interviews."""
    given = Reading(
        date(at, 1, 1), date(at, 12, 31), None, None, value,
        None if value is None else value - 2.5,
        None if value is None else value + 2.5,
        1000.0, "", "validated", 1, "partner_return", "",
    )  # fmt: skip
    return replace(given, **changes)


def row(readings: list[Reading], target: Target | None, measure: str) -> PlanRow:
    held = Reported(measure, PLACE, "Wrenminster", tuple(readings), None)
    end = readings[-1].period_end
    found = Measured(measure, PLACE, held, end=end, source="partner_return")
    heading = Heading(id="asb", name="Anti-social behaviour", owner="Tasking")
    return PlanRow(heading, target, found, not_rated("not_enough_data"), None, None)


def slide_of(
    readings: list[Reading],
    *,
    measure: str = "perceived_asb",
    baseline: Baseline | None = None,
    aimed: bool = True,
) -> Slide:
    """Return the slide of a survey with a target, or of a measure without one."""
    target = Target(
        heading="asb", indicator=measure, statement="Keep it", type="maintain",
        path="none", valid_from=date(2018, 1, 1), baseline=baseline,
    ) if aimed else None  # fmt: skip
    found = row(readings, target, measure)
    outlook = target_outlook(found, (), DAY) if target else None
    return measure_slide(
        found, SAID, outlook, "The plan", "Wrenminster", DAY, demo=False
    )


def drawn(slide: Slide) -> dict[str, dict[str, float | None]]:
    """Return the figures of each line by month, as PowerPoint is given them."""
    assert isinstance(slide.body, Curves)
    deck = Deck("Pack", "Wrenminster", DAY, "abc", False, (slide,))
    show = Presentation(io.BytesIO(powerpoint(deck)))
    (chart,) = (each.chart for each in show.slides[1].shapes if each.has_chart)
    plot = chart.plots[0]
    months = [f"{day:%Y-%m}" for day in sorted({
        day for curve in slide.body.curves for day, _ in curve.points
    })]  # fmt: skip
    return {
        each.name: dict(zip(months, each.values, strict=True)) for each in plot.series
    }


def words(slide: Slide) -> str:
    return "\n".join(f"{each.name}: {each.words}" for each in slide.said)


@pytest.mark.parametrize("aimed", [True, False])
def test_another_definition_is_another_line(aimed: bool) -> None:
    before, since = [year(2018, 20.0), year(2019, 21.0)], {"definition_version": 2}
    slide = slide_of([*before, year(2020, 30.0, **since), year(2021, 31.0, **since)],
                     aimed=aimed)  # fmt: skip
    lines = drawn(slide)
    name = "ASB survey" if aimed else "Counted"
    assert lines[f"{name}, definition 2"] == {
        "2018-12": None, "2019-12": None, "2020-12": 30.0, "2021-12": 31.0,
    }  # fmt: skip
    assert lines[f"{name}, definition 1"] == {
        "2018-12": 20.0, "2019-12": 21.0, "2020-12": None, "2021-12": None,
    }  # fmt: skip
    assert next(iter(lines)) == f"{name}, definition 2", "the latest is the measure"
    if aimed:
        assert lines["95% range from, definition 1"]["2020-12"] is None
    changed = "From the year to Dec 2020: definition 2. Not compared with earlier"
    assert changed in words(slide)
    assert isinstance(slide.body, Curves) and changed in slide.body.alt
    assert changed in " ".join(slide.notes)


@pytest.mark.parametrize("aimed", [True, False])
def test_another_publisher_is_another_line(aimed: bool) -> None:
    slide = slide_of(
        [year(2018, 20.0), year(2019, 21.0, source="csew"), year(2020, 22.0)],
        aimed=aimed,
    )
    own = [
        values for name, values in drawn(slide).items() if "range" not in name
    ]  # fmt: skip
    assert [[*each.values()] for each in own] == [
        [20.0, None, 22.0],
        [None, 21.0, None],
    ]


@pytest.mark.parametrize("aimed", [True, False])
def test_a_year_without_a_figure_is_a_gap(aimed: bool) -> None:
    slide = slide_of([year(2018, 20.0), year(2019, None, status="suppressed"),
                      year(2020, 22.0), year(2023, 24.0)], aimed=aimed)  # fmt: skip
    line = drawn(slide)["ASB survey" if aimed else "Counted"]
    assert line == {
        "2018-12": 20.0, "2019-12": None, "2020-12": 22.0, "2022-12": None,
        "2023-12": 24.0,
    }  # fmt: skip
    assert "Year to Dec 2019: held back, not shown" in words(slide)
    assert "Jan 2021 to Dec 2022: none was received" in words(slide)


def test_a_missing_issue_of_years_that_overlap_is_a_gap() -> None:
    # a year every quarter; the one to June was never received
    ends = [date(2024, 12, 31), date(2025, 3, 31), date(2025, 9, 30)]
    starts = [date(2024, 1, 1), date(2024, 4, 1), date(2024, 10, 1)]
    pairs = zip(starts, ends, strict=True)
    held = [
        year(2024, 40.0 + at, period_start=start, period_end=end)
        for at, (start, end) in enumerate(pairs)
    ]
    slide = slide_of(held, measure="completions_all", aimed=False)
    assert drawn(slide)["Counted"] == {
        "2024-12": 40.0, "2025-03": 41.0, "2025-06": None, "2025-09": 42.0,
    }  # fmt: skip
    assert "Year to Jun 2025: none was received" in words(slide)


@pytest.mark.parametrize("aimed", [True, False])
def test_a_bound_is_said_and_never_drawn(aimed: bool) -> None:
    slide = slide_of([year(2018, 60.0), year(2019, 70.0, bound=">="), year(2020, 65.0)],
                     aimed=aimed)  # fmt: skip
    line = drawn(slide)["ASB survey" if aimed else "Counted"]
    assert line == {"2018-12": 60.0, "2019-12": None, "2020-12": 65.0}
    said = "at least 70.0%, a bound and not a figure"
    assert f"Year to Dec 2019: {said}" in words(slide)
    assert isinstance(slide.body, Curves)
    assert said in slide.body.alt
    assert "70.0" not in slide.body.alt.replace(said, "")
    book = load_workbook(io.BytesIO(pack_workbook(
        Deck("Pack", "Wrenminster", DAY, "abc", False, (slide,)))))  # fmt: skip
    (sheet,) = (book[name] for name in book.sheetnames if name != "About")
    cells = [cell for line in sheet.iter_rows(values_only=True) for cell in line]
    assert 70 not in cells and 65 in cells


def test_bounds_alone_make_no_chart() -> None:
    slide = slide_of([year(2018, 70.0, bound=">="), year(2019, 71.0, bound="<=")])
    assert slide.body is None
    assert "at least 70.0%, a bound" in words(slide)
    assert "at most 71.0%, a bound" in words(slide)


def test_a_figure_that_no_line_joins_has_a_mark_and_old_ranges_no_name() -> None:
    before = [year(at, 20.0) for at in range(1990, 2018)]  # too many for marks
    alone = year(2018, None, status="suppressed"), year(2019, 30.0)
    since = [replace(each, definition_version=2) for each in (*alone, year(2021, 31.0))]
    slide = slide_of([*before, *since])
    deck = Deck("Pack", "Wrenminster", DAY, "abc", False, (slide,))
    show = Presentation(io.BytesIO(powerpoint(deck)))
    (chart,) = (each.chart for each in show.slides[1].shapes if each.has_chart)
    marks = {
        each.name: each.marker.style != XL_MARKER_STYLE.NONE
        for each in chart.plots[0].series
        if "range" not in each.name
    }
    assert marks == {
        "ASB survey, definition 2": True,
        "ASB survey, definition 1": False,
    }
    names = [each.name for each in chart.plots[0].series]
    gone = chart.legend._element.xpath("c:legendEntry/c:idx/@val")
    assert [names[int(at)] for at in gone] == [
        "95% range from, definition 1",
        "95% range to, definition 1",
    ]


def test_many_gaps_are_counted_on_the_slide_and_named_in_the_notes() -> None:
    held = [year(at, None, status="suppressed") for at in range(2012, 2018)]
    slide = slide_of([*held, year(2018, 20.0)])
    assert "No figure: 6 periods, named in the speaker's notes" in words(slide)
    assert sum(note.startswith("No figure: Year to") for note in slide.notes) == 6


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "https://x.org/", "mailto:a"],
)
def test_a_name_is_never_run_in_the_figures_of_a_chart(name: str) -> None:
    line = (date(2025, 1, 1), 1.0), (date(2025, 2, 1), 2.0)
    charts = (
        Curves((Curve(name, line), Curve("Other", line, "other")), "Cases", 0, "A."),
        Bars(((name, 1.0, None, None, ""), ("Other", 2.0, None, None, "")),
             name, 0, "Bars."),
    )  # fmt: skip
    slides = tuple(Slide(f"{at}", each) for at, each in enumerate(charts))
    deck = Deck("Pack", "Wrenminster", DAY, "abc", False, slides)
    show = Presentation(io.BytesIO(powerpoint(deck)))
    for sheet in [*show.slides][1:]:
        (chart,) = (each.chart for each in sheet.shapes if each.has_chart)
        part = chart.part.chart_workbook.xlsx_part
        (held,) = load_workbook(io.BytesIO(part.blob)).worksheets
        assert held.title == "Sheet1", "to which the chart's own figures refer"
        kinds = {cell.value: cell for line in held.iter_rows() for cell in line}
        assert kinds[name].data_type == "s"
        assert kinds[name].hyperlink is None
        assert name in {each.name for each in chart.plots[0].series}
