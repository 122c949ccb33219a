"""What partners sent by a template: the one door to it, which hides small counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from cdp_metrics.answers.returned.shown import HELD_BACK, Shown, cells_shown, shown_of
from cdp_metrics.catalogue.returns import Template, template
from cdp_metrics.errors import Embargoed, SourceMissing
from cdp_metrics.periods import day_name
from cdp_metrics.stats import parts_hidden
from cdp_metrics.warehouse.db import Store

__all__ = ["Crosstab", "Returned", "Row", "Shown", "returned"]


@dataclass(frozen=True)
class Row:
    """A line of a return that stands.

    Parameters
    ----------
    provider, start, end
        Who sent it, and its period.
    said
        Texts, choices, codes and dates by column; "" where blank.
    figures
        Figures by column, as they may be shown.
    """

    provider: str
    start: date
    end: date
    said: Mapping[str, str]
    figures: Mapping[str, Shown]

    def day(self, name: str) -> date | None:
        """Return a date; None where the cell is blank."""
        return date.fromisoformat(self.said[name]) if self.said[name] else None


@dataclass(frozen=True)
class Crosstab:
    """A figure summed by one or two things, with its totals.

    Parameters
    ----------
    rows, columns
        What tells rows and columns apart, in order; without the totals.
    cells
        A row each, then the row of totals; each ends with its own total.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Shown, ...], ...]

    @property
    def total(self) -> Shown:
        """The sum of all."""
        return self.cells[-1][-1]

    def row(self, name: str) -> tuple[Shown, ...]:
        """Return a row by its name, its total last."""
        return self.cells[self.rows.index(name)]


@dataclass(frozen=True)
class Returned:
    """Everything that stands of a return.

    Parameters
    ----------
    template
        What it is.
    rows
        Its lines, oldest period first, each figure of people under 5 hidden.
    files
        The files they came from, each with the day it was made.
    """

    template: Template
    rows: tuple[Row, ...]
    files: tuple[tuple[str, date], ...]
    _cells: tuple[Mapping[str, object], ...]

    @property
    def periods(self) -> tuple[tuple[date, date], ...]:
        """First and last days of the periods held, oldest first."""
        return tuple(dict.fromkeys((row.start, row.end) for row in self.rows))

    @property
    def latest(self) -> tuple[Row, ...]:
        """The lines of the last period."""
        last = self.periods[-1][0]
        return tuple(row for row in self.rows if row.start == last)

    def within(self, first: date, last: date) -> Returned:
        """Return the periods that lie within two days."""
        return self.only(lambda row: first <= row.start and row.end <= last)

    def where(self, **said: str) -> Returned:
        """Return the lines whose texts are as given."""
        return self.only(
            lambda row: all(row.said[name] == value for name, value in said.items())
        )

    def only(self, wanted: Callable[[Row], bool]) -> Returned:
        """Return the lines that are wanted."""
        kept = [
            (row, cells)
            for row, cells in zip(self.rows, self._cells, strict=True)
            if wanted(row)
        ]
        return Returned(
            self.template,
            tuple(row for row, _ in kept),
            self.files,
            tuple(cells for _, cells in kept),
        )

    def crosstab(
        self,
        figure: str,
        rows: str | Callable[[Row], str],
        columns: str | Callable[[Row], str] = lambda row: "",
        *,
        order: Sequence[str] = (),
        less: str = "",
    ) -> Crosstab:
        """Return a figure summed by one or two things, small counts hidden.

        Parameters
        ----------
        figure
            Column that is summed.
        rows, columns
            Column, or what tells a line's row or column; "period_start" for periods.
        order
            Names that come first among the rows, in this order, held or not.
        less
            Column that is taken off the figure, its part; none by default.

        Notes
        -----
        A sum over a figure that is missing is missing; nothing received is not nought.
        """
        entry = next(each for each in self.template.fields if each.name == figure)
        row_of, column_of = _named(rows), _named(columns)
        names = tuple(dict.fromkeys([*order, *(row_of(row) for row in self.rows)]))
        heads = tuple(dict.fromkeys(column_of(row) for row in self.rows))
        sums = np.zeros((len(names), len(heads)))
        held = np.zeros(sums.shape, np.bool_)
        for row, cells in zip(self.rows, self._cells, strict=True):
            at = names.index(row_of(row)), heads.index(column_of(row))
            values = [cells[name] for name in (figure, less) if name]
            if HELD_BACK in values:
                held[at] = True
            else:
                known = [v if isinstance(v, int | float) else np.nan for v in values]
                sums[at] += known[0] - sum(known[1:])
        return Crosstab(names, heads, cells_shown(entry, sums, held))

    def shares_hidden(self, percent: str, among: str, whole: int) -> list[list[bool]]:
        """Return which shares, and which counts that they are of, are not shown.

        Parameters
        ----------
        percent, among
            Columns of the shares, and of the people that each is of.
        whole
            Line of the total that all the other lines are parts of; -1 for none.

        Returns
        -------
        list of list of bool
            A line each: whether its share is hidden, and whether its people are.
        """
        lines = [at for at in range(len(self.rows)) if at != whole]
        lines += [whole] if whole >= 0 else []
        held = [
            HELD_BACK in (self._cells[at][percent], self._cells[at][among])
            for at in lines
        ]
        counts = np.full((len(lines) + (whole < 0), 2), np.nan)
        for place, at in enumerate(lines):
            share, people = (self._cells[at][name] for name in (percent, among))
            if isinstance(people, int | float):
                counts[place, 1] = people
                if isinstance(share, int | float):
                    counts[place, 0] = np.rint(share / 100 * people)
        hidden = parts_hidden(counts[:-1], counts[-1], held)
        found = [[False, False] for _ in lines]
        for at, flags, own in zip(lines, hidden, held, strict=False):
            found[at] = [bool(flags.any()), bool(flags[2]) and not own]
        return found


