"""The partnership's own areas: lists of LSOAs, and polygons by their share of area."""

from __future__ import annotations

from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd
import shapely

from cdp_metrics.catalogue.areas import CustomArea
from cdp_metrics.catalogue.papers import Papers
from cdp_metrics.errors import ConfigurationWrong, SourceRefused
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.boundaries import DEGREES, METRES, polygons, read_shapes

__all__ = ["SLIVER", "custom_files", "place_custom"]

SLIVER = 0.01
"""Assumption: boundary sets are generalised, so a hundredth of an LSOA either way is
the drawing's, not the area's: less is left out, and all but less is the whole."""


def custom_files(papers: Papers) -> list[Path]:
    """Return the files that draw the partnership's areas, a Shapefile's parts too."""
    drawn = [
        papers.file.parent / each.file for each in papers.partnership.areas if each.file
    ]
    return [
        path
        for each in drawn
        for path in sorted(each.parent.iterdir())
        if path.stem == each.stem and path.is_file()
    ]


def place_custom(con: duckdb.DuckDBPyConnection, papers: Papers) -> None:
    """Stage the partnership's own areas (`custom_area`) and their LSOAs.

    Parameters
    ----------
    con
        The store that is being built, with its LSOAs and boundaries.
    papers
        The partnership.

    Raises
    ------
    ConfigurationWrong
        A list names an LSOA that is not the partnership's, or a polygon cannot be
        read, lies outside, or is too small to hold a part of any LSOA.
    """
    con.execute(sql.text("build/022_custom"))
    rows = con.execute(sql.text("build/022_own_lsoas")).fetchall()
    ours = {code for code, own in rows if own}
    known = {code for code, _ in rows}
    for number, area in enumerate(papers.partnership.areas, 1):
        where = f"{papers.file}, [[area]] {number} ({area.id})"
        if area.lsoas:
            _refuse_strangers(where, area, known, ours, papers.partnership.place)
            shape, shares, note = None, dict.fromkeys(area.lsoas, 1.0), area.note
        else:
            path = papers.file.parent / area.file
            try:
                drawn = read_shapes(area.file, path)
            except SourceRefused as refusal:
                raise ConfigurationWrong(f"{where}: {refusal}") from None
            shape = drawn.union_all()
            shares, outside = _shares(con, where, shape, ours)
            note = area.note
            if outside > SLIVER:
                beyond = (
                    f"{outside:.0%} of what was drawn lies outside "
                    f"{papers.partnership.place} and is not counted"
                )
                note = f"{note}; {beyond}" if note else beyond
        con.execute(
            "insert into custom_area values (?, ?, ?, ?, ?)",
            [
                area.id,
                area.name,
                "list" if area.lsoas else "area share",
                note or None,
                None if shape is None else shapely.to_wkb(shapely.normalize(shape)),
            ],
        )
        con.executemany(
            "insert into custom_part values (?, ?, ?)",
            [(area.id, code, share) for code, share in sorted(shares.items())],
        )


def _refuse_strangers(
    where: str, area: CustomArea, known: set[str], ours: set[str], place: str
) -> None:
    unknown = [code for code in area.lsoas if code not in known]
    if unknown:
        raise ConfigurationWrong(
            f"{where}: no look-up holds LSOA {', '.join(unknown)}. What to do: give "
            "codes of 2021 LSOAs, as the look-up from LSOA 2011 to LSOA 2021 lists "
            "them, or load the look-up that holds them"
        )
    strangers = [code for code in area.lsoas if code not in ours]
    if strangers:
        raise ConfigurationWrong(
            f"{where}: LSOA {', '.join(strangers)} lies outside {place}. What to do: "
            "take it off the list, or add its district to districts"
        )


def _shares(
    con: duckdb.DuckDBPyConnection,
    where: str,
    shape: shapely.Geometry,
    ours: set[str],
) -> tuple[dict[str, float], float]:
    """Return the share of each LSOA inside a shape, and of the shape outside ours."""
    lsoas = polygons(con, "lsoa21", sorted(ours)).to_crs(METRES)
    if len(lsoas) < len(ours):
        raise ConfigurationWrong(
            f"{where}: {len(ours) - len(lsoas)} LSOAs of the partnership have no "
            "boundary, so a polygon's share of them is not known. What to do: load the "
            "boundaries of its 2021 LSOAs, or list the area's LSOAs instead"
        )
    drawn = gpd.GeoSeries([shape], crs=DEGREES).to_crs(METRES).iloc[0]
    common = shapely.area(shapely.intersection(lsoas.geometry.to_numpy(), drawn))
    share = pd.Series(common / lsoas.area.to_numpy(), lsoas["area_code"])
    share = share.mask(share > 1 - SLIVER, 1.0)
    held = share[share >= SLIVER]
    if not common.sum():
        raise ConfigurationWrong(
            f"{where}: the polygon lies wholly outside the partnership. What to do: "
            "check the file, or its reference system"
        )
    if held.empty:
        raise ConfigurationWrong(
            f"{where}: the polygon holds less than {SLIVER:.0%} of any LSOA: figures "
            "by LSOA say nothing of so small an area. What to do: draw a larger one"
        )
    return {str(code): float(n) for code, n in held.items()}, 1 - float(
        common.sum() / drawn.area
    )
