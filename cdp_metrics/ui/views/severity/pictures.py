"""What the Severity page draws, a part at a time: indices, change, published scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from cdp_metrics.answers.figures.reported import Reported
from cdp_metrics.answers.figures.trend import Floats
from cdp_metrics.answers.harm.severity import Severity, Year
from cdp_metrics.charts.effects import (
    Effect,
    EffectsPicture,
    effects_alt,
    effects_figure,
)
from cdp_metrics.charts.intervals.figure import intervals_figure
from cdp_metrics.charts.parts.series import Gap, Series
from cdp_metrics.charts.trend.figure import alt_text, trend_figure
from cdp_metrics.periods import add_months, period_phrase
from cdp_metrics.stats import SeveritySplit
from cdp_metrics.ui.views.severity.published import (
    published_alt,
    published_picture,
    published_title,
)
from cdp_metrics.ui.views.severity.rows import (
    KIND_COLUMNS,
    PUBLISHED_COLUMNS,
    SPLIT_COLUMNS,
    YEAR_COLUMNS,
    heaviest,
    kind_rows,
    name_of,
    published_rows,
    split_rows,
    year_rows,
)
from cdp_metrics.ui.views.severity.words import (
    APART,
    PUBLISHED_NOTE,
    change_title,
    kinds_title,
)
from cdp_metrics.words import count

__all__ = ["Part", "parts_of", "published_part"]


@dataclass(frozen=True, eq=False)
class Part:
    """A part of the page: what is drawn, and the same as a table.

    Parameters
    ----------
    label
        Its name in the switch.
    title, subtitle
        What it shows, in words.
    draw, alt
        What draws it, None where there is nothing to draw, and the chart in words.
    note
        What must be read with it; "" for nothing.
    caption, columns, rows, text_columns
        The table.
    """

    label: str
    title: str
    subtitle: str
    draw: Callable[..., dict[str, Any]] | None
    alt: str
    note: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, ...]]
    text_columns: tuple[int, ...] = (0,)


def parts_of(
    found: Severity, base: Year, split: SeveritySplit | None, place: str, *, demo: bool
) -> dict[str, Part]:
    """Return the parts that weights give: indices, and what a change is made of.

    Parameters
    ----------
    found
        The answer.
    base
        The year that is 100.
    split
        The change since; None where there is none to speak of.
    place
        Name of the area.
    demo
        Whether the figures are invented.
    """
    parts = {"index": _index(found, base, place, demo=demo)}
    if split:
        parts["change"] = _change(found, base, split, place, demo=demo)
        parts["kinds"] = _kinds(found, base, split, place, demo=demo)
    return parts


def published_part(
    series: Sequence[tuple[str, Reported]], *, indexed: bool, demo: bool
) -> Part:
    """Return the scores of the Office for National Statistics, drawn where several.

    Parameters
    ----------
    series
        Each area's name and scores.
    indexed
        Whether an index by weights stands on the page too.
    demo
        Whether the figures are invented.
    """
    drawn, rows = published_picture(series), published_rows(series)
    return Part(
        "Published scores",
        published_title(series),
        "",
        partial(intervals_figure, drawn) if drawn else None,
        published_alt(drawn, demo=demo) if drawn else "",
        (f"{PUBLISHED_NOTE} {APART}" if indexed else PUBLISHED_NOTE) if rows else "",
        "Crime Severity Scores as published",
        PUBLISHED_COLUMNS,
        rows,
        (0, 1),
    )


def _index(found: Severity, base: Year, place: str, *, demo: bool) -> Part:
    """Return volume and severity as indices of a base year."""
    offences, per_year = found.offences, found.offences.per_year
    named = name_of(found, base)
    above = f"Twelve months as an index, 100 = {period_phrase(named)}"
    unit = "month" if offences.step == 1 else "quarter"
    below = f"Each {unit}, 100 = average then"
    lines = (
        ("Offences", found.volume, offences.counts, base.offences),
        ("Severity", found.totals, found.by_period, base.severity),
    )
    rolling = tuple(
        _series(name, found, found.index(total, of), above)
        for name, total, _, of in lines
    )
    monthly = tuple(
        _series(name, found, found.index(each, of / per_year), below)
        for name, _, each, of in lines
    )
    last = offences.step - 1
    gaps = tuple(
        Gap(each.first, add_months(each.last, last), each.reason)
        for each in offences.missing
    )
    what = "offences and their severity as indices"
    return Part(
        "Over time",
        "",
        "",
        partial(trend_figure, rolling, monthly, gaps=gaps),
        alt_text(what, place, (*rolling, *monthly), gaps, demo=demo),
        "",
        f"The same by year, 100 = {period_phrase(named)}",
        YEAR_COLUMNS,
        year_rows(found, base),
    )


def _series(name: str, found: Severity, values: Floats, unit: str) -> Series:
    offences = found.offences
    drawn = list(np.round(values, 1))  # what is drawn is read to the whole number
    return Series(name, offences.months, drawn, unit, 0, offences.step)


def _change(
    found: Severity, base: Year, split: SeveritySplit, place: str, *, demo: bool
) -> Part:
    """Return the change as more or fewer offences, and as a graver or milder mix."""
    share = 100 / split.before
    effects = EffectsPicture(
        [
            Effect("More or fewer offences", share * split.volume),
            Effect("More or less serious mix", share * split.mix),
            Effect("Change together", share * split.total, total=True),
        ],
        _unit(found, base),
    )
    return Part(
        "What changed",
        change_title(split),
        _totals(found, base, split),
        partial(effects_figure, effects),
        effects_alt(effects, f"the change in severity in {place}", demo=demo),
        "",
        "Volume and mix add up to the change",
        SPLIT_COLUMNS,
        split_rows(split),
    )


def _kinds(
    found: Severity, base: Year, split: SeveritySplit, place: str, *, demo: bool
) -> Part:
    """Return the change by kind of offence, the largest first."""
    by = 100 / split.before * split.by
    most = heaviest(split)[0]
    kinds = EffectsPicture(
        [Effect(found.kinds[at].name, float(by[at])) for at in heaviest(split)],
        _unit(found, base),
    )
    what = f"the change in severity in {place} by kind of offence"
    return Part(
        "By kind of offence",
        kinds_title(found.kinds[most].name, float(by[most])),
        _totals(found, base, split),
        partial(effects_figure, kinds),
        effects_alt(kinds, what, demo=demo),
        "",
        "The same by kind of offence, in weighted offences",
        KIND_COLUMNS,
        kind_rows(found, base, split),
    )


def _unit(found: Severity, base: Year) -> str:
    return f"Change, % of severity in {period_phrase(name_of(found, base))}"


def _totals(found: Severity, base: Year, split: SeveritySplit) -> str:
    then, now = name_of(found, base), name_of(found, found.years[-1])
    return (
        f"{then}: {count(split.before)} weighted offences. {now}: {count(split.after)}."
    )
