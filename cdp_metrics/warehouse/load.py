"""Read recognised files into staging tables; refused rows are kept with a reason.

Files of one source and one layout are read in one go, as text; a staging query
then types the rows and says which cannot be used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from cdp_metrics.catalogue.returns import template
from cdp_metrics.errors import SourceRefused
from cdp_metrics.sources import Match
from cdp_metrics.sources.police import month_in_name
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.boundaries import load_boundaries
from cdp_metrics.warehouse.intake import Progress, Received
from cdp_metrics.warehouse.returned import read_returned

__all__ = ["load", "record_files"]

Layout = tuple[str, tuple[str | None, ...]]
Group = Sequence[tuple[Received, Match]]
# what a file that is odd in a way not foreseen makes DuckDB raise
_ODD = (
    duckdb.ConstraintException,
    duckdb.ConversionException,
    duckdb.InvalidInputException,
    duckdb.OutOfRangeException,
)


def record_files(con: duckdb.DuckDBPyConnection, files: Sequence[Received]) -> None:
    """Enter every received file in `source_file`, read or not."""
    con.executemany(
        "insert into source_file by name select ? as source_file_id, ? as source, "
        "? as name, ? as sha256, ? as bytes, ? as published_at, ? as vintage, "
        "? as status, nullif(?, '') as reason, nullif(?, '') as remedy",
        [
            (
                f.file_id,
                f.match.source.id if f.match else None,
                f.name,
                f.sha256,
                f.size,
                f.published_at,
                f.match.vintage if f.match else None,
                f.status,
                f.reason,
                f.remedy,
            )
            for f in files
        ],
    )


def load(
    con: duckdb.DuckDBPyConnection,
    files: Sequence[Received],
    work: Path,
    progress: Progress,
) -> None:
    """Read every file that was recognised into the staging tables.

    Parameters
    ----------
    con
        The store that is being built, with its staging tables.
    files
        What was received; the ones without a match are passed over.
    work
        A folder for a scratch file.
    progress
        Told of each group of files.
    """
    groups: dict[Layout, list[tuple[Received, Match]]] = defaultdict(list)
    for each in files:
        if each.match is not None:
            groups[each.match.source.id, each.match.names].append((each, each.match))
    for done, group in enumerate(groups.values(), start=1):
        progress("Loading rows", done, len(groups))
        source = group[0][1].source
        if source.kind == "csv":
            _load_group(con, group, work)
        else:
            for member in group:
                _load_group(con, [member], work)


def _load_group(con: duckdb.DuckDBPyConnection, group: Group, work: Path) -> None:
    """Load some files whole or not at all; refuse the one that cannot be."""
    (each, match), source = group[0], group[0][1].source
    con.begin()
    try:
        if source.kind == "geojson":
            load_boundaries(con, each, match)
        else:
            _stage(con, group, work)
    except (SourceRefused, *_ODD) as error:
        con.rollback()
        if len(group) > 1:  # which of them it is shows only one by one
            for member in group:
                _load_group(con, [member], work)
        elif isinstance(error, SourceRefused):
            _refuse(con, each.file_id, error.reason, error.remedy)
        else:
            reason = f"its rows cannot be read ({str(error).splitlines()[0]})"
            _refuse(con, each.file_id, reason, "download it again")
    except BaseException:
        con.rollback()
        raise
    else:
        con.commit()


def _refuse(
    con: duckdb.DuckDBPyConnection, file_id: int, reason: str, remedy: str
) -> None:
    con.execute(
        "update source_file set status = 'refused', reason = $reason, "
        "remedy = $remedy where source_file_id = $file_id",
        {"reason": reason, "remedy": remedy, "file_id": file_id},
    )


def _stage(con: duckdb.DuckDBPyConnection, group: Group, work: Path) -> None:
    source = group[0][1].source
    con.execute("delete from input_file")
    con.executemany(
        "insert into input_file values (?, ?, ?, ?, ?, ?)",
        [
            (
                str(each.path),
                each.file_id,
                match.vintage,
                source.constant,
                month_in_name(each.name) if source.id == "police_street" else None,
                each.rows,
            )
            for each, match in group
        ],
    )
    if source.kind == "parquet":
        _read_parquet(con, group)
    else:
        _read_csv(con, group, work)
    if source.template:
        read_returned(con, template(source.template))
    con.execute(sql.text(f"staging/{source.staging}"))
    for name in (f"staging/{source.staging}_files", "staging/lost_rows"):
        if name in sql.names("staging"):
            for file_id, reason, remedy in con.execute(sql.text(name)).fetchall():
                _refuse(con, file_id, reason, remedy)
    con.execute(sql.text("staging/refuse_rows"))
    staged = con.table("staged")
    staged.filter("reason is null").select(
        *(
            duckdb.ColumnExpression(name)
            if name in staged.columns
            else duckdb.ConstantExpression(None)
            for name in con.table(source.table).columns
        )
    ).insert_into(source.table)


def _read_csv(con: duckdb.DuckDBPyConnection, group: Group, work: Path) -> None:
    match = group[0][1]
    blank = work / "blank.csv"
    blank.write_text("", encoding="utf-8")
    names: dict[str, str] = {}
    taken = {"path", "line"}  # ours, and DuckDB does not tell Age from age
    for number, name in enumerate(match.names):
        unused = not name or name.lower() in taken
        kept = f"unused {number}" if unused else str(name)
        taken.add(kept.lower())
        names[kept] = "VARCHAR"
    con.execute(
        sql.text("staging/read_csv"),
        {"files": [str(each.path) for each, _ in group], "columns": names},
    )
    con.execute(
        sql.text("staging/number_lines"),
        {
            "blank": str(blank),
            "columns": {c.name: "VARCHAR" for c in match.source.columns},
        },
    )
    con.execute(sql.text("staging/cut_rows"))


def _read_parquet(con: duckdb.DuckDBPyConnection, group: Group) -> None:
    each, match = group[0]
    try:
        schema = pq.read_schema(each.path)
        wanted = {h: n for h, n in zip(schema.names, match.names, strict=True) if n}
        table = pq.read_table(each.path, columns=list(wanted))
    except (pa.ArrowException, OSError) as error:
        raise SourceRefused(
            each.name,
            f"damaged Parquet ({str(error).splitlines()[0]})",
            remedy="download it again",
        ) from None
    table = table.rename_columns(list(wanted.values()))
    for column in match.source.columns:
        if column.name not in table.column_names:
            blank = pa.nulls(len(table), pa.string())
            table = table.append_column(column.name, blank)
    con.register("parquet_rows", table)
    con.execute(sql.text("staging/read_parquet"), {"path": str(each.path)})
    con.unregister("parquet_rows")
