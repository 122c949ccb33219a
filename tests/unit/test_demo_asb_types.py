"""The invented typed incidents agree with the street files, and differ by place."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cdp_metrics.catalogue.harm import SHIPPED, load_harm
from cdp_metrics.periods import add_months
from cdp_metrics.sources.asb_types import ASB_HEADINGS, INCIDENTS
from cdp_metrics.sources.demo.asb_types import UNLISTED, write_asb_types
from cdp_metrics.sources.demo.street_files import gap

MONTHS = [add_months(date(2021, 1, 1), n) for n in range(48)]
CODES = pd.Series([f"E0199900{n}" for n in (1, 2, 2, 3)])
PEOPLE = pd.DataFrame(
    {
        "deprivation": [1.5, 0.0, -1.0, 0.0],
        "student": [0.0, 1.0, 0.0, 0.0],
        "central": [0.0, 0.0, 0.0, 1.0],
        "persons": 1600,
    }
)
SERVICES = ("police", "council", "environmental_health")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("typed")
    rng = np.random.default_rng(20)
    month, area = np.divmod(np.arange(48 * 4), 4)
    street = np.repeat(np.column_stack([month, area]), 5 + area, axis=0)
    write_asb_types(rng, made, MONTHS, street, PEOPLE, CODES)
    return made


@pytest.fixture(scope="module")
def rows(folder: Path) -> pd.DataFrame:
    files = [folder / f"asb_incidents_{name}.csv" for name in SERVICES]
    return pd.concat([pd.read_csv(file, keep_default_na=False) for file in files])


def test_three_services_send_the_columns_of_the_template(
    folder: Path, rows: pd.DataFrame
) -> None:
    template = Path(__file__).parents[2] / "data" / "templates" / "asb_incidents.csv"
    assert template.read_text("utf-8") == ",".join(ASB_HEADINGS) + "\n"
    assert tuple(rows.columns) == ASB_HEADINGS
    assert all(
        any(column.match(heading) for heading in ASB_HEADINGS)
        for column in INCIDENTS.columns
    )
    assert len(list(folder.iterdir())) == 3
    assert tuple(rows["source"].unique()) == SERVICES


def test_the_police_count_what_the_street_files_hold(rows: pd.DataFrame) -> None:
    police = rows[rows["source"] == "police"]
    found = police.groupby(["month", "lsoa_code"])["count"].sum().unstack()
    sent = [f"{month:%Y-%m}" for month in MONTHS if month not in gap(MONTHS)]
    assert list(found.index) == sent and len(sent) == 45
    # two areas are one LSOA of 2021
    assert (found == [5, 6 + 7, 8]).all(axis=None)


def test_rows_are_counts_and_no_row_is_said_twice(rows: pd.DataFrame) -> None:
    assert (rows["count"] > 0).all()
    assert not rows.duplicated([h for h in ASB_HEADINGS if h != "count"]).any()
    assert set(rows["nth_report"]) == {1, 2, 3, 4}
    assert (rows.loc[rows["source"] == "police", "shared_with"] == "").all()


def test_few_incidents_have_no_type_and_one_category_is_new(rows: pd.DataFrame) -> None:
    crossed = pd.DataFrame(
        [
            (each.source, each.local_category, each.type_code, each.share)
            for each in load_harm(SHIPPED).in_use
        ],
        columns=["source", "local_category", "type_code", "share"],
    )
    joined = rows.merge(crossed, how="left", on=["source", "local_category"])
    unknown = joined[joined["type_code"].isna()]
    assert set(unknown["local_category"]) == {UNLISTED}
    joined["n"] = joined["count"] * joined["share"].fillna(1)
    by_type = joined.groupby(joined["type_code"].fillna(0))["n"].sum()
    assert set(by_type.index) == set(range(14))
    assert 0 < by_type[0] / by_type.sum() < 0.3


def test_mixes_differ_by_area(rows: pd.DataFrame) -> None:
    police = rows[rows["source"] == "police"]
    mix = police.pivot_table(
        index="lsoa_code", columns="local_category", values="count", aggfunc="sum"
    )
    share = mix.div(mix.sum(axis=1), axis=0)
    centre, estate = share.loc["E01999003"], share.loc["E01999001"]
    assert centre["Begging or vagrancy"] > 3 * estate["Begging or vagrancy"]
    assert estate["Animal problems"] > centre["Animal problems"]


def test_the_same_seed_writes_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        street = np.column_stack([np.arange(48), np.zeros(48, dtype=np.int64)])
        rng = np.random.default_rng(3)
        write_asb_types(rng, tmp_path / name, MONTHS, street, PEOPLE, CODES)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_the_dictionary_and_its_examples_are_those_of_the_template() -> None:
    readme = Path(__file__).parents[2] / "data" / "templates" / "README.md"
    section = readme.read_text("utf-8").split("\n# ASB incidents by type\n")[1]
    section = section.split("\n# ")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", section, re.M)) == ASB_HEADINGS
    text = section.split("```")[1].removeprefix("csv\n")
    examples = list(csv.DictReader(io.StringIO(text)))
    known = {(c.source, c.local_category) for c in load_harm(SHIPPED).in_use}
    assert len(examples) == 3
    assert {(row["source"], row["local_category"]) for row in examples} <= known
