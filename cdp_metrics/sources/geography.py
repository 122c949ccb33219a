"""Boundaries and look-ups of the Office for National Statistics (geoportal).

Source: https://geoportal.statistics.gov.uk. LSOA names are reissued between
censuses, so everything joins on codes.
"""

from __future__ import annotations

from cdp_metrics.sources.base import Column, Source

__all__ = ["BOUNDARIES", "SOURCES"]


def _boundary(area_type: str, code: str, name: str) -> Source:
    return Source(
        id=f"boundary_{area_type}",
        kind="geojson",
        columns=(Column("area_code", (code,)), Column("area_name", (name,))),
        table="boundary",
        constant=area_type,
    )


BOUNDARIES = (
    _boundary("lsoa11", r"LSOA11CD", r"LSOA11NM"),
    _boundary("lsoa21", r"LSOA21CD", r"LSOA21NM"),
    _boundary("ward", r"WD(\d\d)CD", r"WD\d\dNM"),
)


_DISTRICT = (
    Column("district_code", (r"LAD\d\dCD", r"ltla\d\d_code", "LAD"), required=False),
    Column("district_name", (r"LAD\d\dNM", r"ltla\d\d_name"), required=False),
)
_PARENTS = {
    "ward": (
        Column("parent_code", (r"WD(\d\d)CD", r"ward(\d\d)_code")),
        Column("parent_name", (r"WD\d\dNM", r"ward\d\d_name")),
    ),
    "msoa21": (
        Column("parent_code", ("MSOA21CD", "msoa21_code")),
        Column("parent_name", ("MSOA21NM", "msoa21_name")),
    ),
}


def _lookup(child: str, parent: str) -> Source:
    return Source(
        id=f"lookup_{child}_{parent}",
        columns=(
            Column("child_code", (f"{child.upper()}CD", f"{child}_code")),
            Column("child_name", (f"{child.upper()}NM", f"{child}_name")),
            *_PARENTS[parent],
            *_DISTRICT,
        ),
        staging="lookup",
        table="stage_lookup",
        constant=f"{child}_{parent}",
    )


SOURCES = (
    *BOUNDARIES,
    Source(
        id="lookup_lsoa_change",
        columns=(
            Column("lsoa11_code", ("LSOA11CD", "lsoa11_code")),
            Column("lsoa11_name", ("LSOA11NM", "lsoa11_name"), required=False),
            Column("change_code", ("CHGIND", "change_code")),
            Column("lsoa21_code", ("LSOA21CD", "lsoa21_code")),
            Column("lsoa21_name", ("LSOA21NM", "lsoa21_name"), required=False),
            Column("district_code", (r"LAD\d\dCD", r"ltla\d\d_code")),
            Column("district_name", (r"LAD\d\dNM", r"ltla\d\d_name")),
        ),
        staging="lsoa_change",
        table="stage_lsoa_change",
    ),
    _lookup("lsoa21", "ward"),
    _lookup("lsoa11", "ward"),
    _lookup("lsoa21", "msoa21"),
    Source(
        id="lookup_msoa_names",
        columns=(
            Column("msoa21_code", ("MSOACD",)),
            Column("msoa_name", ("MSOANM",)),
            Column("readable_name", ("MSOAHCLNM",)),
            Column("district_code", ("LADCD_ACTIVE",)),
            Column("district_name", ("LADNM_ACTIVE",)),
            Column("county_code", ("UTLACD",)),
            Column("county_name", ("UTLANM",)),
        ),
        staging="msoa_names",
        table="stage_msoa_name",
    ),
    Source(
        id="lookup_district_force",
        columns=(
            Column("district_code", (r"LAD\d\dCD", r"ltla\d\d_code")),
            Column("district_name", (r"LAD\d\dNM", r"ltla\d\d_name")),
            Column("csp_code", (r"CSP(\d\d)CD", r"csp(\d\d)_code")),
            Column("csp_name", (r"CSP\d\dNM", r"csp\d\d_name")),
            Column("force_code", (r"PFA\d\dCD", r"pfa\d\d_code")),
            Column("force_name", (r"PFA\d\dNM", r"pfa\d\d_name")),
        ),
        staging="district_force",
        table="stage_district_force",
    ),
    Source(
        id="lookup_ward_history",
        columns=(
            Column("ward_code", ("WDCD",)),
            Column("ward_name", ("WDNM",)),
            Column("district_code", ("LADCD",)),
            Column("first_file", ("SOURCEFILE",)),
        ),
        unused="ward history is not needed: look-ups and boundaries state the wards",
    ),
    Source(
        id="lookup_lsoa_centroids",
        columns=(
            Column("x", ("X",)),
            Column("y", ("Y",)),
            Column("lsoa11_code", ("LSOA11CD",)),
        ),
        unused="centroids are not needed: the official polygons are used",
    ),
)
