"""What the Overview says of the plan and of its printed table, word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cdp_metrics.answers import AsPublished, PlanRow, PlanTable, Reported
from cdp_metrics.answers.figures.measured import Measured
from cdp_metrics.answers.figures.reported import Reading
from cdp_metrics.answers.plan.published import Illustrated, Printed
from cdp_metrics.catalogue.plan import Heading, Plan
from cdp_metrics.catalogue.published import PublishedFigure
from cdp_metrics.catalogue.targets import Baseline, Illustration, Target
from cdp_metrics.stats import (
    Count,
    Figure,
    Proportion,
    Rating,
    clock,
    not_rated,
    rate_any_reduction,
)
from cdp_metrics.ui.tables import Measure, Move
from cdp_metrics.ui.views import plan_view, published_view
from cdp_metrics.ui.views.plan.published import COLUMNS, READING_COLUMNS
from tests.literals import trend

TODAY = date(2022, 2, 9)
HEADINGS = tuple(
    Heading(id=name, name=title, owner="Board")
    for name, title in (
        ("crime", "Crime"),
        ("asb", "Anti-social behaviour"),
        ("hate", "Hate crime"),
        ("health", "Substance use"),
    )
)
THOUSAND = Count(1000)
RED = rate_any_reduction(clock(Count(1400), Count(1000)).change)
AMBER = rate_any_reduction(clock(Count(1000), Count(1000)).change)
GREEN = rate_any_reduction(clock(Count(1000), Count(1400)).change)
GREY = not_rated("no_baseline")


def goal(value: float | None = 1400, **changes: Any) -> Target:
    """Return a target of burglary from a baseline of 2020."""
    start = None
    if value is not None:
        start = Baseline(
            value=value, period_start=date(2020, 1, 1), period_end=date(2020, 12, 31),
            indicator="burglary", source="police_street", definition_version=1,
        )  # fmt: skip
    values: dict[str, Any] = {
        "heading": "crime", "indicator": "burglary", "statement": "Reduce burglary",
        "type": "reduce_any", "primary": True, "valid_from": date(2020, 1, 1),
        "baseline": start,
    }  # fmt: skip
    return Target(**(values | changes))


def held(now: Figure | None = THOUSAND, **changes: Any) -> Measured:
    """Return what is held of burglary: two years to December 2021."""
    series = trend([120.0] * 12 + [83.0] * 11 + [87.0])
    found = Measured(
        "burglary", "E05000001", series, now, date(2021, 1, 1), date(2021, 12, 31)
    )
    return replace(found, **changes)


def row(
    rating: Rating | None = GREEN, heading: Heading = HEADINGS[0], **changes: Any
) -> PlanRow:
    """Return a row of the plan: burglary down from 1,400."""
    long = clock(Count(1000), Count(1400), polarity="lower_is_better")
    recent = clock(Count(250), Count(240), polarity="lower_is_better")
    return replace(PlanRow(heading, goal(), held(), rating, long, recent), **changes)


def table(*rows: PlanRow, ended: bool = False) -> PlanTable:
    """Return a plan of 2020 to 2022 whose headings are those of its rows."""
    seen = {row.heading.id for row in rows}
    plan = Plan(
        name="Ash Plan",
        source="A paper",
        first=date(2020, 4, 1),
        last=date(2022, 3, 31),
        headings=tuple(each for each in HEADINGS if each.id in seen),
        targets=(),
        events=(),
        illustrations=(),
    )
    return PlanTable(plan, rows, ended)


def said(found: PlanRow, *more: PlanRow) -> Measure:
    """Return the first row as the page shows it on 9 February 2022."""
    return plan_view(table(found, *more), "Ash", TODAY).rows[0]


def test_a_row_says_status_rule_figure_both_clocks_and_age() -> None:
    shown = said(row())
    assert (shown.heading, shown.aim, shown.owner) == (
        "Crime", "Reduce burglary", "Board",
    )  # fmt: skip
    assert (shown.stand, shown.stand_words, shown.rule) == (
        "green",
        "Green: on track",
        "Green: 28.6% below the baseline, beyond chance",
    )
    assert (shown.latest, shown.period, shown.age) == (
        "1,000", "Year to Dec 2021", "5 weeks old",
    )  # fmt: skip
    assert shown.change == Move(
        "down", "Down, improving (95%)", ("−28.6%, −400", "from 1,400, 2020")
    )
    assert shown.lately == Move(
        "level", "Level, within chance", ("+4.2%, +10", "3 months on a year ago")
    )
    assert shown.words == (
        "1,000 crimes in the year to Dec 2021, 400 (28.6%) fewer than the baseline "
        "(1,400): beyond chance."
    )
    assert shown.go == "trends?measure=burglary"
    assert (shown.target, shown.notes, shown.supporting) == (None, (), False)
    assert shown.trend[0] == 1440.0  # the eleven months without a year are left out


def test_the_line_ends_at_what_its_path_leads_to() -> None:
    path: dict[str, Any] = {
        "type": "reduce_pct", "target_percent": 25, "target_date": date(2022, 3, 31),
        "path": "linear", "path_start": date(2020, 4, 1),
    }  # fmt: skip
    assert said(row(target=goal(**path), path=1100.0)).target == 1050.0


def test_below_the_first_row_neither_heading_nor_its_owner_is_repeated() -> None:
    shown = plan_view(
        table(row(), row(target=None), row(target=goal(owner="Tasking"))), "Ash", TODAY
    ).rows
    assert [each.heading for each in shown] == ["Crime", "", ""]
    assert [each.owner for each in shown] == ["Board", "", "Tasking"]
    assert [each.supporting for each in shown] == [False, True, True]


def test_a_supporting_measure_has_no_status_and_is_told_against_the_year_before() -> (
    None
):
    before = clock(Count(1000), Count(1440))
    shown = said(row(None, target=None, long=None, before=before))
    assert (shown.stand, shown.stand_words, shown.rule, shown.aim) == (
        None, "", "", "",
    )  # fmt: skip
    assert shown.change == Move("none", "No baseline")
    assert shown.words.endswith("440 (30.6%) fewer than the year before (1,440): beyond"
                                " chance.")  # fmt: skip


@pytest.mark.parametrize("why", ["no_baseline", "not_comparable", "definition_changed"])
def test_without_a_comparison_the_baseline_column_says_what_is_lacking(
    why: Any,
) -> None:
    shown = said(row(not_rated(why), long=None))
    assert shown.stand == "grey"
    assert shown.change == Move("none", shown.stand_words)
    assert shown.rule.startswith("Not rated: ")


def test_few_have_no_percentage_and_fewer_no_comparison() -> None:
    few = said(row(long=clock(Count(20), Count(12)), target=goal(12)))
    assert few.change.lines[0] == "+8"
    assert "%" not in few.words
    none = clock(Count(20), Count(4))
    tiny = said(row(long=none, recent=none, target=goal(4)))
    assert tiny.change == Move("none", "Small numbers")
    assert tiny.lately == Move("none", "Small numbers", ("3 months on a year ago",))
    assert "the baseline is too small to compare with" in tiny.words
    assert "4" not in tiny.change.head + "".join(tiny.change.lines)


SURVEY = Reading(
    date(2021, 1, 1), date(2021, 12, 31), None, None, 10.5, 9.0, 12.0, 900, "",
    "validated", 1, "partner_return", "",
)  # fmt: skip


def survey(*readings: Reading, indicator: str = "perceived_asb", **more: Any) -> Any:
    """Return what is held of a published measure, its last reading the latest."""
    series = Reported(
        indicator, "E22000901", "Alderton", readings, more.pop("due", None)
    )
    latest = series.latest
    figure = more.pop("now", Proportion(10.5, 900))
    found = Measured(
        indicator, "E22000901", series, figure, latest.period_start,
        latest.period_end, latest.why,
    )  # fmt: skip
    return replace(found, **more)


def test_a_share_changes_in_points_and_bears_its_own_period() -> None:
    change = clock(Proportion(10.5, 900), Proportion(15.0, 900))
    shown = said(row(measured=survey(SURVEY), long=change, recent=change))
    assert (shown.latest, shown.period) == ("10.5%", "2021")
    assert shown.change.lines == ("−4.5pp", "from 15.0%, 2020")
    assert shown.lately == Move("down", "Down (95%)", ("−4.5pp", "on the one before"))
    assert shown.words == (
        "10.5% of residents surveyed in 2021, 4.5pp below the baseline (15.0%): beyond "
        "chance."
    )
    before = said(row(measured=survey(SURVEY), long=None, before=change))
    assert "below the one before (15.0%)" in before.words


def test_a_new_definition_and_an_embargo_are_noted() -> None:
    newer = replace(SURVEY, definition_version=2)
    shown = said(row(measured=survey(SURVEY, newer, due=date(2099, 1, 1))))
    assert shown.notes == (
        "Definition changed in January 2021.",
        "A newer figure is embargoed until 1 January 2099.",
    )
    counted = held(series=trend([9.0] * 24, changed=(date(2021, 5, 1),)))
    assert said(row(measured=counted)).notes == ("Definition changed in May 2021.",)


def test_what_is_missing_hidden_or_under_embargo_is_said() -> None:
    gone = {"start": None, "end": None, "now": None, "series": None}
    absent = said(row(GREY, measured=held(**gone, why="no figure"), long=None))
    assert (absent.latest, absent.period, absent.age) == ("No figure", "", "")
    assert absent.words == "No figure has been received yet."
    assert absent.lately == Move("none", "No figure")
    waits = held(
        **gone, why="It is under embargo until 1 May 2022. What to do: come back then",
        embargoed=True,
    )  # fmt: skip
    assert said(row(measured=waits)).words == "It is under embargo until 1 May 2022."
    short = said(row(measured=held(None, why="11 of 12 periods held"), recent=None))
    assert short.latest == "not shown"
    assert short.words == "No change is told: 11 of 12 periods held."
    assert short.lately == Move("none", "Not enough data")
    hidden = replace(SURVEY, value=None, status="suppressed")
    few = said(row(measured=survey(hidden, now=None)))
    assert few.latest == "not shown"
    assert few.words == "No change is told: held back, not shown."


@pytest.mark.parametrize(
    ("indicator", "changes", "latest", "page"),
    [
        ("opiate_crack_users", {"value": 11.99}, "11.99", "trends?measure"),
        ("drug_deaths", {"value": None, "numerator": 1034.0}, "1,034",
         "treatment?treatment"),
        ("perceived_asb", {"bound": ">="}, "at least 10.5%", "trends?measure"),
    ],
)  # fmt: skip
def test_a_figure_that_is_not_tested_is_shown_as_published(
    indicator: str, changes: dict[str, Any], latest: str, page: str
) -> None:
    now = Proportion(10.5, 900) if indicator == "perceived_asb" else None
    found = survey(replace(SURVEY, **changes), indicator=indicator, now=now)
    shown = said(row(measured=found, long=None))
    assert shown.latest == latest
    assert shown.go == f"{page}={indicator}"
    if now is None:
        assert "shown as published, not tested" in shown.words


# The strip


def strip(*ratings: Rating | None) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the sentence and the headings, a rating each."""
    rows = [row(each, HEADINGS[at]) for at, each in enumerate(ratings)]
    shown = plan_view(table(*rows), "Ash", TODAY)
    return shown.sentence, list(shown.headings)


