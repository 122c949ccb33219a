"""The published files of Nottinghamshire give exactly their known figures.

Figures: data.police.uk street-level files, January to November 2014 (published
January 2015) and January to December 2025 (published February 2026; its first
quarter also as published in June 2025); Home Office police recorded crime open data
tables; ONS look-ups, deaths related to drug poisoning and Crime Severity Score; OHID
Fingertips; NDTMS. The counts were taken from the files by other means.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from cdp_metrics.answers import treatment
from cdp_metrics.answers.figures.control import control
from cdp_metrics.answers.figures.counted import trend
from cdp_metrics.answers.figures.year_so_far import year_so_far
from cdp_metrics.stats import rolling_total, wilson
from cdp_metrics.warehouse.build import build
from cdp_metrics.warehouse.db import open_store
from tests.builders import Row, contents, loaded

ROOT = Path(__file__).resolve().parents[2]
CITY, COUNTY_FORCE = "E22000257", "E23000019"
ASB = "Anti-social behaviour"

# Nottingham, rows by month of 2025.
ASB_2025 = [631, 657, 762, 698, 778, 719, 759, 716, 654, 759, 652, 595]
CRIME_2025 = [
    *(3178, 2894, 3494, 3335, 3742, 3606),
    *(3586, 3156, 3400, 3427, 3455, 3328),
]
TRAP = "geography/traps/E06000018_lsoa11_epsg27700.geojson"
NOT_READ = [
    "context/csew_asb_trends.csv.gz",
    "police/nottingham_city_month_by_type.csv",
]


def cli(raw: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cdp_metrics", "build"]
    command += ["--raw", str(raw), "--out", str(out), *options]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def built(
    real_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Build everything that lies there, traps included, as a user would."""
    store = tmp_path_factory.mktemp("real") / "store"
    return store, cli(real_data, store)


@pytest.fixture(scope="module")
def store(built: tuple[Path, subprocess.CompletedProcess[str]]) -> Path:
    return built[0]


def one(store: Path, query: str) -> Row:
    (row,) = contents(store, query)
    return row


def placed(store: Path, category: str, year: int) -> list[int]:
    """Return the city's rows by month of a year."""
    rows = contents(
        store,
        "select sum(n) from incident_month inner join area_part "
        "on incident_month.lsoa21_code = area_part.lsoa21_code "
        f"where area_code = '{CITY}' and category {category} '{ASB}' "
        f"and year(month) = {year} group by month order by month",
    )
    return [int(n) for (n,) in rows]


