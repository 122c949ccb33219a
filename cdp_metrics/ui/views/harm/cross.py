"""Two things at once: harm against volume, or against what is expected, in thirds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cdp_metrics.answers.harm.asb_map import AsbMap, Lsoa
from cdp_metrics.stats.harm import BY_EXPECTED, BY_VOLUME
from cdp_metrics.ui.lsoa_map import Legend
from cdp_metrics.ui.views.harm.drawing import REMEDIES
from cdp_metrics.ui.views.harm.words import (
    AREA_FIGURES,
    NOT_PROOF,
    ONE_CATEGORY,
    class_words,
    multiple,
    own_design,
    ranks,
    sentence,
)
from cdp_metrics.ui.views.trends.shown import Table
from cdp_metrics.words import count, plural

__all__ = ["CROSSES", "CrossView", "cell_names", "cross_view"]

CROSSES: Final = {
    "volume": "Harm and number of reports",
    "expected": "Harm and what is expected",
}
THIRDS: Final = ("low", "middle", "high")
MOST: Final = 60
QUIET: Final = "13"
"""The cell of little harm and much of the other thing."""
NAMES: Final = {"volume": BY_VOLUME, "expected": BY_EXPECTED}
QUIET_ONES: Final = {
    "volume": ("has many reports but little harm", "have many reports but little harm"),
    "expected": (
        "is quiet but expected high: check reporting",
        "are quiet but expected high: check reporting",
    ),
}
"""What is said of the quiet cell, of one area and of several."""
OTHER: Final = {"volume": "number of reports", "expected": "expected harm"}


@dataclass(frozen=True)
class CrossView:
    """One map of two things.

    Parameters
    ----------
    headline, subtitle
        The answer, and what was crossed.
    classes, values, legend, label
        As the map component takes them.
    grid
        Nine cells with their counts and the names of the corners.
    table
        The areas of the cell chosen, or of the named corners.
    notes
        What must be said.
    absent
        Why there is no such map and what to do; None where there is.
    """

    headline: str
    subtitle: str
    classes: str
    values: tuple[str, ...]
    legend: Legend
    label: str
    grid: Table
    table: Table
    notes: str
    absent: tuple[str, str] | None


def cell_names(other: str) -> dict[str, str]:
    """Return the nine cells in words, the quiet one first.

    Keys are the third of harm and of the other thing: "31".
    """
    what, corners = OTHER[other], NAMES[other]
    named = {QUIET: ""}
    for row in (3, 2, 1):
        for column in (3, 2, 1):
            words = f"{sentence(THIRDS[row - 1])} harm, {THIRDS[column - 1]} {what}"
            corner = corners.get((row, column))
            named[f"{row}{column}"] = f"{words}: {corner}" if corner else words
    return named


def cross_view(found: AsbMap, other: str, cell: str, *, demo: bool) -> CrossView:
    """Return the map of harm by another thing.

    Parameters
    ----------
    found
        The answer.
    other
        One of `CROSSES`.
    cell
        The cell whose areas are listed, as `cell_names` keys it.
    demo
        Whether the figures are invented.
    """
    rated = [each for each in found.rated if _at(each, other)]
    corners, what = NAMES[other], OTHER[other]
    n = sum(_at(each, other) == (1, 3) for each in rated)
    headline = f"{plural(n, 'area') if n else 'No area'} {QUIET_ONES[other][n > 1]}"
    if not rated:
        headline = f"{CROSSES[other]}: no such map here"
    subtitle = (
        f"Thirds of {'the harm index' if found.typed else 'reports per resident'} by "
        f"thirds of {what}; visitor areas left out"
    )
    label = f"Map. {headline}. {subtitle}."
    cells = cell_names(other)
    here = int(cell[0]), int(cell[1])
    wanted = [each for each in rated if _at(each, other) == here]
    wanted.sort(key=lambda each: -each.index)
    first = f"The first {MOST} of " if len(wanted) > MOST else ""
    listed = plural(len(wanted), "area") if wanted else "No area"
    legend = [
        (_letter(row, column), f"{sentence(THIRDS[row - 1])} harm, "
         f"{THIRDS[column - 1]} {what}")
        for row, column in ((3, 3), (3, 1), (1, 3), (1, 1))
    ]  # fmt: skip
    return CrossView(
        headline=headline,
        subtitle=subtitle,
        classes="".join(
            "v" if e.visitor else _letter(*at) if (at := _at(e, other)) else "n"
            for e in found.lsoas
        ),
        values=tuple(_value(each, other) for each in found.lsoas),
        legend=Legend(
            "The four corners",
            (*legend, ("v", "Visitor area, not rated"), ("s", "Selected area")),
        ),
        label=f"Demonstration data: invented. {label}" if demo else label,
        grid=_grid(rated, other, corners),
        table=Table(
            f"{first}{listed}. {cells[cell]}",
            ("Area", "Ward", "Cell", "Reports", "Against the average",
             "Rank, likely range", "Class, how sure"),
            tuple(_row(each, other) for each in wanted[:MOST]),
            (0, 1, 2, 6),
        ),
        notes=" ".join(
            filter(
                None,
                [
                    own_design(found),
                    ONE_CATEGORY if found.basis == "one type" else "",
                    NOT_PROOF if other == "expected" else "",
                    AREA_FIGURES,
                ],
            )
        ),
        absent=_absent(found, other, rated),
    )  # fmt: skip


def _at(each: Lsoa, other: str) -> tuple[int, int] | None:
    """Return the cell of an area: third of harm, third of the other thing."""
    third = each.volume_third if other == "volume" else each.expected_third
    if each.index_third is None or third is None:
        return None
    return each.index_third, third


def _letter(row: int, column: int) -> str:
    return "ABCDEFGHI"[3 * row + column - 4]


def _value(each: Lsoa, other: str) -> str:
    at = _at(each, other)
    if each.visitor or at is None:
        return "not rated"
    return f"{_words(at, other)}; {multiple(each.index)} the average"


def _words(at: tuple[int, int], other: str) -> str:
    corner = NAMES[other].get(at, "")
    return corner or f"{THIRDS[at[0] - 1]} harm, {THIRDS[at[1] - 1]} {OTHER[other]}"


def _row(each: Lsoa, other: str) -> tuple[str, ...]:
    return (
        each.name,
        each.ward,
        sentence(_words(_at(each, other) or (1, 1), other)),
        count(each.reports),
        multiple(each.index),
        ranks(each),
        class_words(each),
    )


def _grid(
    rated: Sequence[Lsoa], other: str, corners: dict[tuple[int, int], str]
) -> Table:
    rows = []
    for row in (3, 2, 1):
        cells = []
        for column in (1, 2, 3):
            n = sum(_at(each, other) == (row, column) for each in rated)
            name = corners.get((row, column))
            cells.append(f"{count(n)}: {name}" if name else count(n))
        rows.append((f"{sentence(THIRDS[row - 1])} harm", *cells))
    what = OTHER[other]
    return Table(
        f"Areas by third of harm and of {what}",
        ("Third of harm", *(f"{sentence(third)} {what}" for third in THIRDS)),
        tuple(rows),
        (0, 1, 2, 3),
    )


def _absent(found: AsbMap, other: str, rated: Sequence[Lsoa]) -> tuple[str, str] | None:
    if rated:
        return None
    layer = "expected" if other == "expected" else "index"
    reason = "; ".join(found.why(layer)) or "too many areas are alike for thirds"
    return reason, REMEDIES.get(layer, "Choose other twelve months.")
