"""An invented city, written as the files that publishers would issue for it.

The product's ordinary build reads these files, so the demonstration takes the
same road as real data. Nothing in them is taken from any real place: shapes,
codes, names, people and counts are drawn from a seed. Only the layouts and the
official names of categories are the publishers'.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time
from pathlib import Path

import numpy as np
import pandas as pd

from cdp_metrics.periods import add_months
from cdp_metrics.sources.demo.agenda import agenda_toml, purposes_toml
from cdp_metrics.sources.demo.areas import name_areas
from cdp_metrics.sources.demo.asb_types import write_asb_types
from cdp_metrics.sources.demo.boundaries import write_boundaries
from cdp_metrics.sources.demo.city import CITY, Ground, draw
from cdp_metrics.sources.demo.crimes import draw_rows, map_points
from cdp_metrics.sources.demo.levels import COUNTY_RATE, LEVELS
from cdp_metrics.sources.demo.lookups import write_lookups
from cdp_metrics.sources.demo.lsoa_rate import write_lsoa_rate
from cdp_metrics.sources.demo.names import (
    DISTRICTS,
    FORCE_AREAS,
    FORCE_ID,
    FORCE_NAME,
    PARTNERSHIP,
    PLACE,
)
from cdp_metrics.sources.demo.offences import write_recorded_crime
from cdp_metrics.sources.demo.people import settle
from cdp_metrics.sources.demo.plan import plan_toml
from cdp_metrics.sources.demo.printed import write_printed
from cdp_metrics.sources.demo.returned import write_returned
from cdp_metrics.sources.demo.returns import write_partner_return
from cdp_metrics.sources.demo.similar import write_similar
from cdp_metrics.sources.demo.street_files import gap, published, write_street_files
from cdp_metrics.sources.demo.tables import write_populations, write_profiles
from cdp_metrics.sources.demo.treatment import write_treatment
from cdp_metrics.sources.demo.weights import write_weights

__all__ = ["gap", "write"]

_SETTINGS = f"""\
# Demonstration: an invented place.
[partnership]
name = "{PARTNERSHIP}"
place = "{PLACE}"
csp = "{DISTRICTS[0].csp_code}"
districts = ["{DISTRICTS[0].code}"]
force = "{FORCE_ID}"          # identifier in data.police.uk file names
force_name = "{FORCE_NAME}"
force_area = "{FORCE_AREAS[0][0]}"
demonstration = true
plan = "plan.toml"
priorities = "priorities.toml"
purposes = "purposes.toml"
published = "published_figures.csv"
wards_since = 2019-05-02

[similar]
name = "Invented towns"
source = "the demonstration"
"""
_EXPECTED = """
[[expects]]                    # agreed, and never sent
return = "domestic_abuse_outputs"
provider = "Wrenminster Men's Advice Line"
from = 2024-04-01
"""
_CENTRE = """
[[area]]
id = "city_centre"
name = "City Centre"
note = "our approximation"
lsoas = [{codes}]
"""
_CENTRE_REACH = 0.6  # km from the middle, within which an LSOA is of the City Centre


def write(
    folder: Path, *, seed: int = 20, until: date = date(2025, 12, 1), years: int = 8
) -> Path:
    """Write every input file of the demonstration below a folder.

    Parameters
    ----------
    folder
        Folder to write into; made if it is not there.
    seed
        Start of the random draws: the same seed writes the same bytes.
    until
        Last month of the street-level files.
    years
        Whole years of street-level files, at least 1.

    Returns
    -------
    Path
        `folder`.

    Notes
    -----
    With four years or more, three months of the third were never published, so
    that charts show what a gap looks like.
    """
    last = until.replace(day=1)
    months = [add_months(last, n) for n in range(1 - 12 * years, 1)]
    # A stream of chance for each part, so that one can change without the rest.
    chance = [np.random.default_rng([seed, part]) for part in range(13)]
    ground = draw(chance[0])
    areas = name_areas(chance[1], ground)
    people = settle(chance[2], ground, areas)
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "partnership.toml"
    said = _SETTINGS + _EXPECTED + _CENTRE.format(codes=_centre(ground, areas))
    settings.write_text(said, encoding="utf-8", newline="\n")
    papers = {
        "plan": plan_toml(),
        "priorities": agenda_toml(),
        "purposes": purposes_toml(),
    }
    for name, text in papers.items():
        path = folder / f"{name}.toml"
        path.write_text(text, encoding="utf-8", newline="\n")
    write_printed(folder / "published_figures.csv")
    write_boundaries(folder / "geography", ground, areas)
    write_lookups(folder / "geography" / "lookups", areas)
    write_populations(chance[3], folder / "population", areas, people)
    write_profiles(chance[4], folder, areas, people)
    city = ground.district == CITY
    around = people["persons"][~city].sum() / people["persons"][city].sum()
    write_recorded_crime(
        chance[5],
        folder / "home_office" / "prc_pfa_long.parquet",
        until=last,
        scale=1 + COUNTY_RATE * float(around),
    )
    points = map_points(chance[6], ground, areas)
    rows = draw_rows(chance[7], months, ground, people, points)
    write_street_files(folder / "police", months, rows, points)
    in_city = np.append(city, False)[points["area"].to_numpy()[rows.point]]
    asb = np.array([level.outcomes == "none" for level in LEVELS])[rows.category]
    street = np.column_stack(
        [
            np.bincount(rows.month[in_city & kind], minlength=len(months))
            for kind in (asb, ~asb)
        ]
    )
    returned = folder / "returns"
    write_partner_return(chance[8], returned / "partnership_return.csv", months, street)
    write_treatment(chance[9], returned, months)
    write_returned(seed, returned, months)
    own = in_city & asb
    at = np.column_stack([rows.month, points["area"].to_numpy()[rows.point]])[own]
    write_asb_types(chance[10], returned, months, at, people[city], areas["lsoa21"])
    write_similar(
        chance[11],
        folder / "similar",
        months,
        [int(n) for n in street[:, 1]],
        int(people["persons"][city].sum()),
    )
    write_lsoa_rate(
        chance[12],
        folder / "yardstick" / "lsoa_rate.csv",
        last,
        people[city],
        areas["lsoa21"][city],
    )
    write_weights(folder / "severity" / "severity_weights.csv")
    _date(folder, published(last))
    return folder


def _centre(ground: Ground, areas: pd.DataFrame) -> str:
    """Return the LSOAs around the middle of the city, as TOML lists them."""
    apart = np.hypot(*ground.centres.T)
    within = areas.assign(apart=apart).groupby("lsoa21")["apart"].mean()
    return ", ".join(f'"{code}"' for code in within.index[within < _CENTRE_REACH])


def _date(folder: Path, day: date) -> None:
    """Give every file the same date, so that the same build comes of it anywhere."""
    noon = datetime.combine(day, time(12), UTC).timestamp()
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (noon, noon))
