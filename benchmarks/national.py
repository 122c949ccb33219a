"""An invented store of any size, up to a nation: ``python -m benchmarks.national``.

The incidents are invented inside DuckDB; from there on the product's own SQL makes the
cube, coverage, harm index and facts, and its contracts check them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import shapely

from cdp_metrics.catalogue import Partnership
from cdp_metrics.catalogue.papers import Papers
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.areas import fill_areas
from cdp_metrics.warehouse.build import SUMMARIES, finish
from cdp_metrics.warehouse.declare import declare
from cdp_metrics.warehouse.publish import building_folder, locked, publish

__all__ = ["INVENTED", "SCALES", "Scale", "invent"]

FOLDER = Path(__file__).parent / "sql"
INVENTED = ("invent areas", "invent incidents")


@dataclass(frozen=True)
class Scale:
    """How large a store is; every field is a count."""

    rows: int
    months: int
    forces: int
    districts: int
    wards: int
    lsoas: int


# 33,755 LSOAs (England, 2021), about 7,000 wards and 300 districts; 43 forces. A city's
# files are those of its county.
SCALES = {
    "tiny": Scale(5_000, 14, 2, 4, 12, 60),
    "city": Scale(200_000, 24, 1, 8, 140, 684),
    "force": Scale(2_500_000, 180, 1, 8, 140, 684),
    "nation": Scale(100_000_000, 180, 43, 300, 7_000, 33_755),
    "year": Scale(4_000_000, 12, 43, 300, 7_000, 33_755),
}

# Degrees: LSOAs are squares on a grid, each with as many points as a real one.
COLUMNS, SIZE, WEST, SOUTH, POINTS = 184, 0.01, -3.0, 52.0, 52


def invent(
    scale: Scale, out: Path, memory: str | None = None, *, whole: bool = False
) -> dict[str, float]:
    """Build and publish an invented store.

    Parameters
    ----------
    scale
        How large.
    out
        Folder of stores.
    memory
        DuckDB's memory limit, such as ``4GB``; its own default where None.
    whole
        Whether the partnership is all of it, so that the harm index is of every LSOA.

    Returns
    -------
    dict of float
        Seconds by step.
    """
    spent: dict[str, float] = {}
    config: dict[str, str | bool | int | float | list[str]] = {}
    if memory:
        config["memory_limit"] = memory
    with locked(out), building_folder(out) as scratch:
        config["temp_directory"] = str(scratch / "spill")
        built = scratch / "store.duckdb"
        with duckdb.connect(str(built), config=config) as con:
            _fill(con, scale, spent, whole=whole)
        name = f"invented-{scale.rows}"
        publish(out, built, name)
    return spent


def _fill(
    con: duckdb.DuckDBPyConnection,
    scale: Scale,
    spent: dict[str, float],
    *,
    whole: bool,
) -> None:
    with _timed(spent, "invent areas"):
        for name in ("005_macros", "010_schema", "015_staging"):
            con.execute(sql.text(f"build/{name}"))
        names = ", ".join(field.name for field in fields(scale))
        con.execute(
            f"create temp table scale as from (values {astuple(scale)}) as s ({names})"
        )
        con.execute(_own("areas"))
        _boundaries(con)
        papers = Papers(_partnership(con, whole=whole))
        declare(con, f"invented-{scale.rows}", papers)
    with _timed(spent, "areas and residents"):
        fill_areas(con, papers)
    with _timed(spent, "invent incidents"):
        for month in range(scale.months):
            con.execute(_own("months"), {"month": month})
        con.execute(_own("files"))
    for name in SUMMARIES:
        with _timed(spent, name[4:].replace("_", " ")):
            con.execute(sql.text(f"build/{name}"))
    began, steps = time.perf_counter(), _Steps()
    with _timed(spent, "harm index, map, facts, contracts"):
        finish(con, steps.note)
    if whole:
        harm, after = (steps.began[name] for name in ("Harm index", "Hot spots"))
        spent |= {"before the harm index": harm - began, "harm index": after - harm}


class _Steps:
    """When each step of a build said that it began."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}

    def note(self, what: str, done: int, total: int) -> None:
        """Note a step's first word."""
        self.began.setdefault(what, time.perf_counter())


def _own(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@contextmanager
def _timed(spent: dict[str, float], step: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    spent[step] = time.perf_counter() - began


def _partnership(con: duckdb.DuckDBPyConnection, *, whole: bool) -> Partnership:
    """Return a partnership of a force of middling size, or of every district."""
    csp, force, area, districts = con.execute(_own("home")).fetchall()[0]
    if whole:
        found = con.execute("select distinct district from place order by 1").fetchall()
        districts = [code for (code,) in found]
    return Partnership(
        name="Invented Partnership",
        place="Invented City",
        csp=csp,
        districts=districts,
        force=force,
        force_name="Invented Police",
        force_area=area,
        demonstration=True,
    )


def _boundaries(con: duckdb.DuckDBPyConnection) -> None:
    """Give every LSOA of either vintage a square, every ward the union of its own."""
    places = con.execute("select n, lsoa, ward from place order by n").df()
    west = WEST + SIZE * (places["n"].to_numpy() % COLUMNS)
    south = SOUTH + SIZE * (places["n"].to_numpy() // COLUMNS)
    squares = shapely.segmentize(
        shapely.box(west, south, west + SIZE, south + SIZE), 4 * SIZE / POINTS
    )
    starts = np.flatnonzero(~places["ward"].duplicated().to_numpy())
    wards = [shapely.union_all(part) for part in np.split(squares, starts[1:])]
    kinds = {
        "lsoa21": (places["lsoa"], squares),
        "lsoa11": (places["lsoa"], squares),
        "ward": (places["ward"][starts], wards),
    }
    for kind, (codes, shapes) in kinds.items():
        staged = pd.DataFrame(
            {
                "source_file_id": 1,
                "area_code": codes.to_numpy(),
                "area_type": kind,
                "area_name": kind + " " + codes.to_numpy(),
                "vintage": 2024 if kind == "ward" else 2000 + int(kind[-2:]),
                "wkb": shapely.to_wkb(shapes),
            }
        )
        con.register("boundary_rows", staged)
        con.execute(sql.text("staging/boundary"))
        con.unregister("boundary_rows")


def main() -> None:
    """Build the store that the options ask for and print the seconds by step."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.national")
    parser.add_argument("--scale", choices=SCALES, default="force")
    parser.add_argument("--out", type=Path, required=True, help="folder of stores")
    parser.add_argument("--memory", help="DuckDB's memory limit, such as 4GB")
    parser.add_argument(
        "--whole", action="store_true", help="every district is the partnership's"
    )
    options = parser.parse_args()
    spent = invent(
        SCALES[options.scale], options.out, options.memory, whole=options.whole
    )
    if options.whole:
        import resource  # not on Windows

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        spent |= {"all, CPU": time.process_time(), "peak memory, MB": peak / 1024}
    sys.stdout.write(json.dumps(spent) + "\n")


if __name__ == "__main__":
    main()