def returned(store: Store, return_id: str, today: date | None = None) -> Returned:
    """Return everything that stands of a return.

    Parameters
    ----------
    store
        A published store.
    return_id
        Identifier of a template.
    today
        Day on which it is looked at: a row whose `release_on` is later is left out, and
        every row with such a day where none is given.

    Raises
    ------
    Embargoed
        Nothing that was received may be seen yet.
    SourceMissing
        None was received; the message says which template to send.
    """
    entry = template(return_id)
    found = store.records("returned", **{"return": return_id})
    if not found:
        raise SourceMissing(
            f"no return '{entry.title}' was received. What to do: {entry.sender} "
            f"fills in data/templates/{entry.id}.csv (a row is {entry.grain}), and "
            "whoever loads data puts it into data/raw/returns"
        )
    read = [(row, json.loads(row["cells"])) for row in found]
    waiting = [day for _, c in read if (day := _waits(c, today))]
    found = [row for row, c in read if not _waits(c, today)]
    cells = tuple(c for _, c in read if not _waits(c, today))
    if not found:
        raise Embargoed(
            f"{entry.title} is under embargo until "
            f"{day_name(date.fromisoformat(min(waiting)))}. What to do: come back then"
        )
    return Returned(
        entry,
        tuple(
            Row(
                row["provider"],
                row["period_start"],
                row["period_end"],
                {f.name: str(c[f.name] or "") for f in entry.fields if not f.figure},
                {f.name: shown_of(f, c[f.name]) for f in entry.fields if f.figure},
            )
            for row, c in zip(found, cells, strict=True)
        ),
        tuple(dict.fromkeys((row["file"], row["received_on"]) for row in found)),
        cells,
    )


def _waits(cells: Mapping[str, Any], today: date | None) -> str:
    """Return the day until which a row is under embargo; "" where it may be seen."""
    day = str(cells.get("release_on") or "")
    return day if today is None or day > today.isoformat() else ""


def _named(what: str | Callable[[Row], str]) -> Callable[[Row], str]:
    if callable(what):
        return what
    if what in ("provider", "period_start"):
        return lambda row: row.provider if what == "provider" else f"{row.start}"
    return lambda row: row.said[what]