@pytest.mark.parametrize(
    ("ratings", "sentence"),
    [
        (
            (GREEN, RED, AMBER, GREY),
            "One of four headline targets is on track. "
            "Anti-social behaviour is off track.",
        ),
        (
            (RED, RED, RED),
            "None of three headline targets are on track. Crime, anti-social behaviour "
            "and hate crime are off track.",
        ),
        ((AMBER, GREEN), "One of two headline targets is on track. Crime is at risk."),
        ((GREEN, GREEN), "Two of two headline targets are on track."),
        (
            (GREY, GREY),
            "None of two headline targets can be rated: the plan states no baseline; "
            "state one in the plan.",
        ),
        (
            (GREY, not_rated("stale")),
            "None of two headline targets can be rated yet.",
        ),
        # A heading without a target in force is not counted.
        (
            (None, RED, None),
            "The one headline target is not on track. "
            "Anti-social behaviour is off track.",
        ),
        ((GREEN, None), "The one headline target is on track."),
        (
            (None, GREY),
            "The one headline target cannot be rated: the plan states no baseline; "
            "state one in the plan.",
        ),
        ((None, None), "No headline target is in force."),
    ],
)
def test_the_sentence_counts_headings(
    ratings: tuple[Rating | None, ...], sentence: str
) -> None:
    assert strip(*ratings)[0] == sentence


