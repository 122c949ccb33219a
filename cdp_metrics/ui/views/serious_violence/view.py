"""The Serious violence page in words, pictures and rows, a part at a time."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from cdp_metrics.answers.harm.severity_weights import WeightSet
from cdp_metrics.answers.partners.serious_violence import Ages, SeriousViolence
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.charts.amounts import (
    Amount,
    AmountsPicture,
    amounts_alt,
    amounts_figure,
)
from cdp_metrics.charts.parts.series import Gap, Series
from cdp_metrics.charts.trend.figure import alt_text, trend_figure
from cdp_metrics.errors import SourceMissing
from cdp_metrics.export import file_name
from cdp_metrics.periods import period_name
from cdp_metrics.ui.views.part import Absent, Part, missing
from cdp_metrics.ui.views.serious_violence import rows, words
from cdp_metrics.ui.views.serious_violence.states import (
    prediction_part,
    source_of,
    unit_part,
)
from cdp_metrics.ui.views.shared import reach
from cdp_metrics.ui.views.trends.over_time import trend_view
from cdp_metrics.ui.views.trends.shown import bands, moments
from cdp_metrics.words import count

__all__ = ["PARTS", "context", "part_of"]

PARTS: Final = {
    "violence": "Violence and sexual offences",
    "robbery": "Robbery",
    "weapons": "Possession of weapons",
    "harm": "By weight",
    "ages": "Ages, police",
    "hospital": "Ages, hospital",
    "unit": "The unit's work",
    "prediction": "Prediction",
}
"""What the page can show, one at a time."""
_COUNTED: Final = {
    "violence": "violence_and_sexual_offences",
    "robbery": "robbery",
    "weapons": "possession_of_weapons",
}
_SOURCES: Final = {"ages": "police", "hospital": "hospital"}
UNWEIGHED: Final = (
    "no set of severity weights that weighs all three categories is loaded. What to "
    "do: fill data/templates/severity_weights.csv and build again"
)


def context(found: SeriousViolence, place: str, today: date) -> str:
    """Return the place, and how far the counts reach."""
    counts = next(iter(found.counts.values()), None)
    return f"**{place}** · {reach(counts, today)}" if counts else f"**{place}**"


def part_of(
    found: SeriousViolence, name: str, place: str, today: date, *, demo: bool
) -> Part:
    """Return a part of the page.

    Parameters
    ----------
    found
        The answer.
    name
        One of `PARTS`.
    place
        Name of the partnership's area.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    if name in _SOURCES:
        return _ages(found, name, place, demo=demo)
    if name == "harm":
        return _harm(found, place, demo=demo)
    if name == "unit":
        return unit_part(found, place, today, demo=demo)
    if name == "prediction":
        return prediction_part(found, place, today, demo=demo)
    return _counted(found, name, place, today, demo=demo)


def _counted(
    found: SeriousViolence, name: str, place: str, today: date, *, demo: bool
) -> Part:
    trend = found.counts.get(_COUNTED[name])
    if trend is None:
        title = indicator(_COUNTED[name]).title
        return Part(
            f"No counts of {title.lower()} are held",
            place,
            missing(SourceMissing(found.why)),
            source=(source_of("none held", demo=demo),),
        )
    months = trend.months
    view = trend_view(
        trend, place, months[0], months[-1], "count", today=today, demo=demo
    )
    return Part(
        view.headline,
        view.subtitle,
        None,
        partial(
            trend_figure,
            view.rolling,
            view.monthly,
            gaps=view.gaps,
            bands=view.bands,
            moments=view.moments,
            no_total=view.no_total,
        ),
        view.alt,
        (words.CATEGORY, *_interventions(found, name)),
        "The same figures by year",
        view.columns,
        view.years,
        (0,),
        view.source,
        view.csv,
        view.csv_name,
    )


