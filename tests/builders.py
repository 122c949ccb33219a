"""A tiny complete place, and police files from literal rows, for tests of the build.

Alderton (E06000901) and Brookham (E07000901) hold six LSOAs of 2021, side by side
from west to east, a hundredth of a degree for each of 2011::

    2011   01 | 02 | 03 |   04    | 05 | 06
    2021   01 |  91     | 92 | 93 | 05 | 06      (02 + 03 merge, 04 splits)
    ward      Ash       |  Birch  |  Cedar
              Alderton            | Brookham
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from cdp_metrics.catalogue.harm import SHIPPED, load_harm
from cdp_metrics.sources import ALL, recognise
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.build import build
from cdp_metrics.warehouse.declare import declare_dictionary, declare_harm
from cdp_metrics.warehouse.intake import Received, receive
from cdp_metrics.warehouse.load import load, record_files
from cdp_metrics.warehouse.report import BuildReport
from cdp_metrics.warehouse.sample import sample_of

__all__ = [
    "ALDERTON",
    "BROOKHAM",
    "HEADING",
    "Row",
    "build_place",
    "contents",
    "loaded",
    "map_file",
    "police_zip",
    "recognised",
    "row",
    "street_file",
    "write_partnership",
    "write_place",
]

Row = tuple[Any, ...]

ALDERTON, BROOKHAM = "E06000901", "E07000901"
WEST, SOUTH, STEP = -1.2, 52.9, 0.01

# code of 2021: name, west and east edge in steps, ward, MSOA, district, residents
LSOA21 = {
    "E01000001": ("Alderton 001A", 0, 1, "E05000001", "E02000001", ALDERTON, 1000),
    "E01000091": ("Alderton 001E", 1, 3, "E05000001", "E02000001", ALDERTON, 1500),
    "E01000092": ("Alderton 002B", 3, 3.5, "E05000002", "E02000002", ALDERTON, 300),
    "E01000093": ("Alderton 002C", 3.5, 4, "E05000002", "E02000002", ALDERTON, 700),
    "E01000005": ("Brookham 001A", 4, 5, "E05000003", "E02000003", BROOKHAM, 800),
    "E01000006": ("Brookham 001B", 5, 6, "E05000003", "E02000003", BROOKHAM, 1200),
}
# code of 2011: name, edges in steps, estimate for mid-2020
LSOA11 = {
    "E01000001": ("Alderton 001A", 0, 1, 990),
    "E01000002": ("Alderton 001B", 1, 2, 600),
    "E01000003": ("Alderton 001C", 2, 3, 800),
    "E01000004": ("Alderton 002A", 3, 4, 1100),
    "E01000005": ("Brookham 001A", 4, 5, 790),
    "E01000006": ("Brookham 001B", 5, 6, 1210),
}
CHANGES = (
    ("E01000001", "U", "E01000001"),
    ("E01000002", "M", "E01000091"),
    ("E01000003", "M", "E01000091"),
    ("E01000004", "S", "E01000092"),
    ("E01000004", "S", "E01000093"),
    ("E01000005", "U", "E01000005"),
    ("E01000006", "U", "E01000006"),
)
WARDS = {
    "E05000001": ("Ash", 0, 3),
    "E05000002": ("Birch", 3, 4),
    "E05000003": ("Cedar", 4, 6),
}
MSOAS = {
    "E02000001": "Alderton 001",
    "E02000002": "Alderton 002",
    "E02000003": "Brookham 001",
}
DISTRICTS = {ALDERTON: "Alderton", BROOKHAM: "Brookham"}
NAMES = {code: each[0] for table in (LSOA21, LSOA11) for code, each in table.items()}
CENTRES = {
    code: (each[1] + each[2]) / 2
    for table in (LSOA21, LSOA11)
    for code, each in table.items()
}

PUBLISHED = datetime(2025, 6, 1)
HEADING = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,"
    "LSOA name,Crime type,Last outcome category,Context"
)


def row(
    category: str = "Burglary",
    lsoa: str = "E01000001",
    *,
    month: str = "2025-01",
    crime_id: str = "",
    outcome: str = "",
    name: str | None = None,
    at: tuple[float | str, float | str] | None = None,
    force: str = "Testshire Police",
) -> str:
    """Return one line of a street-level file; ASB where the category is 'ASB'."""
    if category == "ASB":
        category = "Anti-social behaviour"
    if at is None:
        known = lsoa in CENTRES
        at = point(CENTRES[lsoa]) if known else ("", "")
    if name is None:
        name = NAMES.get(lsoa, "")
    return (
        f"{crime_id},{month},{force},{force},{at[0]},{at[1]},On or near High Street,"
        f"{lsoa},{name},{category},{outcome},"
    )


def point(step: float) -> tuple[float, float]:
    """Return longitude and latitude of a place so many steps from the west."""
    return round(WEST + step * STEP, 6), SOUTH + STEP / 2


def street_file(rows: Sequence[str], *, heading: str = HEADING, end: str = "\n") -> str:
    """Return a street-level file of some lines."""
    return end.join((heading, *rows)) + end


def police_zip(
    path: Path,
    months: Mapping[str, Sequence[str] | str | bytes],
    *,
    published: datetime = PUBLISHED,
    force: str = "testshire",
) -> Path:
    """Write an archive as data.police.uk lays it out.

    Parameters
    ----------
    path
        Where.
    months
        Rows of each month (``2025-01``), or the whole text or bytes of its file.
    published
        Date of its entries.
    force
        As in the names of the entries.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for month, held in months.items():
            body = held if isinstance(held, str | bytes) else street_file(held)
            entry = zipfile.ZipInfo(
                f"{month}/{month}-{force}-street.csv", published.timetuple()[:6]
            )
            archive.writestr(entry, body)
    return path