def test_a_heading_has_the_status_of_its_primary_measure_and_no_other() -> None:
    rows = (
        row(GREEN, target=goal(primary=False)),
        row(AMBER),
        row(RED, target=goal(primary=False)),
        row(RED, HEADINGS[1], target=goal(primary=False)),
    )
    shown = plan_view(table(*rows), "Ash", TODAY)
    assert shown.headings == (
        ("Crime", "amber", "Amber: at risk"),
        ("Anti-social behaviour", "grey", "No headline target"),
    )
    assert strip(GREY)[1] == [("Crime", "grey", "No baseline")]


def test_an_ended_plan_is_said_to_have_ended() -> None:
    assert plan_view(table(row()), "Ash", TODAY).note == ""
    shown = plan_view(table(row(), ended=True), "Ash", TODAY)
    assert shown.note == (
        "This plan ended on 31 March 2022; its targets are shown as they stood."
    )
    assert shown.context == "**Ash** · Plan 2020 to 2022 · as at **9 February 2022**"
    assert shown.source[1] == "**Plan:** A paper."
    assert "never an average" in shown.source[0]


# As published


def figure(value: str = "172", **changes: Any) -> PublishedFigure:
    """Return a printed figure: 172, two fewer, printed level."""
    cells: dict[str, Any] = dict.fromkeys(PublishedFigure.model_fields, "")
    cells |= {
        "id": "plan.hate", "measure": "Repeat victims", "area": "City",
        "period": "Dec 21 - Nov 22", "period_end": date(2022, 11, 30),
        "period_start": date(2021, 12, 1), "value": value, "unit": "victims",
        "change": "-1.1", "change_unit": "%", "volume_change": "-2",
        "direction_printed": "level", "source_file": "001",
        "document": "Report, Board, 4 January 2023", "paragraph": "3.3",
    }  # fmt: skip
    return PublishedFigure(**(cells | changes))


