"""The Treatment page in words, pictures and rows."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from cdp_metrics.answers.health.treatment import (
    Compared,
    Period,
    Treatment,
    TreatmentMeasure,
)
from cdp_metrics.catalogue import publisher_of
from cdp_metrics.charts.intervals.picture import IntervalPicture, intervals_alt
from cdp_metrics.charts.places.compare import ComparePicture, compare_alt
from cdp_metrics.export import file_name
from cdp_metrics.periods import age_in_words, day_name, period_inside
from cdp_metrics.ui.listing import Item
from cdp_metrics.ui.markup import State
from cdp_metrics.ui.views.treatment.pictures import (
    line_picture,
    places_note,
    places_picture,
)
from cdp_metrics.ui.views.treatment.rows import (
    EMPTY,
    Table,
    place_table,
    summary,
    time_table,
    treatment_csv,
    why_words,
)
from cdp_metrics.ui.views.treatment.words import (
    LABELS,
    headline,
    subtitle,
    trend_words,
)

__all__ = ["TreatmentView", "treatment_view"]

METHOD: Final = {
    "wilson": "95% limits as published, else by Wilson's method.",
    "byar": "95% limits by Byar's method.",
    "published": "Only limits that were published are shown; none are computed here.",
    "none": "",
}
PLACE_COLUMNS: Final = ("Place", "Share", "95% range", "People", "Of", "Note")
TIME_COLUMNS: Final = ("Period", "Figure", "95% range", "Of", "England", "Note")


@dataclass(frozen=True, eq=False)
class TreatmentView:
    """Everything the Treatment page shows.

    Parameters
    ----------
    headline, subtitle, context
        The answer, what it is about, and how far the data reach.
    state
        Why the area has no figure, and what to do; None where it has one.
    note
        A newer figure that is hidden or embargoed; "" for none.
    places, places_alt, place_caption, place_table
        One period across places, drawn and as a table; None for a count.
    line, line_alt, line_title, time_table
        The area and England over time; None where one period is held, or none.
    items
        Every measure in a row.
    source
        Source, method and caveats.
    csv, csv_name
        The download.
    """

    headline: str
    subtitle: str
    context: str
    state: tuple[State, str, str] | None
    note: str
    places: ComparePicture | None
    places_alt: str
    place_caption: str
    place_table: Table
    line: IntervalPicture | None
    line_alt: str
    line_title: str
    time_table: Table
    items: tuple[Item, ...]
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str

    @property
    def parts(self) -> dict[str, str]:
        """What the page can show, one at a time: those with something to show."""
        found = {}
        if self.places:
            found["places"] = "Against other places"
        if self.time_table.rows:
            found["periods"] = "Over time"
        return found | {"measures": "Every measure"}


def treatment_view(
    found: Treatment,
    indicator_id: str,
    period: Period | None,
    place: str,
    *,
    today: date,
    demo: bool,
) -> TreatmentView:
    """Return the Treatment page for one measure and period.

    Parameters
    ----------
    found
        The answer.
    indicator_id
        Which measure.
    period
        First and last day; None where the measure has none.
    place
        Name of the partnership's area.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    measure = found.measure(indicator_id)
    entry = measure.indicator
    seen = measure.on(period) if period else None
    when = measure.name(period) if period else ""
    inner = period_inside(when)
    places = places_picture(measure, seen, place, inner)
    line = line_picture(measure, place)
    about = f"{entry.title}, {place}"
    return TreatmentView(
        headline=headline(measure, seen, when),
        subtitle=subtitle(measure, seen, place, inner),
        context=_context(measure, place, today),
        state=_state(measure, place),
        note=_note(measure),
        places=places,
        places_alt=compare_alt(places, f"{entry.title}, {inner}", demo=demo)
        if places
        else "",
        place_caption=f"The same figures by place, {inner}",
        place_table=place_table(measure, seen, place) if seen and places else EMPTY,
        line=line,
        line_alt=intervals_alt(line, about, demo=demo) if line else "",
        line_title=trend_words(measure),
        time_table=time_table(measure),
        items=tuple(
            summary(each, LABELS[each.indicator_id]) for each in found.measures
        ),
        source=_source(measure, seen, inner, demo=demo),
        csv=partial(treatment_csv, measure, seen if places else None, place, demo=demo),
        csv_name=file_name("treatment", entry.short, place, when),
    )


def _context(measure: TreatmentMeasure, place: str, today: date) -> str:
    leading = measure.own or measure.england
    if leading is None:
        return f"**{place}**"
    end = leading.latest.period_end
    return f"**{place}** · Data to **{day_name(end)}** · {age_in_words(end, today)}"


def _state(measure: TreatmentMeasure, place: str) -> tuple[State, str, str] | None:
    if measure.own:
        return None
    if measure.next_release:
        return "embargoed", f"until {day_name(measure.next_release)}", "Come back then."
    names = "; ".join(
        dict.fromkeys(
            f"{each.title} ({each.publisher})"
            for source in measure.indicator.sources
            if (each := publisher_of(source))
        )
    )
    what = f"Load a file of one of these and build again: {names}."
    if measure.absent == "not received":
        return "missing", f"no file of {measure.indicator.short.lower()}", what
    return "missing", f"not published for {place} in the files loaded", what


def _note(measure: TreatmentMeasure) -> str:
    """Say what is newer than the figure shown and cannot be."""
    said = []
    if measure.own and measure.own.latest.why:
        last = measure.own.latest
        name = measure.name((last.period_start, last.period_end))
        said.append(f"**{name}:** {why_words(last)}.")
    if measure.own and measure.next_release:
        said.append(
            f"A newer figure is **embargoed until** {day_name(measure.next_release)}."
        )
    return " ".join(said)


def _source(
    measure: TreatmentMeasure, seen: Compared | None, when: str, *, demo: bool
) -> tuple[str, ...]:
    entry = measure.indicator
    readings = [each for each in (seen.own, seen.england) if each] if seen else []
    readings += [each.reading for each in seen.others] if seen else []
    readings += measure.own.readings if measure.own else ()
    sources = dict.fromkeys(each.source for each in readings)
    publishers = dict.fromkeys(
        f"{each.publisher}, {each.title} ({each.licence.rstrip('.')})"
        for source in sources
        if (each := publisher_of(source))
    )
    said = "invented for demonstration" if demo else "; ".join(publishers)
    method = METHOD[entry.interval]
    if seen and seen.difference and not math.isnan(seen.difference.lower):
        method += " Against England: Newcombe's method 10 from both ranges."
    return (
        f"**Source:** {said}, {when}." if seen else "**Source:** none is loaded.",
        f"**Method:** {method} Trend: weighted line over five periods that share no "
        "day, at 99.8%, as Fingertips tests it.",
        *filter(None, (places_note(seen) if seen else "",)),
        f"**Definition:** {entry.definition}",
        *entry.caveats,
    )
