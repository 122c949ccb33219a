"""From files to a checked, published store."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb

import cdp_metrics
from cdp_metrics.catalogue import indicators
from cdp_metrics.catalogue.papers import Papers, load_papers
from cdp_metrics.errors import CdpError, SourceMissing
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.areas import fill_areas
from cdp_metrics.warehouse.boundaries import place_split_points, polygons
from cdp_metrics.warehouse.checks import check
from cdp_metrics.warehouse.custom import custom_files
from cdp_metrics.warehouse.declare import declare
from cdp_metrics.warehouse.geometry import geometry_version, map_geometry
from cdp_metrics.warehouse.harm import fill_harm
from cdp_metrics.warehouse.hidden_parts import hide_parts
from cdp_metrics.warehouse.hot_spots import fill_hot_spots
from cdp_metrics.warehouse.intake import Progress, Received, receive
from cdp_metrics.warehouse.load import load, record_files
from cdp_metrics.warehouse.neighbours import fill_neighbours
from cdp_metrics.warehouse.people_years import fill_people_years
from cdp_metrics.warehouse.publish import (
    Build,
    building_folder,
    kept,
    locked,
    point_to,
    publish,
)
from cdp_metrics.warehouse.report import BuildReport, summed_up
from cdp_metrics.warehouse.ward_points import count_by_point

__all__ = ["SUMMARIES", "build", "finish"]

PACKAGE = Path(cdp_metrics.__file__).parent
# what is summed up from incidents and staging tables, in order
SUMMARIES = (
    "065_cube",
    "070_coverage",
    "080_revisions",
    "081_returns",
    "082_feeds",
    "084_overlaps",
    "085_figures",
    "086_similar",
    "087_yardstick",
    "090_recorded_crime",
    "133_asb_types",
    "150_severity",
)
# a full disk shows as any of these: reading in, committing, checkpointing
_STARVED = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
    duckdb.FatalException,
)


def build(
    raw: Sequence[Path],
    out: Path,
    partnership_file: Path,
    *,
    published: Mapping[str, datetime] | None = None,
    progress: Progress = lambda what, done, total: None,
    dry_run: bool = False,
    strict: bool = False,
) -> BuildReport:
    """Build a store from files and publish it.

    Parameters
    ----------
    raw
        Folders (searched to any depth) or single files.
    out
        Folder of stores.
    partnership_file
        Who the partnership is.
    published
        Dates of publication by file name, where files do not bear their own.
    progress
        Told what is being done.
    dry_run
        Build and check, but publish nothing.
    strict
        Publish nothing either where a file or a row was refused.

    Returns
    -------
    BuildReport
        What was read, refused and published.

    Raises
    ------
    SourceMissing
        No file was accepted.
    ContractBroken
        The store fails a check; what was published stays.
    StoreBusy
        Another build is at work in the same folder.
    """
    papers = load_papers(partnership_file)
    indicators()
    with locked(out), building_folder(out) as scratch:
        files = receive(raw, scratch, published=published, progress=progress)
        if not any(each.match for each in files):
            raise SourceMissing(_nothing(raw, files))
        build_id = _identity(files, papers)
        built = scratch / "store.duckdb"
        try:
            contracts = _fill(built, build_id, papers, files, scratch, progress)
        except _STARVED as error:
            raise CdpError(
                f"the store could not be built ({str(error).splitlines()[0]}). What to "
                f"do: check that there is space left below {out}; the published "
                "store is as it was"
            ) from error
        files_read, facts, refusals = summed_up(built)
        before = kept(out)
        held = {each.build_id for each in before if (out / each.file).is_file()}
        changed = build_id not in held or before[0].build_id != build_id
        report = BuildReport(
            Build(build_id, "", ""), changed, files_read, facts, contracts, refusals
        )
        if dry_run or (strict and not report.sound):
            return report
        if build_id in held:
            return replace(report, build=point_to(out, build_id))
        return replace(report, build=publish(out, built, build_id))


def _nothing(raw: Sequence[Path], files: Sequence[Received]) -> str:
    where = ", ".join(str(path) for path in raw)
    seen = "".join(f"\n  {f.name}: {f.reason}" for f in files[:8])
    return (
        f"no file in {where} can be used, so nothing was built. What to do: put the "
        "archives of data.police.uk and the ONS files there (README.md lists them)"
        f"{seen}"
    )


def _identity(files: Sequence[Received], papers: Papers) -> str:
    """Return the hash of everything a store's contents depend on."""
    digest = hashlib.sha256(f"format {sql.FORMAT}".encode())
    for each in files:  # in an order that their names and contents give
        digest.update(
            f"{each.name}|{each.sha256}|{each.published_at}|{each.status}\n".encode()
        )
    for said in (papers.partnership.model_dump_json(), *papers.bodies().values()):
        digest.update(said.encode())
    for path in custom_files(papers):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for path in sorted(PACKAGE.rglob("*")):
        own = path.relative_to(PACKAGE)
        if path.suffix in {".py", ".sql", ".toml", ".csv"} and "ui" not in own.parts:
            digest.update(own.as_posix().encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def _fill(
    built: Path,
    build_id: str,
    papers: Papers,
    files: Sequence[Received],
    scratch: Path,
    progress: Progress,
) -> int:
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(scratch / "spill"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    with duckdb.connect(str(built), config=config) as con:
        for name in ("005_macros", "010_schema", "015_staging"):
            con.execute(sql.text(f"build/{name}"))
        declare(con, build_id, papers)
        record_files(con, files)
        load(con, files, scratch, progress)
        progress("Putting it together", 0, 1)
        fill_areas(con, papers)
        con.execute(sql.text("build/040_publications"))
        place_split_points(con)
        for name in ("060_incidents", *SUMMARIES, "100_source_counts"):
            con.execute(sql.text(f"build/{name}"))
        count_by_point(con)
        contracts = finish(con, progress)
    progress("Checking", 1, 1)
    return contracts


def finish(con: duckdb.DuckDBPyConnection, progress: Progress) -> int:
    """Work out what rests on the cube, check all; return how many contracts hold."""
    _observe(con)
    fill_neighbours(con)
    con.execute(sql.text("build/122_lsoa21_months"))
    fill_harm(con, progress)
    fill_hot_spots(con, progress)
    _draw(con)
    con.execute(sql.text("build/140_facts"))
    progress("Checking", 0, 1)
    contracts = check(con)
    con.execute("checkpoint")
    return contracts


def _observe(con: duckdb.DuckDBPyConnection) -> None:
    """Run every indicator's query; counts from the cube stay a view over it."""
    rows = con.execute(sql.text("build/110_categories")).fetchall()
    first: dict[str, date | None] = dict(rows)
    ever = min((month for month in first.values() if month), default=None)
    for indicator_id, entry in indicators().items():
        counted = [
            (
                indicator_id,
                category,
                ever if entry.every_category_but else first.get(category),
            )
            for category in entry.counts(first)
        ]
        if counted:
            con.executemany("insert into indicator_category values (?, ?, ?)", counted)
    con.execute(sql.text("build/108_published"))
    hide_parts(con)
    for name in sorted({entry.sql for entry in indicators().values()}):
        con.execute(sql.text(f"indicators/{name}"))
    fill_people_years(con)


def _draw(con: duckdb.DuckDBPyConnection) -> None:
    """Store the map's outlines, where every LSOA of the partnership has a boundary."""
    lsoas = con.execute(sql.text("queries/partnership_lsoas")).df()
    shapes = polygons(con, "lsoa21", list(lsoas["lsoa21_code"]))
    if shapes.empty or len(shapes) < len(lsoas):
        return
    named = lsoas.set_index("lsoa21_code")
    areas = shapes.rename(columns={"area_code": "code"})
    areas["name"] = areas["code"].map(named["lsoa_name"])
    areas["group"] = areas["code"].map(named["ward_name"]).fillna("")
    wards = con.execute(sql.text("queries/partnership_wards")).df()
    outlines = polygons(con, "ward", list(wards["area_code"])).rename(
        columns={"area_name": "name"}
    )
    body = map_geometry(areas, outlines[["name", "geometry"]])
    con.execute(
        "insert into map_geometry values ('partnership', ?, ?, ?)",
        [geometry_version(body), len(areas), body],
    )
