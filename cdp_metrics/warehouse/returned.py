"""Read the rows of a return by its template, between its text and its staging table."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pyarrow as pa

from cdp_metrics.catalogue.returns import Template
from cdp_metrics.sources.returned import period_end, read_rows
from cdp_metrics.warehouse import sql

__all__ = ["read_returned"]

_SCHEMA = pa.schema(
    [
        ("source_file_id", pa.int32()),
        ("line", pa.int64()),
        ("return_id", pa.string()),
        ("provider", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("cells", pa.string()),
        ("reason", pa.string()),
    ]
)


def read_returned(con: duckdb.DuckDBPyConnection, template: Template) -> None:
    """Read the text rows of a return's files into the temporary table `parsed_return`.

    Parameters
    ----------
    con
        The store that is being built, with `raw` and `input_file` filled.
    template
        The return that they are.
    """
    cursor = con.execute(sql.text("staging/partner_template_raw"))
    names = [name for name, *_ in cursor.description or ()]
    by_file: dict[int, list[dict[str, Any]]] = {}
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        by_file.setdefault(row["source_file_id"], []).append(row)
    found = []
    for file_id, rows in by_file.items():
        lines = ((row["line"], row) for row in rows)
        for read in read_rows(template, lines, rows[0]["sent_on"]):
            start = None if read.fault else read.start
            found.append(
                {
                    "source_file_id": file_id,
                    "line": read.line,
                    "return_id": template.id,
                    "provider": read.cells.get("provider"),
                    "period_start": start,
                    "period_end": start and period_end(template, start),
                    "cells": json.dumps(dict(read.cells)),
                    "reason": read.fault or None,
                }
            )
    con.register("parsed_rows", pa.Table.from_pylist(found, schema=_SCHEMA))
    con.execute(sql.text("staging/partner_template_parsed"))
    con.unregister("parsed_rows")