def test_the_build_succeeds_and_says_so(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    done = built[1]
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Published build" in done.stdout
    assert "23 complete, 0 partial, 121 missing" in done.stdout
    assert "8,569 Crime IDs with another outcome" in done.stdout


def test_files_that_no_reader_knows_are_listed(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    listed: dict[str, str] = dict(
        contents(
            built[0], "select name, status from source_file where status <> 'accepted'"
        )
    )
    for name in NOT_READ:
        assert listed[name] == "unknown"
        assert f"Unknown {name}: not recognised by its columns" in built[1].stdout
    assert "refused" not in listed.values()


def test_every_row_is_accounted_for(store: Path) -> None:
    years = "select year(month), count(*) from incident group by 1 order by 1"
    assert contents(store, years) == [(2014, 101_372), (2025, 121_358)]
    assert one(
        store,
        "select sum(rows_read), sum(rows_accepted), sum(rows_rejected) "
        "from source_file where source = 'police_street'",
    ) == (101_372 + 121_358 + 28_614, 101_372 + 121_358 + 28_614, 0)
    # district estimates of 1997 to 2000 lack every age from 85: no total can be had
    assert contents(
        store,
        "select file, reason, kept, count(*), min(line), max(line) from rejected_row "
        "where not kept group by all",
    ) == [
        (
            "population/population_lad_syoa_1997_2020_notts.csv",
            "an age holds no number: fill in every age, or leave the row out where its "
            "publisher gives none",
            *(False, 32, 2, 33),
        )
    ]


def test_asb_and_crime_of_the_city_by_month(store: Path) -> None:
    assert placed(store, "=", 2025) == ASB_2025
    assert placed(store, "<>", 2025) == CRIME_2025
    assert (sum(ASB_2025), sum(CRIME_2025)) == (8_380, 40_601)
    assert sum(placed(store, "=", 2014)) == 16_954
    assert sum(placed(store, "<>", 2014)) == 28_935
    assert len(placed(store, "=", 2014)) == 11


def test_every_category_of_the_city_by_month(store: Path, real_data: Path) -> None:
    path = real_data / "police" / "nottingham_city_month_by_type.csv"
    with path.open(encoding="utf-8", newline="") as file:
        published = {
            (line["fm"], category): int(float(n or 0))
            for line in csv.DictReader(file)
            for category, n in line.items()
            if category != "fm"
        }
    ours = contents(
        store,
        "select strftime(month, '%Y-%m'), category, sum(n) from incident_month "
        "inner join area_part on incident_month.lsoa21_code = area_part.lsoa21_code "
        f"where area_code = '{CITY}' group by all",
    )
    held = {(month, category): int(n) for month, category, n in ours}
    assert len(published) == 23 * 14
    assert {key: held.get(key, 0) for key in published} == published
    assert sum(held.values()) == sum(published.values())


def test_the_bridge_loses_and_adds_no_row(store: Path) -> None:
    by_code = (
        "select month, category, count(*) from incident where lsoa_published in ("
        "select lsoa11_code from lsoa_change inner join area_part "
        "on lsoa_change.lsoa21_code = area_part.lsoa21_code "
        f"where area_code = '{CITY}' "
        f"union select lsoa21_code from area_part where area_code = '{CITY}') "
        "group by all order by all"
    )
    by_2021 = (
        "select month, category, cast(sum(n) as bigint) from incident_month "
        "inner join area_part on incident_month.lsoa21_code = area_part.lsoa21_code "
        f"where area_code = '{CITY}' group by all order by all"
    )
    published = contents(store, by_code)
    assert published == contents(store, by_2021)
    assert sum(n for _, _, n in published) == 16_954 + 28_935 + 8_380 + 40_601
    # LSOA names tell the city too: a third way to the same number
    assert one(
        store, "select count(*) from incident where lsoa_name like 'Nottingham %'"
    ) == (16_954 + 28_935 + 8_380 + 40_601,)


def test_areas_of_the_city(store: Path) -> None:
    assert one(store, f"select count(*) from area_part where area_code = '{CITY}'") == (
        179,
    )
    changes = (
        "select change_code, count(distinct lsoa11_code), count(distinct "
        "lsoa_change.lsoa21_code) from lsoa_change inner join area_part "
        "on lsoa_change.lsoa21_code = area_part.lsoa21_code "
        f"where area_code = '{CITY}' group by 1 order by 1"
    )
    assert contents(store, changes) == [("M", 10, 5), ("S", 2, 4), ("U", 170, 170)]
    wards = (
        "select count(distinct ward.area_code), min(ward.area_code), "
        "max(ward.area_code) from area as ward inner join area_part as inside "
        "on ward.area_code = inside.area_code inner join area_part as city "
        "on inside.lsoa21_code = city.lsoa21_code "
        f"where ward.area_type = 'ward' and city.area_code = '{CITY}'"
    )
    assert one(store, wards) == (20, "E05012270", "E05012289")
    assert one(store, "select name, areas from map_geometry") == ("partnership", 179)


def test_rows_without_a_place(store: Path) -> None:
    located = (
        "select year(month), located, count(*) from incident "
        "where located in ('no location', 'outside', 'unknown lsoa') "
        "group by all order by all"
    )
    assert contents(store, located) == [
        (2014, "outside", 69),
        (2025, "no location", 806),
        (2025, "outside", 1_149),
    ]
    assert one(
        store,
        "select count(*) from incident where located in ('no location', 'outside') "
        "and lsoa21_code is not null",
    ) == (0,)
    assert one(
        store,
        "select sum(numerator) from observation_monthly where indicator_id in "
        f"('asb_incidents', 'all_crime') and area_code = '{COUNTY_FORCE}'",
    ) == (101_372 + 121_358,)


def test_repeated_rows_are_kept_and_marked(store: Path) -> None:
    assert contents(
        store,
        "select year(month), count(*), count(distinct crime_id) from incident "
        "where repeat_id is not null group by 1 order by 1",
    ) == [(2014, 1, 1), (2025, 339, 329)]
    assert one(
        store,
        f"select count(*) from incident where category = '{ASB}' "
        "and (crime_id is not null or repeat_id is not null)",
    ) == (0,)
    # fully identical ASB rows are real: 12,715 repeats in 2014
    assert one(
        store,
        "select sum(n - 1) from (select count(*) as n from incident "
        f"where category = '{ASB}' and year(month) = 2014 "
        "group by month, longitude, latitude, street, lsoa_published)",
    ) == (12_715,)


def outcomes(store: Path) -> list[Row]:
    return contents(
        store,
        "select month, crime_id, category, lsoa21_code, outcome, count(*) "
        "from incident where month between '2025-01-01' and '2025-03-01' "
        "group by all order by all",
    )


def test_revised_outcomes_are_recorded(store: Path) -> None:
    assert contents(
        store,
        'select "column", count(*), count(distinct crime_id) from revision group by 1',
    ) == [("outcome", 8_569, 8_569)]
    files = "select name, status from source_file where name like '%june-2025.zip!%'"
    assert [status for _, status in contents(store, files)] == ["superseded"] * 3


def test_the_newest_publication_stands_whatever_the_order(
    store: Path, real_data: Path, tmp_path: Path
) -> None:
    police = tmp_path / "police"
    police.mkdir()
    for archive in (real_data / "police").glob("*.zip"):
        older = "as-published" in archive.name
        shutil.copy(archive, police / ("z.zip" if older else "a.zip"))
    # named so, the older publication is read last; in the other build it is first
    assert sorted(path.name for path in (real_data / "police").glob("*.zip"))[0].count(
        "2014-2025"
    )
    raw = [real_data / "census", real_data / "geography"]
    partnership = ROOT / "data" / "partnership.toml"
    build([police, *raw], tmp_path / "one", partnership)
    (police / "z.zip").rename(police / "0.zip")
    build([*raw, police], tmp_path / "two", partnership)
    expected, changed = outcomes(store), "from revision order by all"
    for folder in ("one", "two"):
        assert outcomes(tmp_path / folder) == expected
        assert contents(tmp_path / folder, changed) == contents(store, changed)


def test_the_gap_is_a_gap(store: Path) -> None:
    status = (
        "select status, count(*), min(period), max(period) from coverage "
        "where source = 'police_street' group by 1 order by 1"
    )
    assert contents(store, status) == [
        ("complete", 23, date(2014, 1, 1), date(2025, 12, 1)),
        ("missing", 121, date(2014, 12, 1), date(2024, 12, 1)),
    ]
    opened = open_store(store)
    try:
        frame = opened.query("monthly", area=CITY, indicator="asb_incidents")
    finally:
        opened.close()
    n = frame["n"].to_numpy(np.float64)
    assert len(n) == 144
    assert np.isnan(n).sum() == 121
    rolling = rolling_total(n)
    assert list(np.flatnonzero(~np.isnan(rolling))) == [143]
    assert rolling[143] == 8_380
    assert contents(
        store, "select distinct period_start, period_end from asb_harm_lsoa"
    ) == [(date(2025, 1, 1), date(2025, 12, 31))]


def test_quarters_of_the_home_office(store: Path) -> None:
    year = "period_start between '2024-04-01' and '2025-03-31'"
    assert one(
        store,
        "select sum(numerator), count(*), any_value(area_code) from observation "
        f"where indicator_id = 'force_recorded_crime' and {year}",
    ) == (98_114, 4, COUNTY_FORCE)
    assert one(
        store, "select count(*), count(*) filter (n < 0) from recorded_crime"
    ) == (
        321_893,
        426,
    )
    assert contents(
        store,
        "select distinct count(*), min(period_start), max(period_end) "
        "from observation where indicator_id like 'force_%' group by indicator_id",
    ) == [(55, date(2012, 4, 1), date(2025, 12, 31))]


def test_offence_groups_sum_to_the_force_by_rolling_years(
    store: Path, real_data: Path
) -> None:
    # by hand: straight from the publisher's file, fraud left out
    path = real_data / "home_office" / "prc_pfa_long.parquet"
    raw = pd.read_parquet(path)
    own = raw[(raw["Force"] == "Nottinghamshire") & (raw["Group"] != "Fraud offences")]
    by_hand = own.groupby(["FY", "Financial Quarter"])["n"].sum().sort_index()
    total = quarters(store, "force_recorded_crime")
    assert total == list(by_hand)
    rolling = [sum(total[at - 3 : at + 1]) for at in range(3, len(total))]
    assert rolling == list(by_hand.rolling(4).sum().dropna())
    assert rolling[48] == 98_114  # year to March 2025
    groups = contents(
        store,
        "select distinct indicator_id from indicator_offence where offence is not null",
    )
    parts = [quarters(store, name) for (name,) in groups]
    assert len(parts) == own["Group"].nunique() == 9
    assert [sum(quarter) for quarter in zip(*parts, strict=True)] == total


def quarters(store: Path, indicator: str) -> list[float]:
    rows = contents(
        store,
        "select numerator from observation "
        f"where indicator_id = '{indicator}' order by period_start",
    )
    return [n for (n,) in rows]


def answers(store: Path, indicator: str, area: str | None = CITY) -> pd.DataFrame:
    """Return what a page is told of an indicator."""
    with closing(open_store(store)) as opened:
        return opened.query(
            "observations", indicator=indicator, area=area, today=date(2026, 6, 1)
        )


def test_completions_of_treatment_stand_as_published(store: Path) -> None:
    # Public Health Outcomes Framework, 90245, 2018: Nottingham 39.6%, England 34.4%
    (city,) = answers(store, "completions_non_opiate").to_dict("records")
    assert (city["numerator"], city["denominator"]) == (211, 533)
    shown = [round(city[name], 1) for name in ("value", "lower", "upper")]
    assert shown == [39.6, 35.5, 43.8]
    everywhere = answers(store, "completions_non_opiate", None).set_index("area_code")
    assert everywhere.loc["E92000001", "value"] == pytest.approx(34.4, abs=0.05)
    # the city answers by the code of its partnership too
    published = everywhere.drop(CITY).dropna(subset=["denominator"])
    assert len(everywhere) == 37 and len(published) == 35
    ours = wilson(
        published["numerator"].to_numpy(np.float64),
        published["denominator"].to_numpy(np.float64),
    )
    for column, limit in (
        ("value", ours.value),
        ("lower", ours.lower),
        ("upper", ours.upper),
    ):
        assert 100 * limit == pytest.approx(published[column].to_numpy(), abs=1e-4)


def test_the_fingertips_export_is_read_whole_and_its_limits_kept(
    store: Path, real_data: Path
) -> None:
    raw = pd.read_csv(real_data / "treatment" / "fingertips_sample_unmet_alcohol.csv")
    columns = {
        "numerator": "Count",
        "denominator": "Denominator",
        "value": "Value",
        "lower": "Lower CI 95.0 limit",
        "upper": "Upper CI 95.0 limit",
    }
    held = contents(
        store,
        f"select area_code, period, {', '.join(columns)} from published_figure "
        "where series = '93532' order by line",
    )
    assert len(raw) == len(held) == 17
    assert raw.shape[1] == 27
    wanted = raw[["Area Code", "Time period", *columns.values()]]
    assert held == list(wanted.itertuples(index=False, name=None))
    # stated the other way round it is met need: Hartlepool, 2020/21
    (met,) = answers(store, "alcohol_met_need", "E06000001").to_dict("records")[-1:]
    assert met["value"] == pytest.approx(100 - 76.095618, abs=1e-6)
    assert met["lower"] == pytest.approx(100 - 82.545455, abs=1e-6)
    assert met["upper"] == pytest.approx(100 - 68.337731, abs=1e-6)
    assert met["numerator"] == pytest.approx(320, abs=0.001)


def test_met_need_for_alcohol_treatment(store: Path) -> None:
    city = answers(store, "alcohol_met_need")
    last = city.iloc[-1]
    assert (last["period_start"].date(), last["period_end"].date()) == (
        date(2018, 4, 1),
        date(2019, 3, 31),
    )
    assert (last["numerator"], last["denominator"]) == (1_045, 4_993)
    assert last["value"] == pytest.approx(100 * 1_045 / 4_993, abs=1e-6)
    assert len(city) == 9
    # England's share of 2015/16 is in the table twice, 19.001571 and 19.001475
    england = answers(store, "alcohol_met_need", "E92000001").set_index("period_start")
    twice = england.loc["2015-04-01"]
    assert np.isnan(twice["value"])
    assert (twice["numerator"], twice["denominator"]) == (113_222, 595_856)
    assert "published more than once" in twice["note"]
    assert contents(
        store,
        "select line, kept from rejected_row where file like '%sdg_3-5-1%' "
        "and reason like 'rows for the same area and period%' order by line",
    ) == [(4081, True), (4082, True)]


def test_treatment_as_its_page_shows_it(store: Path) -> None:
    with closing(open_store(store)) as held:
        found = treatment(held, CITY, date(2026, 1, 1))
    shown = found.measure("")  # the first with a figure of the city
    assert shown.indicator_id == "completions_non_opiate"
    seen = shown.on(shown.periods[0])
    assert seen.own is not None and seen.england is not None
    assert (seen.own.numerator, seen.own.denominator) == (211, 533)
    assert (seen.own.lower, seen.own.upper) == (35.5243, 43.7992)
    assert seen.england.value == 34.3774
    assert seen.standing == "above"
    # 34 places besides the city, England and the East Midlands
    assert len(seen.others) + seen.left_out == 34
    need = found.measure("alcohol_met_need")
    seen = need.on(need.periods[0])
    assert seen.own is not None
    # the number who depend on alcohol is a model's: no range is made up for it
    assert (seen.own.lower, seen.standing) == (None, None)
    deaths = found.measure("drug_misuse_deaths")
    assert deaths.name(deaths.periods[0]) == "2016 to 2018"
    assert len(deaths.trend.positions) == 4 and deaths.trend.direction is None
    local = {each.indicator_id for each in found.measures if each.own}
    assert local == {
        *("completions_non_opiate", "alcohol_met_need"),
        *("drug_misuse_deaths", "drug_deaths"),
    }


def test_a_county_without_a_code_is_known_by_its_name(store: Path) -> None:
    with_limits = answers(store, "completions_non_opiate", "E10000024")
    assert list(with_limits["numerator"]) == [214]
    county = answers(store, "alcohol_met_need", "E10000024")
    assert len(county) == 9
    # no table at hand gives Kent's code
    assert list(answers(store, "completions_non_opiate", "Kent")["numerator"]) == [354]


def test_people_in_treatment_in_england(store: Path) -> None:
    # NDTMS: 311,668 in 2009/10, 289,215 in 2021/22, whose labels are in capitals
    held = answers(store, "in_treatment", "E92000001")["numerator"]
    assert (len(held), held.iloc[0], held.iloc[-1]) == (13, 311_668, 289_215)
    assert one(
        store,
        "select count(*), count(distinct series), count(distinct sex) "
        "from published_figure where dataset = 'ndtms'",
    ) == (780, 5, 3)


def test_three_years_of_deaths_are_the_sum_of_their_registrations(
    store: Path,
) -> None:
    yearly = answers(store, "drug_deaths").set_index("period_start")["numerator"]
    assert (yearly["2018-01-01"], yearly["2020-01-01"]) == (30, 25)
    totals = contents(
        store,
        "select year(period_end), numerator from published_figure where series = "
        "'deaths:deaths_poisoning' and area_code = 'E06000018' order by 1",
    )
    by_year = {start.year: n for start, n in yearly.items()}
    assert len(totals) == 10
    assert totals == [
        (year, sum(by_year[each] for each in range(year - 2, year + 1)))
        for year, _ in totals
    ]
    misuse = answers(store, "drug_misuse_deaths").iloc[-1]
    assert misuse["numerator"] == 28
    assert misuse["period_start"].date() == date(2016, 1, 1)


def test_severity_by_district_and_rows_that_contradict_each_other(store: Path) -> None:
    (city,) = answers(store, "crime_severity_score").to_dict("records")
    assert city["value"] == pytest.approx(23.25, abs=0.005)
    # by force from 2002/03, in a table whose year labels hold line feeds
    force = answers(store, "crime_severity_score", "E23000019")
    assert len(force) == 20
    assert force["value"].iloc[0] == pytest.approx(23.67, abs=0.005)
    assert force["value"].iloc[-1] == pytest.approx(14.48, abs=0.005)
    assert force["period_start"].iloc[0].date() == date(2002, 4, 1)
    assert force["period_end"].iloc[-1].date() == date(2022, 3, 31)
    # districts that were merged that year stand under the code of the new one
    merged = answers(store, "crime_severity_score", "E06000063")
    assert list(merged["status"]) == ["missing"]
    assert merged["value"].isna().all()


def test_residents(store: Path) -> None:
    held: dict[int, float] = dict(
        contents(
            store,
            "select year(reference_date), persons from population "
            f"where area_code = '{CITY}' and reference_date >= '2017-01-01'",
        )
    )
    assert {year: held[year] for year in (2017, 2019, 2020, 2022)} == {
        2017: 329_209,
        2019: 332_900,
        2020: 337_098,
        2022: 328_513,
    }
    assert held[2021] == pytest.approx(323_654, abs=60)  # cells of tables are perturbed


def test_the_harm_index(store: Path) -> None:
    # An independent computation on the same files: phi 1.98, eight visitor areas with
    # 24.6% of reports, 20.5 reports per 1,000 residents outside them.
    phi, visitors, share, city = one(
        store,
        "select any_value(phi), count(*) filter (visitor), "
        "sum(y) filter (visitor) / sum(y), any_value(city_rate) from asb_harm_lsoa",
    )
    assert phi == pytest.approx(1.98, abs=0.005)
    assert visitors == 8
    assert share == pytest.approx(0.246, abs=0.0005)
    assert city == pytest.approx(20.5, abs=0.05)
    index, low, high, best, worst = one(
        store,
        "select harm_index, index_lo, index_hi, rank_lo, rank_hi from asb_harm_lsoa "
        "where lsoa21 = 'E01013846'",
    )
    assert index == pytest.approx(385, abs=0.5)
    assert low == pytest.approx(316, abs=3)  # limits come from draws
    assert high == pytest.approx(456, abs=3)
    assert (best, worst) == (4, 7)
    assert one(
        store, "select y, raw_rate from asb_harm_lsoa where lsoa21 = 'E01035506'"
    ) == (793, pytest.approx(358, abs=0.5))


def test_the_layers_of_the_harm_index(store: Path) -> None:
    # The same independent computation: visitor areas hold 5.0% of residents, 17 or 18
    # areas have fewer reports than expected and one is to be checked.
    residents, few, check, visitors = one(
        store,
        "select sum(pop) filter (visitor) / sum(pop), "
        "count(*) filter (gap_state = 'fewer reports than expected'), "
        "count(*) filter (gap_state = 'check reporting'), "
        "count(*) filter (visitor and gap_state <> 'none') from asb_harm_lsoa",
    )
    assert residents == pytest.approx(0.050, abs=0.0005)
    assert few in (17, 18)
    assert (check, visitors) == (1, 0)
    assert one(
        store,
        "select basis, round(phi, 3), visitor_areas, income_edition, reports "
        "from asb_harm_period",
    ) == ("one type", 1.978, 8, 2025, 8380)
    assert one(
        store,
        "select count(*) filter (gistar_hot), count(gistar_z), count(forecast), "
        "count(expected_eth) from asb_harm_lsoa",
    ) == (7, 179, 179, 179)
    assert contents(
        store, "select area_type, count(*) from asb_harm_area group by all order by 1"
    ) == [("custom", 1), ("msoa21", 37), ("ward", 20), ("ward_before", 20)]


def test_a_map_file_in_metres_lies_where_the_one_in_degrees_does(
    store: Path, real_data: Path, tmp_path: Path
) -> None:
    trap = (real_data / TRAP).read_bytes()
    con, _ = loaded(tmp_path, {"metres.geojson": trap})
    converted = dict(
        con.execute("select area_code, wkb from stage_boundary").fetchall()
    )
    con.close()
    assert one(
        store, f"select status, rows_accepted from source_file where name = '{TRAP}'"
    ) == ("accepted", 182)
    own = json.loads((real_data / "geography/lsoa11_bgc/E06000018.geojson").read_text())
    for feature in own["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        other = shapely.from_wkb(bytes(converted[feature["properties"]["LSOA11CD"]]))
        both = shape.intersection(other).area / shape.union(other).area
        assert both > 0.95
    assert len(own["features"]) == len(converted) == 182


def test_another_place_builds_elsewhere_without_touching_the_checkout(
    real_data: Path, tmp_path: Path
) -> None:
    def checkout() -> set[tuple[str, int]]:
        folder = ROOT / "data"
        return {(str(p), p.stat().st_mtime_ns) for p in folder.rglob("*")}

    partnership = tmp_path / "ashfield.toml"
    partnership.write_text(
        '[partnership]\nname = "Ashfield Community Safety Partnership"\n'
        'place = "Ashfield"\ncsp = "E22000251"\ndistricts = ["E07000170"]\n'
        'force = "nottinghamshire"\nforce_name = "Nottinghamshire Police"\n'
        'force_area = "E23000019"\n',
        "utf-8",
    )
    before = checkout()
    done = cli(real_data, tmp_path / "store", "--partnership", str(partnership))
    assert done.returncode == 0, done.stderr  # some files are unknown; all is built
    assert "Published build" in done.stdout
    assert checkout() == before
    place, lsoas, rows = one(
        tmp_path / "store",
        "select any_value(place), count(distinct area_part.lsoa21_code), "
        "sum(n) from build_info inner join area_part "
        "on build_info.area_code = area_part.area_code left join incident_month "
        "on area_part.lsoa21_code = incident_month.lsoa21_code",
    )
    by_name = "select count(*) from incident where lsoa_name like 'Ashfield %'"
    assert (place, lsoas) == (
        "Ashfield",
        one(tmp_path / "store", "select areas from map_geometry")[0],
    )
    assert (rows,) == one(tmp_path / "store", by_name)
    assert rows > 0


def test_trends_draw_the_force_by_quarter(store: Path) -> None:
    with closing(open_store(store)) as held:
        found = trend(held, "force_recorded_crime", COUNTY_FORCE, date(2026, 3, 1))
    assert found.step == 3
    by_hand = [sum(found.counts[at - 3 : at + 1]) for at in range(3, 55)]
    assert list(found.totals[3:]) == by_hand
    assert found.totals[found.months.index(date(2025, 1, 1))] == 98_114
    drawn = control(found)
    assert drawn.chart is not None
    # the plan records an inspection in 2014 and new counting rules in 2023
    starts = {segment.baseline.start for segment in drawn.chart.segments}
    assert [found.months[at] for at in sorted(starts)] == [
        date(2012, 4, 1),
        date(2014, 1, 1),
        date(2023, 1, 1),
    ]
    masked = [m for m, odd in zip(found.months, found.unusual, strict=True) if odd]
    assert (masked[0], masked[-1]) == (date(2020, 1, 1), date(2021, 7, 1))
    assert not drawn.chart.marks.rule[found.unusual].any()
    so_far = year_so_far(found, date(2025, 12, 1))
    # April to December, added up by hand: 26,530 + 25,369 + 24,226 and a year before
    assert so_far.change is not None
    assert (so_far.change.now, so_far.change.then) == (76_125, 74_302)


def test_two_years_of_street_files_are_too_few_for_limits(store: Path) -> None:
    with closing(open_store(store)) as held:
        found = trend(held, "asb_incidents", CITY, date(2026, 3, 1))
    drawn = control(found)
    assert drawn.chart is None
    assert "3 whole years" in drawn.why
    so_far = year_so_far(found, date(2025, 12, 1))
    assert so_far.change is None
    assert so_far.why == "0 of 9 months of the year before held"
    assert so_far.sums[8] == sum(ASB_2025[3:])
