"""The invented returns hold one of everything that happens to real ones."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cdp_metrics.catalogue import indicators
from cdp_metrics.periods import add_months, last_day
from cdp_metrics.sources.demo.names import COUNTY_CODE, DISTRICTS
from cdp_metrics.sources.demo.returned import FAMILIES
from cdp_metrics.sources.demo.returned.hate_crime import hate_crime
from cdp_metrics.sources.demo.returns import RETURN_HEADINGS, write_partner_return
from cdp_metrics.sources.demo.treatment import (
    FINGERTIPS_HEADINGS,
    SIMILAR,
    write_treatment,
)
from cdp_metrics.sources.returns import RETURN

TEMPLATES = Path(__file__).parents[2] / "data" / "templates"
MONTHS = [add_months(date(2018, 1, 1), n) for n in range(96)]
CITY, CSP = DISTRICTS[0].code, DISTRICTS[0].csp_code


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return eight years of returns for a city with steady street counts."""
    made = tmp_path_factory.mktemp("returns")
    street = np.tile([900, 3100], (96, 1))
    rng = np.random.default_rng(20)
    write_partner_return(rng, made / "partnership_return.csv", MONTHS, street)
    write_treatment(rng, made, MONTHS)
    return made


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def rows(folder: Path) -> pd.DataFrame:
    return pd.concat(
        [read(folder / f"{name}_return.csv") for name in ("partnership", "treatment")]
    )


def series(rows: pd.DataFrame, indicator: str, area: str = CSP) -> pd.DataFrame:
    """Return the rows of one indicator and area by the end of their period."""
    chosen = (rows["indicator"] == indicator) & (rows["area_code"] == area)
    return rows[chosen].set_index("period_end").sort_index()


def test_the_template_its_dictionary_the_reader_and_the_returns_agree() -> None:
    text = (TEMPLATES / "partner_return.csv").read_text("utf-8")
    assert text == ",".join(RETURN_HEADINGS) + "\n"
    readme = (TEMPLATES / "README.md").read_text("utf-8")
    described = re.findall(r"^\| `(\w+)` \|", readme.split("\n# ")[0], re.M)
    assert tuple(described) == RETURN_HEADINGS
    assert {column.heading for column in RETURN.columns} == set(RETURN_HEADINGS)


def examples() -> Iterator[dict[str, str]]:
    readme = (TEMPLATES / "README.md").read_text("utf-8")
    yield from csv.DictReader(io.StringIO(readme.split("```")[1].removeprefix("csv\n")))


def test_examples_of_the_template_name_indicators_that_are_returned() -> None:
    named = [row["indicator"] for row in examples()]
    assert len(named) == 5
    for row in examples():
        assert "partner_return" in indicators()[row["indicator"]].sources
        assert None not in row and None not in row.values()


def test_every_row_is_of_an_indicator_that_partners_return(rows: pd.DataFrame) -> None:
    for name, held in rows.groupby("indicator"):
        entry = indicators()[str(name)]
        assert "partner_return" in entry.sources
        for start, end in zip(held["period_start"], held["period_end"], strict=True):
            first, last = date.fromisoformat(start), date.fromisoformat(end)
            inside = (last.year - first.year) * 12 + last.month - first.month + 1
            assert first.day == 1 and last == last_day(last)
            assert inside == entry.period_months
    assert not rows.duplicated(["indicator", "area_code", "period_end"]).any()


@pytest.mark.parametrize(
    ("name", "mean"), [("partnership_asb", 900), ("partnership_crime", 3100)]
)
def test_the_partnerships_counts_are_near_the_street_files_not_equal(
    rows: pd.DataFrame, name: str, mean: int
) -> None:
    counts = series(rows, name)["numerator"].astype(int)
    assert len(counts) == 96
    assert (counts != mean).all()
    assert counts.mean() == pytest.approx(mean, rel=0.08)
    assert counts.mean() != pytest.approx(mean, rel=0.02)


def hate(months: list[date]) -> pd.DataFrame:
    """Return the rows that count each crime once, by month."""
    rows = pd.DataFrame(hate_crime(np.random.default_rng(20), months))
    return rows[rows["strand"] == "all"].set_index("period_start")


def test_one_month_of_hate_crime_was_never_sent() -> None:
    held = hate(MONTHS)
    assert list(held.index) == MONTHS
    assert list(held.index[held["crimes"] == ""]) == [date(2025, 7, 1)]
    assert (held["victims"] >= held["repeat_victims"]).all()


def test_a_definition_changed_and_the_share_with_it() -> None:
    held = hate(MONTHS)
    new = held["window_months"] == 24
    assert list(held.index[new]) == MONTHS[51:]
    before, after = (
        some["repeat_victims"].sum() / some["victims"].sum()
        for some in (held[~new], held[new])
    )
    assert after > before + 0.03


def rows_of(name: str, months: list[date] = MONTHS) -> pd.DataFrame:
    """Return the rows of a return with a template of its own."""
    return pd.DataFrame(FAMILIES[name](np.random.default_rng(20), months))


def test_tests_on_arrest_stopped_and_the_latest_months_are_provisional(
    rows: pd.DataFrame,
) -> None:
    tests = rows_of("test_on_arrest")
    assert list(tests["period_start"]) == MONTHS[:82]
    assert (tests["positive"] <= tests["tested"]).all()
    asb = series(rows, "partnership_asb")
    assert list(asb.index[asb["status"] == "provisional"]) == [
        *("2025-10-31", "2025-11-30", "2025-12-31")
    ]


