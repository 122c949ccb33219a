"""What became of figures that a snapshot quoted, in words beside each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from cdp_metrics.answers.meeting.revisions import Quoted, Revision
from cdp_metrics.periods import (
    MONTHS_IN_YEAR,
    months_between,
    period_name,
    period_phrase,
    year_to,
)
from cdp_metrics.ui.tables import Measure
from cdp_metrics.words import count, percent, plural, points, signed

__all__ = ["revised_rows", "revised_sentence", "revision_words"]

STATES: Final = {
    "revised": ("was revised", "were revised"),
    "redefined": ("is counted otherwise now", "are counted otherwise now"),
    "withdrawn": ("is no longer held", "are no longer held"),
    "incomplete": ("is not whole now", "are not whole now"),
    "hidden": ("is hidden now", "are hidden now"),
    "embargoed": ("is under embargo now", "are under embargo now"),
}
LOST: Final = {
    "redefined": "it is counted otherwise now and does not compare",
    "withdrawn": "no figure of that period is held now",
    "incomplete": "a part of that period is missing now, so it has no figure",
    "hidden": "it is hidden now, because it could tell a small number",
    "embargoed": "the figure that replaces it is under embargo",
}
UNTOLD: Final = (
    "by how much is not shown, because a part of the period is hidden and the "
    "difference could tell a small number"
)


def revision_words(found: Revision, snapshot: str, *, later: bool) -> str:
    """Return what became of a figure in a sentence; "" where it is as it was.

    Parameters
    ----------
    found
        The figure, then and now.
    snapshot
        Name of the snapshot that quoted it.
    later
        Whether the current figures are on screen; else those of the snapshot.
    """
    if found.state == "same":
        return ""
    period = period_phrase(_period(found))
    then = "a figure" if found.untold else _figure(found, found.then)
    if found.now is None:
        what = LOST[found.state]
        said = f"The snapshot {snapshot} had {then} for {period}"
        return f"{said}: {what}." if later else f"Since this snapshot: {what}."
    if found.untold:
        since = f"since the snapshot {snapshot}" if later else "since"
        return f"Revised {since}: {UNTOLD}."
    by, now = _difference(found), _figure(found, found.now)
    if later:
        return (
            f"Revised by {by} since the snapshot {snapshot}: {period} was {then} "
            f"then and is {now} now."
        )
    return f"Revised by {by} since: {period} is {now} now."


def revised_rows(
    rows: Sequence[Measure],
    keys: Iterable[Quoted],
    found: Mapping[Quoted, Revision],
    snapshot: str,
    *,
    later: bool,
) -> tuple[Measure, ...]:
    """Return rows of a table, each with what became of its figure.

    Parameters
    ----------
    rows, keys
        Rows, and what was asked of each.
    found, snapshot, later
        As `revision_words` has them.
    """
    explained = []
    for row, key in zip(rows, keys, strict=True):
        words = (
            revision_words(found[key], snapshot, later=later) if key in found else ""
        )
        explained.append(replace(row, notes=(*row.notes, words)) if words else row)
    return tuple(explained)


def revised_sentence(found: Iterable[Revision], snapshot: str, day: str) -> str:
    """Return how many figures are no longer as a snapshot had them.

    Parameters
    ----------
    found
        The figures.
    snapshot, day
        Its name, and the day that it is of, in words.
    """
    states = [each.state for each in found]
    said = []
    for state, (one, many) in STATES.items():
        if n := states.count(state):  # type: ignore[arg-type]
            said.append(f"{count(n)} {one if n == 1 else many}")
    what = f"**Since the snapshot {snapshot} ({day}):** "
    if not said:
        return f"{what}none of its {plural(len(states), 'figure')} here was revised."
    of = plural(len(states), "figure")
    return f"{what}of its {of} here, {', '.join(said)}; each says so in its row."


def _period(found: Revision) -> str:
    if months_between(found.start, found.end) + 1 == MONTHS_IN_YEAR:
        return year_to(found.end)
    return period_name(found.start, found.end)


def _figure(found: Revision, value: float) -> str:
    return percent(value, decimals=found.decimals) if found.share else count(value)


def _difference(found: Revision) -> str:
    assert found.by is not None  # a figure that was revised is held
    return points(found.by) if found.share else signed(found.by)