def map_file(
    prefix: str, areas: Mapping[str, tuple[str, float, float]], **more: object
) -> str:
    """Return GeoJSON of rectangles: code, name, west and east edge in steps."""
    features = []
    for code, (name, west, east) in areas.items():
        left, right = (round(WEST + edge * STEP, 6) for edge in (west, east))
        ring = [(left, SOUTH), (left, SOUTH + STEP), (right, SOUTH + STEP)]
        ring += [(right, SOUTH), (left, SOUTH)]
        properties = {f"{prefix}CD": code, f"{prefix}NM": name}
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append(
            {"type": "Feature", "properties": properties, "geometry": shape}
        )
    return json.dumps({"type": "FeatureCollection", **more, "features": features})


def _tables() -> dict[str, list[str]]:
    """Return every table of the place but the police files: name, lines."""
    child = {
        code: f"{code},{name},{ward},{WARDS[ward][0]},{district},{DISTRICTS[district]}"
        for code, (name, _, _, ward, _, district, _) in LSOA21.items()
    }
    parts = {}
    for code, (_, _, _, _, _, district, persons) in LSOA21.items():
        young = persons // 5
        parts[code] = [
            f"{code},Aged 15 years and under,{young},{district}",
            f"{code},Aged 16 to 24 years,{young},{district}",
            f"{code},Aged 25 years and over,{persons - 2 * young},{district}",
        ]
    return {
        "lookups/lsoa11_to_lsoa21.csv": [
            "LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LSOA21NM,LAD22CD,LAD22NM",
            *(
                f"{old},{NAMES[old]},{change},{new},{NAMES[new]},{LSOA21[new][5]},"
                f"{DISTRICTS[LSOA21[new][5]]}"
                for old, change, new in CHANGES
            ),
        ],
        "lookups/lsoa21_to_ward24.csv": [
            "LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM",
            *child.values(),
        ],
        "lookups/lsoa21_to_msoa21.csv": [
            "LSOA21CD,LSOA21NM,MSOA21CD,MSOA21NM",
            *(
                f"{code},{each[0]},{each[4]},{MSOAS[each[4]]}"
                for code, each in LSOA21.items()
            ),
        ],
        "lookups/msoa_names.csv": [
            "MSOACD,MSOANM,MSOAHCLNM,LADCD_ACTIVE,LADNM_ACTIVE,UTLACD,UTLANM",
            f"E02000001,Alderton 001,Old Town,{ALDERTON},Alderton,{ALDERTON},Alderton",
            f"E02000003,Brookham 001,Brook,{BROOKHAM},Brookham,E10000901,Brookshire",
        ],
        "lookups/district_force.csv": [
            "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM",
            f"{ALDERTON},Alderton,E22000901,Alderton,E23000901,Testshire",
            f"{BROOKHAM},Brookham,E22000902,Brookham,E23000901,Testshire",
        ],
        "population/lsoa11_mid2020.csv": [
            "LSOA11CD,population_mid2020",
            *(f"{code},{each[3]}" for code, each in LSOA11.items()),
        ],
        "population/districts_mid2022.csv": [
            "Code,Name,Geography,Population",
            f'{ALDERTON},Alderton,Unitary Authority,"3,600"',
        ],
        "census/age.csv": [
            "LSOA21CD,age_group,usual_residents,lad_code",
            *(line for lines in parts.values() for line in lines),
        ],
    }


