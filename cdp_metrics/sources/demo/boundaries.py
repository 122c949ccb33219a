"""Write boundaries as ONS does: one GeoJSON file for each level and district."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import shapely

from cdp_metrics.sources.demo.city import Ground
from cdp_metrics.sources.demo.names import COUNTY_CODE, DISTRICTS, REGION_CODE

__all__ = ["write_boundaries"]

Properties = Callable[[str, str, str, str], dict[str, str | None]]


def _lsoa(vintage: str) -> Properties:
    def properties(
        code: str, name: str, district: str, district_name: str
    ) -> dict[str, str | None]:
        upper = district if district == DISTRICTS[0].code else COUNTY_CODE
        return {
            f"LSOA{vintage}CD": code,
            f"LSOA{vintage}NM": name,
            "LADCD_ACTIVE": district,
            "UTLACD": upper,
            "CAUTHCD": None,
            "RGNCD": REGION_CODE,
        }

    return properties


def _ward13(
    code: str, name: str, district: str, district_name: str
) -> dict[str, str | None]:
    return {"WD13CD": code, "WD13CDO": None, "WD13NM": name, "WD13NMW": None}


def _ward25(
    code: str, name: str, district: str, district_name: str
) -> dict[str, str | None]:
    return {
        "WD25CD": code,
        "WD25NM": name,
        "WD25NMW": " ",
        "LAD25CD": district,
        "LAD25NM": district_name,
    }


_LEVELS: dict[str, tuple[str, Properties]] = {
    "lsoa11_bgc": ("lsoa11", _lsoa("11")),
    "lsoa21_bgc": ("lsoa21", _lsoa("21")),
    "ward13": ("ward13", _ward13),
    "ward25": ("ward", _ward25),
}


def write_boundaries(folder: Path, ground: Ground, areas: pd.DataFrame) -> None:
    """Write LSOAs of 2011 and 2021, and wards before and since May 2019.

    Parameters
    ----------
    folder
        Folder to write into; each level has a folder in it.
    ground, areas
        The small areas as drawn, and the larger areas that each belongs to.
    """
    for level, (column, properties) in _LEVELS.items():
        for district in DISTRICTS:
            here = areas[areas["district"] == district.code]
            features = []
            for code, part in here.groupby(column):
                name = str(part[f"{column}_name"].iloc[0])
                whole = shapely.coverage_union_all(ground.shapes[part.index])
                # Clockwise, as ONS draws its rings.
                whole = shapely.orient_polygons(whole, exterior_cw=True)
                features.append(
                    {
                        "type": "Feature",
                        "properties": properties(
                            str(code), name, district.code, district.name
                        ),
                        "geometry": shapely.geometry.mapping(whole),
                    }
                )
            _write(folder / level / f"{district.code}.geojson", features)


def _write(path: Path, features: list[dict[str, object]]) -> None:
    head = {
        "type": "FeatureCollection",
        "name": path.stem,
        "crs": {
            "type": "name",
            "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"},
        },
    }
    opening = "".join(f"{json.dumps(k)}: {json.dumps(v)},\n" for k, v in head.items())
    lines = ",\n".join(json.dumps(feature) for feature in features)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f'{{\n{opening}"features": [\n{lines}\n]\n}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")
