"""Bad input of the harm index, from the files to the reason that the store holds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.catalogue.harm import SHIPPED
from cdp_metrics.errors import ConfigurationWrong
from cdp_metrics.periods import add_months
from tests.builders import (
    ALDERTON,
    LSOA21,
    build_place,
    contents,
    police_zip,
    row,
    write_place,
)

OWN = [code for code, each in LSOA21.items() if each[5] == ALDERTON]
OLD = ("E01000002", "E01000003", "E01000004")
BANDS = ("16 to 24", "25 to 34", "35 to 49", "50 to 64")
TENURES = ("Owned: Owns outright", "Private rented: Other private rented")
MONTHS = [f"{add_months(date(2024, 1, 1), n):%Y-%m}" for n in range(12)]
ROWS = "select count(*), count(expected), count(gap_state) from asb_harm_lsoa"


def place(folder: Path) -> Path:
    """Write a year of Alderton with all that the index needs; return its folder."""
    files = write_place(folder / "place")
    ages, tenures, income = [], [], []
    for at, (code, each) in enumerate(LSOA21.items()):
        counts = (each[6] // 5, *(each[6] // 10 + 10 * at * n for n in range(4)))
        names = ("Aged 15 years and under", *(f"Aged {band} years" for band in BANDS))
        ages += [
            f"{code},{name},{n},{each[5]}"
            for name, n in zip(names, counts, strict=True)
        ]
        ages.append(f"{code},Aged 65 years and over,{each[6] - sum(counts)},{each[5]}")
        tenures += [
            f"{code},{name},{n}"
            for name, n in zip(TENURES, (100 + 30 * at, 90), strict=True)
        ]
        income.append(f"{code},{at + 1},{2 * at % 10 + 1}")
    write(files / "census/age.csv", "LSOA21CD,age_group,usual_residents,lad_code", ages)
    write(files / "census/tenure.csv", "lsoa21_code,tenure,n", tenures)
    write(files / "deprivation.csv", "lsoa21_code,IMD_decile,Income_decile", income)
    street(folder)
    return folder


def write(path: Path, heading: str, lines: list[str]) -> None:
    path.write_text("\n".join([heading, *lines]) + "\n", "utf-8")


def street(folder: Path, months: int = 12, old: int | None = None) -> None:
    """Write street files; one month may be on LSOAs of 2011."""
    held = {}
    for n, month in enumerate(MONTHS[:months]):
        held[month] = [
            row(category, code, month=month)
            for at, code in enumerate(OLD if n == old else OWN)
            for category, times in (("ASB", 3 + 2 * at + n % 2), ("Burglary", 2 + at))
            for _ in range(times)
        ]
    police_zip(folder / "police" / "all.zip", held)


def swap(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "place" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def without(folder: Path, name: str, start: str) -> None:
    path = folder / "place" / name
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(start)]
    assert len(kept) < len(lines)
    path.write_text("\n".join(kept) + "\n", "utf-8")


def said(folder: Path) -> set[tuple[str, str]]:
    query = "select layer, reason from asb_harm_note"
    return {(layer, reason) for layer, reason in contents(folder / "store", query)}


def test_all_that_is_needed_gives_every_layer(tmp_path: Path) -> None:
    build_place(place(tmp_path))
    assert contents(tmp_path / "store", ROWS) == [(4, 4, 4)]


NO_INCOME = "the income domain of the Indices of Deprivation is missing for"


@pytest.mark.parametrize(
    ("spoil", "layer", "reason", "rows"),
    [
        (
            lambda folder: street(folder, months=11),
            *("index", "11 of the 12 months are held whole", (0, 0, 0)),
        ),
        (
            lambda folder: street(folder, old=4),
            *("index", "1 of the 12 months were published on 2011 LSOAs", (0, 0, 0)),
        ),
        (
            lambda folder: without(folder, "census/tenure.csv", OWN[1]),
            "gap",
            "the census table of tenure is missing for 1 of 4 LSOAs",
            (4, 0, 0),
        ),
        (
            lambda folder: without(folder, "deprivation.csv", OWN[2]),
            *("expected", f"{NO_INCOME} 1 of 4 LSOAs", (4, 0, 0)),
        ),
        (
            lambda folder: without(folder, "census/age.csv", OWN[3]),
            "areas",
            "1 of 4 LSOAs have no residents by Census 2021: they have no index",
            (3, 3, 3),
        ),
        (
            lambda folder: swap(
                folder, "census/age.csv", "Aged 25 to 34", "Aged 25 to 30"
            ),
            *("gap", "Shares by age do not add up to 1 in 4 areas.", (4, 0, 0)),
        ),
    ],
    ids=["months", "vintages", "census", "income", "residents", "shares"],
)
def test_what_is_lacking_is_said_in_the_store(
    tmp_path: Path,
    spoil: Callable[[Path], None],
    layer: str,
    reason: str,
    rows: tuple[int, int, int],
) -> None:
    spoil(place(tmp_path))
    build_place(tmp_path)
    assert (layer, reason) in said(tmp_path)
    assert contents(tmp_path / "store", ROWS) == [rows]


def test_negative_counts_are_refused_row_by_row(tmp_path: Path) -> None:
    place(tmp_path)
    tenure = tmp_path / "place" / "census/tenure.csv"
    lines = tenure.read_text("utf-8").splitlines()
    code, name, _ = lines[1].split(",")
    tenure.write_text("\n".join([lines[0], f"{code},{name},-5", *lines[2:]]) + "\n")
    write(
        tmp_path / "place" / "asb_incidents.csv",
        "source,month,lsoa21_code,local_category,count",
        [f"council,2024-01,{OWN[0]},Litter,-2", f"council,2024-01,{OWN[1]},Litter,3"],
    )
    build_place(tmp_path)
    found = contents(
        tmp_path / "store",
        "select source_file.source, rejected_row.line, rejected_row.reason "
        "from rejected_row join source_file using (source_file_id) order by all",
    )
    assert [(source, line) for source, line, _ in found] == [
        ("asb_incidents", 2),
        *(("census_tenure", line) for line in range(2, 2 + len(found) - 1)),
    ]
    assert "count" in found[0][2]
    assert found[1][2] == "the count is not a number of 0 or more"
    assert {why for *_, why in found[2:]} == {
        "another category of this LSOA cannot be read"
    }
    # shares of what is left would be those of no place
    assert ("gap", "the census table of tenure is missing for 1 of 4 LSOAs") in said(
        tmp_path
    )
    # the month that lost a row has no count, rather than one too low
    assert contents(tmp_path / "store", "select * from asb_source_month") == []


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("crosswalk", "Street drinking,5", "Street drinking,14", "there is no type 14"),
        ("weights", "tiers-1,2,2,", "tiers-1,2,0,", "greater than 0"),
        ("relative_risks", "0.238,0.060", "0.238,", "needs its standard error"),
        ("relative_risks", "1,income,1,", "1,imd,1,", "holds recorded ASB"),
        ("relative_risks", "1,income,1,", "1,ASB rate,1,", "holds recorded ASB"),
        ("relative_risks", "1,income,1,", "1,crime,1,", "holds recorded ASB"),
        ("crosswalk", "drinking,5,1", "drinking,5,0.9", "sum to 0.9, not 1"),
    ],
)
def test_bad_tables_stop_the_build_and_what_stood_stays(
    tmp_path: Path, name: str, old: str, new: str, reason: str
) -> None:
    harm = Path(shutil.copytree(SHIPPED, tmp_path / "harm"))
    path = harm / f"{name}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    place(tmp_path)
    with pytest.raises(ConfigurationWrong, match=f"{name}.csv, line .*{reason}"):
        build_place(tmp_path, harm="harm")
    assert not (tmp_path / "store" / "current.json").exists()


def test_weights_that_are_all_equal_are_used_and_said(tmp_path: Path) -> None:
    harm = Path(shutil.copytree(SHIPPED, tmp_path / "harm"))
    lines = (harm / "weights.csv").read_text("utf-8").splitlines()
    (harm / "weights.csv").write_text("\n".join([lines[0], *lines[4:], ""]), "utf-8")
    build_place(place(tmp_path), harm="harm")
    [(fact,)] = contents(
        tmp_path / "store",
        "select fact from build_fact where name = 'Weights of the harm index'",
    )
    assert "All types weigh the same by equal-1" in fact


def rates(folder: Path, name: str, heading: str, lines: list[str]) -> None:
    write(folder / "place" / name, heading, lines)


def test_a_yardstick_comes_from_its_file_to_the_figure(tmp_path: Path) -> None:
    place(tmp_path)
    values = zip(OWN, (1, 2, 3, 4), strict=True)
    rates(
        tmp_path,
        "Fires 2023.csv",
        "LSOA21CD,rate",
        [*(f"{code},{n}" for code, n in values), "E01000005,many", "x,1"],
    )
    build_place(tmp_path)
    [(name, areas, value)] = contents(
        tmp_path / "store",
        "select name, n, value from asb_harm_validation where measure = 'agreement'",
    )
    assert (name, areas) == ("Fires 2023, 2023", 4)
    assert -1 <= value <= 1
    refused = contents(
        tmp_path / "store",
        "select line, rejected_row.reason from rejected_row order by line",
    )
    assert refused == [(6, "the rate is not a number"), (7, "not an LSOA code")]


@pytest.mark.parametrize(
    ("heading", "lines", "reason"),
    [
        (
            *("lsoa21_code,rate", [f"{OWN[0]},1"]),
            "line 2: no year. Expected: one from 1990 under year, or in the file's "
            "name",
        ),
        (
            *("lsoa21_code,rate,name,year", [f"{OWN[0]},{n},Fires,2024" for n in "12"]),
            f"line 2: {OWN[0]} is there twice. Expected: one rate an LSOA",
        ),
    ],
)
def test_a_yardstick_that_is_not_clear_is_refused_whole(
    tmp_path: Path, heading: str, lines: list[str], reason: str
) -> None:
    rates(place(tmp_path), "fires.csv", heading, lines)
    build_place(tmp_path)
    assert contents(
        tmp_path / "store",
        "select status, reason from source_file where source = 'lsoa_rate'",
    ) == [("refused", reason)]
    assert contents(tmp_path / "store", "select * from yardstick") == []