def write_place(folder: Path) -> Path:
    """Write every file of the place but the police files; return the folder."""
    texts = {name: "\n".join(lines) + "\n" for name, lines in _tables().items()}
    texts["boundaries/lsoa21.geojson"] = map_file(
        "LSOA21", {code: each[:3] for code, each in LSOA21.items()}
    )
    texts["boundaries/lsoa11.geojson"] = map_file(
        "LSOA11", {code: each[:3] for code, each in LSOA11.items()}
    )
    texts["boundaries/ward24.geojson"] = map_file("WD24", WARDS)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        moment = PUBLISHED.timestamp()
        os.utime(path, (moment, moment))
    return folder


def write_partnership(path: Path, areas: object = "", **changes: object) -> Path:
    """Write the partnership file of Alderton, with some values changed.

    Its own areas are TOML, and stand below.
    """
    values: dict[str, object] = {
        "name": "Alderton Community Safety Partnership",
        "place": "Alderton",
        "csp": "E22000901",
        "districts": [ALDERTON],
        "force": "testshire",
        "force_name": "Testshire Police",
        "force_area": "E23000901",
        **changes,
    }
    lines = [
        f"{key} = {value if isinstance(value, date) else json.dumps(value)}"
        for key, value in values.items()
    ]
    text = "\n".join(["[partnership]", *lines, str(areas)])
    path.write_text(text, encoding="utf-8")
    return path


def build_place(folder: Path, **partnership: object) -> BuildReport:
    """Build the place in ``folder/store``, with what ``folder/police`` holds.

    Keywords change values of the partnership file.
    """
    if not (folder / "place").is_dir():
        write_place(folder / "place")
    return build(
        [folder / "place", folder / "police"],
        folder / "store",
        write_partnership(folder / "partnership.toml", **partnership),
    )


def contents(store: Path, query: str) -> list[Row]:
    """Return the rows of a query of the store that is published in a folder."""
    current = json.loads((store / "current.json").read_text("utf-8"))["builds"][0]
    with closing(duckdb.connect(str(store / current["file"]), read_only=True)) as con:
        return con.execute(query).fetchall()


def recognised(path: Path) -> str:
    """Return the source that a file is recognised as."""
    return recognise(sample_of(path, path.name), ALL).source.id


def loaded(
    folder: Path, files: Mapping[str, str | bytes]
) -> tuple[duckdb.DuckDBPyConnection, list[Received]]:
    """Take in and stage some files, without putting a store together.

    Returns
    -------
    tuple
        An open store in memory with its staging tables, and the files as received.
    """
    raw, work = folder / "raw", folder / "work"
    work.mkdir(parents=True)
    for name, body in files.items():
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.encode() if isinstance(body, str) else body)
    received = receive([raw], work)
    con = duckdb.connect()
    for name in ("005_macros", "010_schema", "015_staging"):
        con.execute(sql.text(f"build/{name}"))
    record_files(con, received)
    declare_dictionary(con)
    declare_harm(con, load_harm(SHIPPED))
    load(con, received, work, lambda what, done, total: None)
    return con, received
