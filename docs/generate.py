"""Write the pages of docs/ that are made from code: python docs/generate.py.

A test fails while a page differs from what this writes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from cdp_metrics.catalogue import indicators, publishers  # noqa: E402
from cdp_metrics.catalogue.harm import SHIPPED, load_harm  # noqa: E402
from cdp_metrics.catalogue.returns import Field, Template, templates  # noqa: E402
from cdp_metrics.export.harm_record import harm_record  # noqa: E402
from cdp_metrics.sources import ALL  # noqa: E402
from cdp_metrics.words.dictionary import (  # noqa: E402
    DISCLOSURE,
    RANGES,
    areas_words,
    better_words,
    counts_words,
    issued_words,
    level_words,
    unit_words,
)

MADE = "<!-- Made by docs/generate.py: change the code, not this page. -->\n"


def indicators_page() -> str:
    """Return the dictionary of indicators."""
    lines = ["# Indicators", MADE]
    for name, entry in indicators().items():
        facts = {
            "Definition": f"{entry.definition} After: {entry.defined_by}",
            "Unit": unit_words(entry),
            "Better": better_words(entry),
            "Counts": counts_words(entry),
            "Areas": areas_words(entry),
            "Issued": issued_words(entry),
            "Sources": ", ".join(entry.sources),
            "Publisher's number": ", ".join(entry.publisher_ids),
            "Query": f"`sql/indicators/{entry.sql}.sql`",
            "Range": RANGES[entry.interval],
            "Level": level_words(entry),
            "Small counts": DISCLOSURE[entry.disclosure],
            "Owner": entry.owner,
        }
        lines += [
            f"## {entry.title}",
            f"`{name}` · definition version {entry.definition_version}\n",
            f"{entry.question}\n",
            "| | |",
            "|---|---|",
            *(f"| {head} | {words} |" for head, words in facts.items() if words),
            "",
            *(f"- {caveat}" for caveat in entry.caveats),
            "",
        ]
    return "\n".join(lines)


def data_log_page() -> str:
    """Return the kinds of file that are read, and what is known of each."""
    by_id = {source.id: source for source in ALL}
    lines = [
        "# Data log: what can be loaded",
        MADE,
        "A file is recognised by its headings, never by its name. Columns may be in "
        "any order; others are passed over.\n",
    ]
    for entry in publishers().values():
        lines += [
            f"## {entry.title}",
            f"{entry.publisher}. {entry.licence}. Issued {entry.frequency}. "
            f"{entry.caveat}\n",
            "| kind | shape | needed headings | |",
            "|---|---|---|---|",
        ]
        for source_id in entry.sources:
            source = by_id[source_id]
            needed = ", ".join(f"`{c.heading}`" for c in source.columns if c.required)
            note = source.unused or (
                "year from the file's name" if source.needs_year else ""
            )
            lines.append(f"| `{source.id}` | {source.kind} | {needed} | {note} |")
        lines.append("")
    return "\n".join(lines)


def store_page() -> str:
    """Return the tables of the store with their columns, from the schema."""
    schema = (ROOT / "cdp_metrics/sql/build/010_schema.sql").read_text("utf-8")
    lines = [
        "# The store",
        MADE,
        "One DuckDB file a build, `cdp-<build_id>.duckdb`; `current.json` names the "
        "one in use. Open it read-only with your own DuckDB: "
        "`duckdb -readonly data/build/cdp-....duckdb`. Missing, zero and suppressed "
        "are three different things in every table.\n",
    ]
    for note, name, body in re.findall(
        r"((?:^--[^\n]*\n)+)create table (\w+) \(\n?(.*?)\);", schema, re.M | re.S
    ):
        words = " ".join(line.lstrip("- ") for line in note.splitlines())
        lines += [
            f"## {name}",
            f"{words[:1].upper()}{words[1:]}.\n",
            "| column | type |",
        ]
        lines.append("|---|---|")
        for column in filter(None, (c.strip() for c in body.split(",\n"))):
            label, kind = column.split(" ", 1)
            lines.append(f"| `{label.strip(chr(34))}` | {kind} |")
        lines.append("")
    return "\n".join(lines)


def returns_page() -> str:
    """Return the dictionary of the partners' returns, from their templates."""
    lines = [
        "# Returns of the partners",
        MADE,
        "An empty file of each is in `data/templates/`. Send CSV (UTF-8 or "
        "Windows-1252) or an Excel workbook with one sheet; put it into "
        "`data/raw/returns/`. Dates are YYYY-MM-DD or DD/MM/YYYY. Leave a figure empty "
        "where it is not known, write `*` where it is held back, and 0 only where it "
        "is nought. No names, addresses, numbers or dates of birth of anybody: a file "
        "that seems to hold any is refused whole. A file replaces the last one of the "
        "same provider and period.\n",
    ]
    for entry in templates().values():
        lines += [
            f"## {entry.title}",
            f"`{entry.id}.csv` · sent by: {entry.sender} · every {entry.cadence}, due "
            f"{entry.due_days} days after its end · one row: {entry.grain}\n",
            f"{entry.why}\n",
            "| column | what | type | unit | example | why it is asked |",
            "|---|---|---|---|---|---|",
            *(
                f"| `{each.name}` | {each.title} | {_type_words(each)} | {each.unit} | "
                f"`{each.example}` | {each.why} |"
                for each in entry.columns
            ),
            "",
        ]
    return "\n".join(lines)


def _type_words(field: Field) -> str:
    """Return what a column's cells may hold."""
    words = field.type.replace("_", " or ")
    if field.values:
        words = ", ".join(field.values)
    if field.type == "count":
        words = "whole number"
    notes = [
        "tells rows apart" if field.key else "",
        "may be blank" if field.blank or field.figure else "",
        "under 5 not shown" if field.people else "",
        "a bound may be sent" if field.bound else "",
        f"at most `{field.at_most}`" if field.at_most else "",
        f"not before `{field.after}`" if field.after else "",
    ]
    return "; ".join([words, *filter(None, notes)])


def empty_return(entry: Template) -> str:
    """Return the empty file of a template: its headings."""
    return entry.empty


def harm_page() -> str:
    """Return the record of the harm index with its tables made anew."""
    page = (ROOT / "docs" / "harm-index.md").read_text("utf-8")
    return harm_record(page, load_harm(SHIPPED))


PAGES = {
    "harm-index.md": harm_page,
    "returns.md": returns_page,
    "indicators.md": indicators_page,
    "data-log.md": data_log_page,
    "store.md": store_page,
}

if __name__ == "__main__":
    for page, make in PAGES.items():
        (ROOT / "docs" / page).write_text(make(), encoding="utf-8", newline="\n")
    for entry in templates().values():
        path = ROOT / "data" / "templates" / f"{entry.id}.csv"
        path.write_text(empty_return(entry), encoding="utf-8", newline="\n")