def _interventions(found: SeriousViolence, name: str) -> tuple[str, ...]:
    """Return what was done meanwhile, with what is assumed of its days."""
    events = found.counts[_COUNTED[name]].events
    return tuple(
        f"**{each.label}**, {period_name(each.first, each.last)}: marked on the chart; "
        f"that it came before a change does not show that it caused it. {each.note}"
        for each in events
        if each.kind == "local"
    )


def _harm(found: SeriousViolence, place: str, *, demo: bool) -> Part:
    weighed = found.weighed
    if weighed is None:
        return Part(
            "Violence is not weighed: no weights are loaded",
            place,
            missing(SourceMissing(UNWEIGHED)),
            source=(source_of("none held", demo=demo),),
        )
    trend = next(iter(found.counts.values()))
    rolling = Series(
        "12 months", weighed.months, [*weighed.totals], "Weighted, 12 months"
    )
    monthly = Series("A month", weighed.months, [*weighed.monthly], "Weighted a month")
    gaps = [Gap(each.first, each.last, each.reason) for each in trend.missing]
    given = "; ".join(
        f"{indicator(name).title} {count(weight)}"
        for name, weight in weighed.of_each.items()
    )
    return Part(
        words.harm_answer(weighed),
        f"{place}: the three categories, each offence by its weight. {given}",
        None,
        partial(
            trend_figure,
            [rolling],
            [monthly],
            gaps=gaps,
            bands=bands(trend.events),
            moments=moments(trend.events),
        ),
        alt_text("weighted offences", place, [rolling, monthly], gaps, demo=demo),
        (words.APPROXIMATE, words.UNTESTED),
        "Years that do not overlap",
        rows.HARM_COLUMNS,
        rows.harm_rows(weighed),
        (0,),
        (
            source_of("Home Office, data.police.uk street-level files", demo=demo),
            f"**Weights:** {_weights(weighed.weights)}.",
        ),
        partial(rows.harm_csv, weighed, place, demo=demo),
        file_name("serious_violence_by_weight", place),
    )


def _weights(weights: WeightSet) -> str:
    """Return which weights they are and whose; their name may say the latter."""
    said = weights.source
    return weights.words if said in weights.words else f"{weights.words}, from {said}"


def _ages(found: SeriousViolence, name: str, place: str, *, demo: bool) -> Part:
    held = [each for each in found.ages if each.source == _SOURCES[name]]
    source = (source_of("the partners' return of serious violence", demo=demo),)
    if not held:
        why = found.why_ages or (
            f"no count of the {_SOURCES[name]} was received. What to do: send "
            "data/templates/serious_violence.csv with rows of that source"
        )
        return Part(
            f"No ages of the {_SOURCES[name]} have been received",
            place,
            missing(SourceMissing(why)),
            source=source,
        )
    lead = next((each for each in held if each.whole), held[0])
    picture = _bands(lead)
    drawn = lead.whole and any(each.value is not None for each in picture.amounts)
    state: Absent | None = None
    if not lead.whole:
        state = (
            "too_little",
            f"{lead.held} of 12 months are held.",
            "Send the months that are missing.",
        )
    when = period_name(lead.first, lead.last)
    return Part(
        words.ages_answer(lead),
        f"{place}, as counted by the {_SOURCES[name]}, {when}",
        state,
        partial(amounts_figure, picture) if drawn else None,
        amounts_alt(picture, f"{lead.kind} by age, {place}, {when}", demo=demo),
        (words.APART,),
        "Twelve months by age band",
        rows.AGE_COLUMNS,
        rows.ages_rows(held),
        (0, 6, 7),
        source,
        partial(rows.ages_csv, held, place, demo=demo),
        file_name("serious_violence", _SOURCES[name], place),
    )


def _bands(each: Ages) -> AmountsPicture:
    return AmountsPicture(
        [
            Amount(
                name[:1].upper() + name[1:],
                shown.value,
                shown.words or count(shown.value),
            )
            for name, shown in each.bands
        ],
        f"{each.kind[:1].upper()}{each.kind[1:]}: people in 12 months",
        "People",
    )
