"""Refuse a return that holds personal data, before a row of it is stored anywhere."""

from __future__ import annotations

import csv
import difflib
from pathlib import Path

from cdp_metrics.errors import SourceRefused
from cdp_metrics.sources import Match
from cdp_metrics.sources.returned import personal_cell, personal_heading

__all__ = ["refuse_personal"]


def refuse_personal(copy: Path, name: str, match: Match) -> None:
    """Refuse a return with a column or a cell about a person, or a column too many.

    Parameters
    ----------
    copy
        The private copy, in UTF-8.
    name
        The file as the user knows it.
    match
        The template that it follows.

    Raises
    ------
    SourceRefused
        The message names row and column, never what stands there.
    """
    with copy.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        headings = [heading.strip() for heading in next(rows, [])]
        for heading, known in zip(headings, match.names, strict=False):
            if known is None and heading:
                raise _column(name, heading, match)
        for number, row in enumerate(rows, start=2):
            for at, cell in enumerate(row):
                if kind := personal_cell(cell):
                    where = headings[at] if at < len(headings) else f"{at + 1}"
                    raise SourceRefused(
                        name,
                        f"column {where!r} seems to hold {kind}; nothing of the file "
                        "was stored",
                        expected="counts and categories, nothing about a person",
                        remedy="take it out of the file and send it again; if it is "
                        "none, write it otherwise",
                        row=number,
                    )


def _column(name: str, heading: str, match: Match) -> SourceRefused:
    """Return the refusal of a heading that the template does not have."""
    if personal_heading(heading):
        return SourceRefused(
            name,
            f"the column {heading!r} asks for personal data; nothing of the file was "
            "stored",
            expected="counts and categories, nothing about a person",
            remedy="take the column out of the file and send it again",
            row=1,
        )
    known = [column.name for column in match.source.columns]
    near = difflib.get_close_matches(heading.lower(), known, n=1, cutoff=0.5)
    hint = f" (nearest column of the template: {near[0]!r})" if near else ""
    return SourceRefused(
        name,
        f"the column {heading!r} is not in the template{hint}",
        expected=", ".join(known),
        remedy="rename it, or take it out, and send the file again",
        row=1,
    )
