"""Street-level crime and ASB files of data.police.uk (Home Office).

Source: https://data.police.uk/about/ (columns, anonymisation) and
https://data.police.uk/data/ (archives laid out ``YYYY-MM/YYYY-MM-force-street.csv``).
"""

from __future__ import annotations

import re
from datetime import date

from cdp_metrics.periods import parse_month
from cdp_metrics.sources.base import Column, Source

__all__ = [
    "ASB",
    "CATEGORIES",
    "FOOTFALL",
    "SOURCES",
    "STREET",
    "month_in_name",
]

ASB = "Anti-social behaviour"
CATEGORIES = (
    ASB,
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
)
"""The categories published since 2013; another is kept, counted and reported."""

FOOTFALL = ("Shoplifting", "Theft from the person", "Bicycle theft")
"""Categories that follow visitors rather than residents (HARM 1, step 0)."""

_STREET_COLUMNS = (
    Column("crime_id", ("Crime ID",)),
    Column("month", ("Month",)),
    Column("reported_by", ("Reported by",)),
    Column("falls_within", ("Falls within",)),
    Column("longitude", ("Longitude",)),
    Column("latitude", ("Latitude",)),
    Column("street", ("Location",)),
    Column("lsoa_code", ("LSOA code",)),
    Column("lsoa_name", ("LSOA name",)),
    Column("category", ("Crime type",)),
    Column("outcome", ("Last outcome category",)),
    Column("context", ("Context",), required=False),
)

STREET = Source(
    id="police_street",
    columns=_STREET_COLUMNS,
    staging="police_street",
    table="stage_incident",
)

_OUTCOMES = Source(
    id="police_outcomes",
    columns=(
        *_STREET_COLUMNS[:9],
        Column("outcome_type", ("Outcome type",)),
    ),
    unused="outcome histories are not used: street files hold the last outcome",
)
_STOPS = Source(
    id="police_stop_and_search",
    columns=(
        Column("type", ("Type",)),
        Column("date", ("Date",)),
        Column("object", ("Object of search",)),
        Column("legislation", ("Legislation",)),
        Column("outcome", ("Outcome",)),
    ),
    unused="stop and search files are not used",
)

SOURCES = (STREET, _OUTCOMES, _STOPS)


def month_in_name(name: str) -> date | None:
    """Return the month that a street file's own name states, if it does."""
    own = name.replace("\\", "/").rsplit("/", 1)[-1]
    found = re.match(r"(\d{4}-\d{2})(?!\d)", own)
    return parse_month(found[1]) if found else None
