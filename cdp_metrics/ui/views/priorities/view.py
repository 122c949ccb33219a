"""The Evidence and priorities page in words, pictures and rows, a part at a time."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from typing import Any, Final

from cdp_metrics.answers.partners.priorities import Priorities
from cdp_metrics.charts.amounts import (
    Amount,
    AmountsPicture,
    amounts_alt,
    amounts_figure,
)
from cdp_metrics.errors import SourceMissing
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.periods import age_in_words, day_name
from cdp_metrics.ui.standing import standing_table
from cdp_metrics.ui.views.part import Part, missing
from cdp_metrics.ui.views.priorities import words
from cdp_metrics.ui.views.priorities.rows import COLUMNS, MOST, rows_of
from cdp_metrics.words import plural

__all__ = ["PARTS", "SHOWN", "part_of", "table_of"]

PARTS: Final = {
    "priorities": "Priorities",
    "figures": "Quoted figures",
    "groups": "Who owns what",
    "actions": "Actions log",
}
"""What is made of the priorities."""
SHOWN: Final = PARTS | {"survey": "Residents' survey"}
"""What the page can show, one at a time."""
_CAPTIONS: Final = {
    "priorities": "Priorities as the papers state them, latest first",
    "figures": "Every figure that is quoted, overdue first",
    "groups": "Groups and what they answer for",
    "actions": "Actions, the longest overdue first",
}
File = dict[str, Any]


def part_of(
    found: Priorities, name: str, place: str, today: date, *, demo: bool
) -> Part:
    """Return a part of the page; its table comes from `table_of`.

    Parameters
    ----------
    found
        The answer.
    name
        One of `PARTS`.
    place
        Name of the partnership's area.
    today
        The day from which a figure or an action is overdue.
    demo
        Whether the figures are invented.
    """
    file: File = {
        "csv": partial(_csv, found, name, place, today, demo=demo),
        "csv_name": file_name(name, place),
        "source": _source(found, name, demo=demo),
    }
    as_on = f"{place}, as on {day_name(today)}"
    if name == "figures":
        return Part(
            words.figures_answer(found),
            f"{as_on}: figures of the plan, the priorities and the Overview",
            notes=(words.EVIDENCE,),
            **file,
        )
    if name == "groups":
        return Part(
            words.groups_answer(found),
            f"{as_on}: targets, measures and open actions of each group",
            notes=() if found.log.actions else (_no_log(found),),
            **file,
        )
    if name == "actions":
        return _actions(found, as_on, today, file, demo=demo)
    state = None
    if not found.priorities:
        state = missing(
            SourceMissing(
                "no file of priorities is loaded. What to do: write "
                "data/priorities.toml, name it in data/partnership.toml and build again"
            )
        )
    return Part(
        words.priorities_answer(found),
        f"{as_on}: each priority as its paper states it, and what evidences it",
        state,
        notes=(words.CHOICE, words.EVIDENCE) if found.priorities else (),
        **file,
    )


def table_of(found: Priorities, name: str, today: date) -> str:
    """Return the table of a part as HTML; "" where it has no row.

    Parameters
    ----------
    found, name, today
        As for `part_of`.
    """
    rows = rows_of(found, name, today)
    if not rows:
        return ""
    return standing_table(_CAPTIONS[name], COLUMNS[name], rows[:MOST])


def _source(found: Priorities, name: str, *, demo: bool) -> tuple[str, ...]:
    if demo:
        said = "invented for demonstration"
    elif name == "actions":
        said = "the partnership's actions log"
    else:
        said = "the papers named in each row; the sources of each measure"
    notes = [f"**Source:** {said}."]
    if name == "actions" and found.log.sent:
        notes.append(f"**Log sent:** {day_name(found.log.sent)}.")
    return tuple(notes)


def _no_log(found: Priorities) -> str:
    return f"**No actions are counted:** {missing(SourceMissing(found.log.why))[1]}."


def _actions(
    found: Priorities, as_on: str, today: date, file: File, *, demo: bool
) -> Part:
    log = found.log
    if not log.actions:
        held = plural(len(log.minuted), "action") + " of a meeting's minutes"
        return Part(
            "No actions log has been received",
            f"{as_on}: {held}" if log.minuted else as_on,
            missing(SourceMissing(log.why)),
            source=("**Source:** the minutes named in each row.",)
            if log.minuted
            else file["source"],
        )
    late = Counter(each.owner for each in log.overdue(today))
    amounts = [
        Amount(
            owner,
            float(number),
            f"{number} open, {late[owner]} overdue",
        )
        for owner, number in Counter(each.owner for each in log.open).most_common()
    ]
    picture = AmountsPicture(amounts, "Open actions", "Open and overdue")
    sent = log.sent and f"the log was sent {day_name(log.sent)}"
    age = f", {age_in_words(log.sent, today)}" if log.sent else ""
    shown = min(len(log.actions), MOST)
    more = f"{shown} of {plural(len(log.actions), 'action')} shown; the file holds all."
    return Part(
        words.actions_answer(log, today),
        f"{as_on}; {sent}{age}",
        None,
        partial(amounts_figure, picture) if amounts else None,
        amounts_alt(picture, f"open actions by owner, {as_on}", demo=demo),
        (more,) if shown < len(log.actions) else (),
        **file,
    )


def _csv(found: Priorities, name: str, place: str, today: date, *, demo: bool) -> bytes:
    """Return every row of a part with its state."""
    rows = [(*row.cells, row.words, row.about) for row in rows_of(found, name, today)]
    about = [
        ("Measure", PARTS[name]),
        ("Area", place),
        ("As on", f"{today}"),
        ("Source", "invented" if demo else "the partnership's papers and returns"),
    ]
    columns = (*COLUMNS[name], "State", "More")
    return csv_file(about, columns, rows, demonstration=demo)
