"""How fast street files become checked incidents and the cube."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

import duckdb

from benchmarks.results import Budget, Part, Table, Unavailable, decimals, median, times
from benchmarks.setting import Setting
from cdp_metrics.catalogue.papers import load_papers
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.areas import fill_areas
from cdp_metrics.warehouse.boundaries import place_split_points
from cdp_metrics.warehouse.checks import check
from cdp_metrics.warehouse.declare import declare
from cdp_metrics.warehouse.intake import receive
from cdp_metrics.warehouse.load import load, record_files

__all__ = ["measure"]

LIMIT = 3.0
STEPS = ("take", "read", "assemble", "check")
WORDS = (
    "copy, hash and recognise",
    "read, type and refuse rows",
    "place rows, build the cube",
    "contracts and checkpoint",
)


def measure(setting: Setting) -> Part:
    """Time the product's own steps beside bare ``read_csv`` of the same files."""
    if not setting.street:
        raise Unavailable("there is no street file to load")
    ours: list[dict[str, float]] = []
    bare: list[float] = []
    rows = 0
    for _ in range(setting.repeat):
        with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
            spent, rows = _ours(setting, Path(scratch))
            ours.append(spent)
        with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
            bare.append(_bare(setting, Path(scratch)))
    whole = median([sum(spent.values()) for spent in ours])
    floor = median(bare)
    ratio = median([sum(a.values()) / b for a, b in zip(ours, bare, strict=True)])
    months = len({path.name[:7] for path in setting.street})
    kind = "real" if setting.real else "invented"
    steps = tuple(
        (words, decimals(median([spent[step] for spent in ours]) * 1000), "")
        for step, words in zip(STEPS, WORDS, strict=True)
    )
    return Part(
        budgets=(
            Budget(
                f"load: {months} {kind} months ({rows:,} rows) of street files to "
                "checked incidents and cube",
                "at least 1/3 of bare `read_csv`, rows/s",
                f"{rows / whole:,.0f} rows/s (bare {rows / floor:,.0f})",
                f"1/{ratio:.1f}",
                ratio <= LIMIT,
            ),
        ),
        tables=(
            Table(
                "Load",
                ("Step", "ms", "x bare"),
                (
                    *steps,
                    ("all", decimals(whole * 1000), times(ratio)),
                    ("bare DuckDB `read_csv` into a file", decimals(floor * 1000), ""),
                ),
            ),
        ),
        notes=(
            f"Load: {len(setting.street)} unpacked {kind} street files. Inside: "
            "private copies, hashes and recognition, reading as text, line numbers, "
            "types, refused rows, choice of publication, 2011 codes brought to 2021 "
            "LSOAs, incidents, cube, coverage, row counts, every contract, checkpoint. "
            "Outside: boundaries, look-ups, population and census (read before the "
            "clock starts), the harm index and the map. Bare is `create table as` "
            "`read_csv` with detection on, into a file, with checkpoint.",
        ),
    )


def _ours(setting: Setting, scratch: Path) -> tuple[dict[str, float], int]:
    """Return the seconds of each step, and rows in the incident table."""
    early, late = scratch / "early", scratch / "late"
    early.mkdir()
    late.mkdir()
    spent = {}
    with duckdb.connect(str(scratch / "store.duckdb")) as con:
        for name in ("005_macros", "010_schema", "015_staging"):
            con.execute(sql.text(f"build/{name}"))
        papers = load_papers(setting.partnership)
        declare(con, "benchmark", papers)
        others = receive(setting.raw, early)
        record_files(con, others)
        load(con, others, early, _silent)
        fill_areas(con, papers)

        began = time.perf_counter()
        files = receive(setting.street, late, published=setting.published)
        spent["take"] = time.perf_counter() - began

        files = [replace(f, file_id=f.file_id + len(others)) for f in files]
        began = time.perf_counter()
        record_files(con, files)
        load(con, files, late, _silent)
        spent["read"] = time.perf_counter() - began

        began = time.perf_counter()
        con.execute(sql.text("build/040_publications"))
        place_split_points(con)
        for name in (
            *("060_incidents", "065_cube", "070_coverage"),
            *("133_asb_types", "100_source_counts"),
        ):
            con.execute(sql.text(f"build/{name}"))
        spent["assemble"] = time.perf_counter() - began

        began = time.perf_counter()
        check(con)
        con.execute("checkpoint")
        spent["check"] = time.perf_counter() - began
        counted = con.execute("select count(*) from incident").fetchone()
    return spent, counted[0] if counted else 0


def _bare(setting: Setting, scratch: Path) -> float:
    """Return the seconds that DuckDB alone takes to read the same files."""
    began = time.perf_counter()
    with duckdb.connect(str(scratch / "bare.duckdb")) as con:
        con.execute(
            "create table incident as select * from read_csv($files)",
            {"files": [str(path) for path in setting.street]},
        )
        con.execute("checkpoint")
    return time.perf_counter() - began


def _silent(what: str, done: int, total: int) -> None:
    """Show nothing: drawing progress takes time too."""