def printed(
    earlier: str = "174", relative: float | None = None, **changes: Any
) -> Printed:
    """Return a printed row with the earlier value that it implies."""
    found = figure(**changes)
    then, now = float(earlier), float(found.value or 0)
    if found.unit == "%":
        change = clock(Proportion(now, None), Proportion(then, None))
    else:
        change = clock(Count(now), Count(then), polarity="lower_is_better")
    return Printed(found, Decimal(earlier), relative, change)


SHARE = printed(
    "16.3", 15.879, value="15.8", unit="%", change="-0.5", change_unit="unclear",
    volume_change="", measure="Share",
)  # fmt: skip
ARROW = printed(
    "21.9", value="21.4", unit="%", change="-0.5", change_unit="pp", volume_change="",
    direction_printed="up", period="Oct 21 - Sep 22", measure="Completions",
    note="the paper names no substance",
)  # fmt: skip
CRIME = printed(
    "37486", value="33486", change="-10.7", volume_change="-4000", measure="Crime"
)


def test_the_printed_table_stands_beside_what_it_implies() -> None:
    shown = published_view(AsPublished((printed(), CRIME, SHARE, ARROW), ()), "Ash")
    assert {len(cells) for cells in shown.rows} == {len(COLUMNS)}
    assert shown.rows == (
        ("Repeat victims", "Dec 21 - Nov 22", "172", "−1.1%, −2", "174", "−1.1%, −2",
         "Level", "Level, within chance: −19.9% to +22.0%"),
        ("Crime", "Dec 21 - Nov 22", "33,486", "−10.7%, −4,000", "37,486",
         "−10.7%, −4,000", "Level", "Down, improving (95%): −12.0% to −9.3%"),
        ("Share", "Dec 21 - Nov 22", "15.8%", "−0.5%", "16.3%", "−0.5pp", "Level",
         "Range not known"),
        ("Completions", "Oct 21 - Sep 22", "21.4%", "−0.5pp", "21.9%", "−0.5pp", "Up",
         "Range not known"),
    )  # fmt: skip
    assert shown.sentence == (
        "All 4 printed changes follow from the figures. 2 printed arrows do not follow "
        "the change."
    )
    assert shown.context == "**Ash** · as published **4 January 2023**"
    assert shown.source == ("**Source:** Report, Board, 4 January 2023, paragraph 3.3.")