def test_the_survey_has_a_design_effect_and_a_wave_left_out() -> None:
    waves = rows_of("residents_survey")
    asked = waves[waves["question"] == "high anti-social behaviour"]
    every = asked[asked["group"] == "everyone"]
    assert [day.year for day in every["period_start"]] == [
        *(2018, 2019, 2021, 2022, 2023, 2024, 2025)
    ]
    assert every["pct"].between(5, 20).all()
    assert (every["n"] / every["deff"]).between(1000, 2000).all()


def test_only_the_last_quarter_is_embargoed(rows: pd.DataFrame) -> None:
    held = rows[rows["release_on"] != ""]
    assert set(held["release_on"]) == {"2099-01-01"}
    assert set(held["period_end"]) == {"2025-12-31"}
    assert set(held["area_code"]) >= {COUNTY_CODE, "E92000001"}
    ours = rows_of("ndtms_treatment")
    assert set(ours["area_code"]) == {CITY} and len(ours) == 5 * 32
    later = ours[ours["release_on"] != ""]
    assert set(later["period_start"]) == {date(2025, 10, 1)}
    assert not series(rows, "completions_all", CITY).size


def test_what_is_suppressed_cannot_be_found_by_subtraction(rows: pd.DataFrame) -> None:
    families = rows[rows["indicator"].str.fullmatch("completions_(?!all).*")]
    starred = families[families["numerator"] == "*"]
    assert set(starred.groupby(["area_code", "period_end"]).size()) == {2}
    assert set(starred["area_code"]) == {SIMILAR[0][0]}
    shown = families[families["numerator"] != "*"]
    done, among = shown["numerator"].astype(int), shown["denominator"].astype(int)
    assert (done >= 5).all() and (done < among).all()
    ours = rows_of("ndtms_treatment")
    hidden = ours[ours["completions"] == "*"]
    assert set(hidden["period_start"]) == {date(2025, 7, 1), date(2025, 10, 1)}
    assert set(hidden.groupby("period_start").size()) == {2}


def test_all_the_citys_completions_are_the_sum_of_the_groups() -> None:
    ours = rows_of("ndtms_treatment")
    early = ours[ours["period_start"] < date(2025, 7, 1)]
    figures = ["in_treatment", "completions", "left", "returned"]
    whole = early["substance_group"] == "all"
    every = early[whole].set_index("period_start")[figures].astype(int)
    parts = early[~whole].astype(dict.fromkeys(figures, int))
    assert parts.groupby("period_start")[figures].sum().equals(every)


def test_a_site_closes_and_another_opens() -> None:
    sites = rows_of("needle_exchange")
    changes = sites[sites["service_change"] != ""]
    assert dict(zip(changes["site"], changes["service_change"], strict=True)) == {
        "NX02": "closed",
        "NX03": "opened",
        "NX01": "hours changed",
    }
    assert (sites["clients"] <= sites["visits"]).all()


def test_orders_that_ended_and_groups_of_offenders_add_up() -> None:
    orders = rows_of("court_orders")
    assert (orders.groupby("period_start")["sentences"].nunique() == 1).all()
    cohorts = rows_of("reoffending").set_index(["period_start", "cohort"])["offenders"]
    table = cohorts.unstack()
    assert (table["adults"] + table["young people"] == table["all"]).all()
    assert max(table.index) == date(2023, 10, 1)


def test_all_completions_are_the_sum_of_the_families(rows: pd.DataFrame) -> None:
    names = ("opiate", "non_opiate", "alcohol", "alcohol_and_non_opiate", "all")
    *parts, whole = (
        series(rows, f"completions_{name}", COUNTY_CODE)[["numerator", "denominator"]]
        .astype(int)
        .to_numpy()
        for name in names
    )
    assert np.array_equal(np.sum(parts, axis=0), whole)
    people = series(rows, "in_treatment", COUNTY_CODE)["numerator"].astype(int)
    assert (people == whole[:, 1]).all()


def test_fingertips_holds_the_years_before_with_their_limits(folder: Path) -> None:
    table = read(folder / "fingertips_treatment.csv")
    assert tuple(table.columns) == FINGERTIPS_HEADINGS and len(table.columns) == 27
    assert sorted(set(table["Time period"])) == ["2013", "2014", "2015", "2016", "2017"]
    assert set(table["Area Code"]) == {
        *(CITY, COUNTY_CODE, "E92000001"),
        *(code for code, _ in SIMILAR),
    }
    known = {n for entry in indicators().values() for n in entry.publisher_ids}
    assert set(table["Indicator ID"]) == {"demo-1", "90245", "demo-2"}
    assert set(table["Indicator ID"]) & known == {"90245"}
    figures = table[["Count", "Denominator", "Value"]].astype(float)
    lower, upper = (
        table[f"{side} CI 95.0 limit"].astype(float) for side in ("Lower", "Upper")
    )
    share = 100 * figures["Count"] / figures["Denominator"]
    assert np.allclose(figures["Value"], share)
    assert ((lower < share) & (share < upper)).all()
    england = table["Area Code"] == "E92000001"
    assert (table.loc[england, "Parent Code"] == "").all()
    assert (table.loc[~england, "Parent Code"] == "E92000001").all()


def test_a_single_year_has_returns_too(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    months = MONTHS[-12:]
    street = np.tile([900, 3100], (12, 1))
    write_partner_return(rng, tmp_path / "partnership_return.csv", months, street)
    write_treatment(rng, tmp_path, months)
    assert set(read(tmp_path / "partnership_return.csv")["indicator"]) == {
        *("partnership_asb", "partnership_crime"),
    }
    assert len(hate(months)) == 12
    yearly = read(tmp_path / "treatment_return.csv")
    assert len(series(yearly, "in_treatment", COUNTY_CODE)) == 4
    for name in FAMILIES:
        list(FAMILIES[name](rng, months))
