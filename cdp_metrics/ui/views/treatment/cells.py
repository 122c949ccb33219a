"""Cells of the tables of services, and the same as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from cdp_metrics.answers.returned.rows import Shown
from cdp_metrics.export import csv_file
from cdp_metrics.stats import Proportion
from cdp_metrics.words import between, count, percent

__all__ = ["NONE", "downloaded", "number", "share_cells", "source_of", "within"]

NONE: Final = "–"


def number(shown: Shown) -> str:
    """Return a count, or why it is not shown."""
    return shown.words or count(shown.value)


def share_cells(share: Proportion | None) -> tuple[str, str]:
    """Return a share and its 95% range."""
    limits = share.limits() if share else None
    if share is None or limits is None:
        return NONE, NONE
    return percent(share.percent), between(limits.lower, limits.upper, percent)


def within(significant: bool, z: float | None) -> str:
    """Return whether a change is beyond chance, with its z: one decimal."""
    said = "Beyond chance" if significant else "Within chance"
    if z is None:
        return said
    sign = "\N{MINUS SIGN}" if round(z, 1) < 0 else ""
    return f"{said} (z {sign}{abs(z):.1f})"


def downloaded(
    what: str,
    place: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    *,
    demo: bool,
) -> Callable[[], bytes]:
    """Return what makes a file of a table, numbers without thousands separators."""
    about = [
        ("Measure", what),
        ("Area", place),
        ("Source", "invented" if demo else "the partners' returns"),
        ("Words in a cell of figures", "why there is none; never zero"),
    ]
    plain = [tuple(_plain(cell) for cell in row) for row in rows]
    return partial(csv_file, about, columns, plain, demonstration=demo)


def _plain(cell: str) -> str:
    digits = cell.replace(",", "")
    return digits if digits.isdigit() else cell


def source_of(sender: str, *, demo: bool) -> tuple[str, ...]:
    """Return who sent the figures, and how ranges are made."""
    said = "invented for demonstration" if demo else sender
    return (
        f"**Source:** {said}.",
        "**Method:** 95% limits by Wilson's method; counts of people under 5 are not "
        "shown.",
    )