def test_what_a_reader_must_know_is_said_of_each_row() -> None:
    shown = published_view(AsPublished((printed(), CRIME, SHARE, ARROW), ()), "Ash")
    crime, share, arrow, common = shown.notes
    assert crime == (
        "**Crime.** The arrow says level, the change is down beyond chance: the two "
        "cannot be of one comparison."
    )
    assert share == (
        "**Share.** Printed in %, which can mean points (from 16.3%) or per cent (from "
        "15.88%); read as points."
    )
    assert arrow.startswith("**Completions.** The arrow says up, the change is down:")
    assert arrow.endswith("The paper names no substance.")
    assert common.endswith("no one date stands for the table.")
    alone = published_view(AsPublished((printed(),), ()), "Ash")
    assert len(alone.notes) == 1 and "no one date" not in alone.notes[0]
    assert alone.sentence == "The printed change follows from the figures."


def test_a_printed_change_that_does_not_follow_is_told() -> None:
    wrong = printed(change="-2.1")
    shown = published_view(AsPublished((wrong, ARROW), ()), "Ash")
    assert shown.sentence == (
        "1 of 2 printed changes cannot be reproduced from the figures. 1 printed arrow "
        "does not follow the change."
    )
    still = printed(
        "15.8", value="15.8", unit="%", change="0.0", change_unit="pp",
        volume_change="", direction_printed="up",
    )  # fmt: skip
    assert (
        published_view(AsPublished((still,), ()), "Ash").notes[0].startswith("A prin")
    )


def reading(row: Printed, start: float, goal: float | None, path: float | None) -> Any:
    """Return an illustration of a printed row."""
    kind = Illustration(
        heading="crime", figure=row.figure.id, label="If so", type="reduce_any",
        baseline_value=start, note="Not stated.",
    )  # fmt: skip
    return Illustrated(kind, row.figure, row.clock, goal, path)


def test_readings_are_told_without_a_colour() -> None:
    asb = printed("14840", value="14007", change="-5.6", volume_change="-833")
    readings = (
        reading(asb, 14_840, 11_130, 14_015.56),
        reading(asb, 14_840, 11_130, 12_861.33),
        reading(printed(), 174, 156.6, None),
        reading(ARROW, 21.9, None, None),
        reading(asb, 14_840, 14_840, None),
    )
    shown = published_view(AsPublished((asb,), readings), "Ash").readings
    assert {len(cells) for cells in shown} == {len(READING_COLUMNS)}
    assert [cells[1:5] for cells in shown] == [
        ("14,840", "11,130", "833 of 3,710, 22.5% of the way",
         "ahead by 9: path 14,016"),
        ("14,840", "11,130", "833 of 3,710, 22.5% of the way",
         "behind by 1,146: path 12,861"),
        ("174", "156.6", "2 of 17.4, 11.5% of the way", "no path"),
        ("21.9%", "none stated", "−0.5pp: range not known", "no path"),
        ("14,840", "14,840", "833 of 0, 0.0% of the way", "no path"),
    ]  # fmt: skip
    spoken = " ".join(cell for cells in shown for cell in cells)
    for colour in ("Green", "Amber", "Red", "on track"):
        assert colour not in spoken
    assert shown[0][0] == "Repeat victims: if so"
