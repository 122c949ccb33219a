"""Write the look-ups between LSOAs, MSOAs, wards, districts and forces."""

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
from cdp_metrics.sources.demo.tables import write_csv

__all__ = ["write_lookups"]


def write_lookups(folder: Path, areas: pd.DataFrame) -> None:
    """Write the look-ups between LSOAs, MSOAs, wards, districts and forces.

    Parameters
    ----------
    folder
        Folder to write into.
    areas
        The areas of every small area (`areas.name_areas`).
    """
    upper = dict.fromkeys((d.code for d in DISTRICTS[1:]), (COUNTY_CODE, COUNTY))
    upper[DISTRICTS[0].code] = (DISTRICTS[0].code, DISTRICTS[0].name)
    exact = _table(
        areas,
        lsoa11_name="lsoa11_name",
        lsoa11_code="lsoa11",
        change_code="change",
        lsoa21_name="lsoa21_name",
        lsoa21_code="lsoa21",
        ltla22_name="district_name",
        ltla22_code="district",
    )
    write_csv(folder / "lsoa11_to_lsoa21_ltla22_exact.csv", exact)
    of_2011 = {"LSOA11CD": "lsoa11", "LSOA11NM": "lsoa11_name"}
    ward18 = _table(
        areas,
        **of_2011,
        WD18CD="ward13",
        WD18NM="ward13_name",
        WD18NMW="",
        LAD18CD="district",
        LAD18NM="district_name",
    )
    ward18["FID"] = np.arange(1, len(ward18) + 1)
    write_csv(folder / "lsoa11_to_ward18_v3.csv", ward18)
    ward19 = _table(
        areas,
        **of_2011,
        WD19CD="ward",
        WD19NM="ward_name",
        LAD19CD="district",
        LAD19NM="district_name",
    )
    ward19.insert(0, "FID", np.arange(1, len(ward19) + 1))
    write_csv(folder / "lsoa11_to_ward19.csv", ward19)
    ward24 = _table(
        areas,
        lsoa21_name="lsoa21_name",
        lsoa21_code="lsoa21",
        ward24_name="ward_name",
        ward24_code="ward",
        ltla24_name="district_name",
        ltla24_code="district",
    )
    write_csv(folder / "lsoa21_to_ward24_ltla24.csv", ward24)
    msoa = _table(
        areas,
        LSOA21CD="lsoa21",
        LSOA21NM="lsoa21_name",
        LAD="district",
        MSOA21NM="msoa_name",
        MSOA21CD="msoa",
    )
    write_csv(folder / "lsoa21_to_msoa21_derived.csv", msoa)
    names = _table(
        areas,
        MSOACD="msoa",
        MSOANM="msoa_name",
        MSOAHCLNM="msoa_readable",
        MSOAHCLNMW="",
        LADCD_ACTIVE="district",
        LADNM_ACTIVE="district_name",
    )
    names["UTLACD"] = [upper[code][0] for code in names["LADCD_ACTIVE"]]
    names["UTLANM"] = [upper[code][1] for code in names["LADCD_ACTIVE"]]
    names["CAUTHCD"] = names["CAUTHNM"] = ""
    names["RGNCD"], names["RGNNM"] = REGION_CODE, REGION
    for level, code, name in (
        ("CTRY", "E92000001", "England"),
        ("EW", "K04000001", "England and Wales"),
        ("GB", "K03000001", "Great Britain"),
        ("UK", "K02000001", "United Kingdom"),
    ):
        names[f"{level}CD"], names[f"{level}NM"] = code, name
    for column, same in (
        *(("MSOA11CD", "MSOACD"), ("MSOA21CD", "MSOACD"), ("LAD17CD", "MSOAHCLNMW")),
        *(("LAD20CD", "LADCD_ACTIVE"), ("LAD20NM", "LADNM_ACTIVE")),
        *(("MSOA11NM", "MSOANM"), ("MSOA11HCLNM", "MSOAHCLNM")),
    ):
        names[column] = names[same]
    write_csv(folder / "msoa_la_hclnames_2011_2021.csv", names)
    force = FORCE_AREAS[0]
    rows = [(d.code, d.name, d.csp_code, d.csp_name, *force) for d in DISTRICTS]
    heads = "ltla24_code ltla24_name csp24_code csp24_name pfa24_code pfa24_name"
    districts = pd.DataFrame(rows, columns=heads.split())
    write_csv(folder / "ltla24_csp24_pfa24.csv", districts)


def _table(areas: pd.DataFrame, **columns: str) -> pd.DataFrame:
    """Return distinct rows of `areas` under other headings; "" for no column."""
    table = pd.DataFrame(
        {head: areas[name] if name else "" for head, name in columns.items()}
    )
    return table.drop_duplicates().sort_values(list(columns)[:2], ignore_index=True)
