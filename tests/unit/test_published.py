"""Figures typed in from the papers: complete, checked and reproducible."""

from __future__ import annotations

import shutil
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from cdp_metrics.catalogue import indicators
from cdp_metrics.catalogue.published import (
    PublishedFigure,
    load_published,
    not_itemised,
)
from cdp_metrics.errors import ConfigurationWrong
from cdp_metrics.stats.change import compare_counts

OWN = Path(__file__).parents[2] / "data" / "reference" / "published_figures.csv"


@pytest.fixture(scope="module")
def figures() -> dict[str, PublishedFigure]:
    return load_published(OWN)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for path in OWN.parent.glob("published_*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path / OWN.name


def refused(path: Path, old: str, new: str) -> str:
    """Return the message on loading a file with one text changed."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ConfigurationWrong) as error:
        load_published(path)
    message = str(error.value)
    assert message.startswith(str(path)) and "What to do: " in message
    return message.removeprefix(str(path))


@pytest.mark.parametrize(
    ("total", "lines", "printed", "unlisted"),
    [
        # OPCC Strategic Resources Meeting, May 2021: nine lines.
        ("opcc_2020_21.total", 9, "747660", "0"),
        # Safer Nottinghamshire Board update, 14: six lines.
        ("snb_2019_20.total", 6, "625118", "0"),
        # Briefing pack, August 2012: named lines and rates are a part only.
        ("income_2012_13.total", 7, "8763655", "341295"),
        ("rates_2011_12.city_all", 7, "98.49", "16.29"),
        ("rates_2011_12.county_all", 7, "49.97", "9.36"),
    ],
)
def test_lines_add_up_to_the_printed_total_or_leave_what_is_not_itemised(
    figures: dict[str, PublishedFigure],
    total: str,
    lines: int,
    printed: str,
    unlisted: str,
) -> None:
    parts = [f.value for f in figures.values() if f.part_of == total]
    assert len(parts) == lines
    assert figures[total].value == Decimal(printed)
    assert sum(p for p in parts if p is not None) == Decimal(printed) - Decimal(
        unlisted
    )
    assert not_itemised(figures, total) == Decimal(unlisted)


def test_asb_is_no_part_of_crime(figures: dict[str, PublishedFigure]) -> None:
    assert figures["rates_2011_12.city_asb"].part_of == ""
    assert figures["rates_2011_12.county_asb"].part_of == ""


@pytest.mark.parametrize(
    ("name", "earlier", "percent"),
    [
        # Overview and Scrutiny, January 2023, 3.3; the change before it was rounded.
        ("plan_2022.crime", "37486", -10.671),
        ("plan_2022.asb", "14840", -5.613),
        ("plan_2022.hate_repeat_victims", "174", -1.149),
    ],
)
def test_printed_percentages_follow_from_the_earlier_count(
    figures: dict[str, PublishedFigure], name: str, earlier: str, percent: float
) -> None:
    figure = figures[name]
    assert figure.value is not None and figure.change is not None
    assert figure.earlier == Decimal(earlier)
    change = compare_counts(float(figure.value), float(figure.earlier))
    assert change.percent is not None
    assert change.percent == pytest.approx(percent, abs=5e-4)
    printed = Decimal(change.percent).quantize(figure.change, ROUND_HALF_UP)
    assert (printed, figure.change_unit) == (figure.change, "%")
    assert Decimal(change.difference) == figure.volume_change


def test_every_other_printed_change_has_its_earlier_value_or_says_why_not(
    figures: dict[str, PublishedFigure],
) -> None:
    assert figures["plan_2022.asb_survey"].earlier == Decimal("8.5")
    assert figures["plan_2022.completions"].earlier == Decimal("21.9")
    share = figures["plan_2022.hate_repeat_share"]
    assert (share.earlier, share.change_unit) == (None, "unclear")
    changed = {f.id for f in figures.values() if f.value is not None and f.change}
    assert changed == {name for name in figures if name.startswith("plan_2022.")}


def test_the_plan_table_is_as_printed(figures: dict[str, PublishedFigure]) -> None:
    plan = [f for f in figures.values() if f.table == "plan_2022"]
    assert [(str(f.value), f.period, f.direction_printed) for f in plan] == [
        ("33486", "Dec 21 - Nov 22", "level"),
        ("14007", "Dec 21 - Nov 22", "down"),
        ("9.2", "2019 Survey", "level"),
        ("172", "Dec 21 - Nov 22", "level"),
        ("15.8", "Dec 21 - Nov 22", "level"),
        ("21.4", "Oct 21 - Sep 22", "up"),
    ]
    assert all(f.indicator in indicators() for f in plan)
    # Never joined to a series that is counted otherwise.
    assert not any(indicators()[f.indicator].from_street_files for f in plan)


def test_rates_of_city_over_county(figures: dict[str, PublishedFigure]) -> None:
    """Ratios of the 2012 briefing pack: all crime, robbery, ASB and OCU."""
    for name, ratio in (("all", 1.97), ("robbery", 5.33), ("asb", 1.79)):
        city = figures[f"rates_2011_12.city_{name}"].value
        county = figures[f"rates_2011_12.county_{name}"].value
        assert city is not None and county is not None
        assert round(city / county, 2) == Decimal(str(ratio))
    city, county = (figures[f"ocu_2009_10.{a}"].value for a in ("city", "county"))
    assert city is not None and county is not None
    assert round(city / county, 2) == Decimal("1.30")


def test_every_figure_names_its_paper(figures: dict[str, PublishedFigure]) -> None:
    assert len(figures) == 95
    assert {f.source_file for f in figures.values()} == {f"00{n}" for n in range(5)}
    assert figures["plan_2022.crime"].document.endswith(", 4 January 2023")
    bounds = {f.id for f in figures.values() if f.bound}
    assert {"jigsaw_2019_20.successful", "jigsaw_2020_21.successful"} < bounds


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",33486,", ",many,", "line 2: value: Input should be a valid decimal"),
        (",33486,", ",3,3486,", "line 2: expected 18 cells"),
        ("crimes,-10.7,%,-4000", "crimes,-10.7,,-4000", "line 2: ch"),
        ("33486,crimes,-10.7,%,-4000", ",crimes,,,", "line 2: a val"),
        ("2021-12-01,2022-11-30", "2021-12-01,", "period_start and period_end go tog"),
        ("2021-12-01,2022", "2023-12-01,2022", "period_end is before period_start"),
        ("partnership_crime", "tarot", "the catalogue has no indicator tarot"),
        (",001,3.3", ",009,3.3", "line 2: source_file: published_documents.csv lists"),
        ("plan_2022.asb,", "plan_2022.crime,", "line 3: id: line 2 has plan_2022.crim"),
        (",snb_2019_20.total,", ",snb.total,", "part_of: there is no figure snb.total"),
        ("id,measure", "id,matter", "line 1: expected the columns"),
        ("Anti-social", '"Anti"-social', "',' expected after"),
    ],
)
def test_a_fault_is_named_with_its_line(
    copy: Path, old: str, new: str, fault: str
) -> None:
    assert fault in refused(copy, old, new)


def test_an_absent_file_is_named(copy: Path) -> None:
    copy.with_name("published_documents.csv").unlink()
    with pytest.raises(ConfigurationWrong, match=r"documents\.csv: there is no such"):
        load_published(copy)
