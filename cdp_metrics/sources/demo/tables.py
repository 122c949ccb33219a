"""Write population estimates and area profiles, in the publishers' layouts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from cdp_metrics.sources.demo.names import (
    COUNTY,
    COUNTY_CODE,
    DISTRICTS,
    FORCE_AREAS,
    REGION,
    REGION_CODE,
)
from cdp_metrics.sources.demo.people import OLDEST, ages
from cdp_metrics.sources.demo.profiles import (
    TABLES,
    age_bands,
    census_table,
    deprivation_table,
)

__all__ = ["write_csv", "write_populations", "write_profiles"]

_SINGLE = [*(str(age) for age in range(OLDEST)), f"{OLDEST}+"]
_WIDE = [*(f"Age {age}" for age in range(OLDEST)), f"Aged {OLDEST}+"]
_YEARS = range(2011, 2021)
_GROWTH = 0.008
_FORCE_GROWTH = 1.01
_PEERS = (1.0, 0.76, 1.55)


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table as CSV, the same bytes on every machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path, index=False, lineterminator="\n")


def write_populations(
    rng: np.random.Generator, folder: Path, areas: pd.DataFrame, people: pd.DataFrame
) -> None:
    """Write estimates by age for LSOAs of 2011 and districts, and later totals.

    Parameters
    ----------
    rng
        Source of the random draws.
    folder
        Folder to write into.
    areas, people
        The areas and the residents of each small area.
    """
    district = []
    for year in _YEARS:
        persons = (people["persons"] * (1 + _GROWTH) ** (year - 2020)).round()
        drawn = ages(rng, people, persons.astype(int))
        if year in (2019, 2020):
            table = (
                pd.DataFrame(drawn, columns=_SINGLE)
                .groupby([areas["lsoa11_name"], areas["lsoa11"], areas["district"]])
                .sum()
            )
            table = table.reset_index()
            table.insert(2, "total_population", table[_SINGLE].sum(axis=1))
            table = table.rename(columns={"lsoa11": "lsoa11_code"})
            table["lad_code"] = table.pop("district")
            name = f"population_mid{year}_lsoa11_syoa.csv"
            write_csv(folder / name, table.sort_values("lsoa11_code"))
        wide = pd.DataFrame(drawn, columns=_WIDE).groupby(areas["district"]).sum()
        wide.insert(0, "year", year)
        district.append(wide.reset_index(names="code"))
    together = pd.concat(district, ignore_index=True)
    names = {d.code: d.name for d in DISTRICTS}
    together.insert(0, "name", together["code"].map(names))
    write_csv(folder / f"population_lad_syoa_{_YEARS[0]}_{_YEARS[-1]}.csv", together)
    later = people["census"].groupby(areas["district"]).sum() * (1 + _GROWTH)
    later = later.round().astype(int)
    county = later.iloc[1:].sum()
    rows: list[tuple[str, str, str, int]] = [
        (REGION_CODE, REGION.upper(), "Region", int(later.sum())),
        (*_named(0), "Unitary Authority", int(later.iloc[0])),
        (COUNTY_CODE, COUNTY, "County", int(county)),
    ]
    rows += [
        (*_named(n), "Non-metropolitan District", int(later.iloc[n]))
        for n in range(1, len(DISTRICTS))
    ]
    heads = ["Code", "Name", "Geography", "Population"]
    write_csv(folder / "population_mid2022_lad.csv", pd.DataFrame(rows, columns=heads))
    forces = [
        (code, name, round(int(later.sum()) * _FORCE_GROWTH * scale))
        for (code, name), scale in zip(FORCE_AREAS, _PEERS, strict=True)
    ]
    heads = ["PFA 2023 Code", "PFA 2023 Name", "Population"]
    path = folder.parent / "home_office" / "pfa_population_2024.csv"
    write_csv(path, pd.DataFrame(forces, columns=heads))


def _named(number: int) -> tuple[str, str]:
    return DISTRICTS[number].code, DISTRICTS[number].name


def write_profiles(
    rng: np.random.Generator, folder: Path, areas: pd.DataFrame, people: pd.DataFrame
) -> None:
    """Write the tables of Census 2021 and the indices of deprivation.

    Parameters
    ----------
    rng
        Source of the random draws.
    folder
        Folder to write into.
    areas, people
        The areas and the residents of each small area.
    """
    traits = ["deprivation", "student", "central"]

    def of(lsoa: str) -> pd.DataFrame:
        grouped = people[traits].groupby(areas[lsoa]).mean()
        grouped["census"] = people["census"].groupby(areas[lsoa]).sum()
        grouped["district"] = areas.groupby(lsoa)["district"].first()
        return grouped

    now, before = of("lsoa21"), of("lsoa11")
    census = folder / "census"
    for name, table in TABLES.items():
        counts = census_table(rng, table, now)
        write_csv(census / f"census2021_{name}_lsoa21.csv", counts)
    single = pd.DataFrame(ages(rng, people, people["census"]))
    labels = areas.groupby("lsoa21")[["lsoa21_name", "district"]].first()
    bands = age_bands(single.groupby(areas["lsoa21"]).sum(), labels)
    write_csv(census / "census2021_population_ageband_lsoa21.csv", bands)
    indices = folder / "deprivation"
    table25 = deprivation_table(rng, now, edition=2025)
    write_csv(indices / "imd2025_england_lsoa21.csv", table25)
    table19 = deprivation_table(rng, before, edition=2019)
    whole = [c for c in table19.columns if not c.endswith("_score")]
    write_csv(indices / "imd2019_england_lsoa11.csv", table19[whole])
    scores = pd.DataFrame(
        {
            "lsoa11_code": table19["lsoa11_code"],
            "imd2019_score": table19["IMD_score"],
            "income_score": (table19["Income_score"] * 100).round(1),
            "employment_score": (table19["Employment_score"] * 100).round(1),
            "imd2019_decile": table19["IMD_decile"],
            "lad_code": table19["lad_code"],
        }
    )
    write_csv(indices / "imd2019_scores_lsoa11.csv", scores)
