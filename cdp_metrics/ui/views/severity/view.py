"""The Severity page in words, pictures and rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from cdp_metrics.answers.figures.reported import Reported
from cdp_metrics.answers.harm.severity import Severity, Year
from cdp_metrics.charts.parts.scale import month_span
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.periods import add_months, period_phrase
from cdp_metrics.stats import SeveritySplit
from cdp_metrics.ui.markup import State
from cdp_metrics.ui.views.severity.pictures import Part, parts_of, published_part
from cdp_metrics.ui.views.severity.rows import name_of, published_rows, severity_csv
from cdp_metrics.ui.views.severity.words import HOW_TO_GET, WHAT_IT_IS, notes, verdict
from cdp_metrics.ui.views.shared import SOURCE, reach
from cdp_metrics.words import count, rate

__all__ = ["SeverityView", "severity_view", "without_weights"]


@dataclass(frozen=True, eq=False)
class SeverityView:
    """Everything the Severity page shows.

    Parameters
    ----------
    headline, subtitle, context
        The answer, what it is about, and how far the data reach.
    state
        Why there is no answer, or no change, and what to do; None where there is one.
    parts
        What can be shown, one at a time, by name.
    notes
        What must be known of the weights.
    template
        Whether to show how a file of weights is written.
    source, csv, csv_name
        Source line and download.
    """

    headline: str
    subtitle: str
    context: str
    state: tuple[State, str, str] | None
    parts: Mapping[str, Part]
    notes: tuple[str, ...]
    template: bool
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str


def without_weights(
    published: Sequence[tuple[str, Reported]], place: str, *, demo: bool
) -> SeverityView:
    """Return the page where no weights are loaded: nothing is computed."""
    return SeverityView(
        "Severity is not computed: no weights are loaded",
        f"{place}. Weights say how serious one offence of each kind is; none are "
        "supplied with the product.",
        f"**{place}**",
        (
            "missing",
            "no file of severity weights has been received.",
            "Fill the template below and build again.",
        ),
        {"published": published_part(published, indexed=False, demo=demo)},
        (WHAT_IT_IS, HOW_TO_GET),
        True,
        ("**Source:** Office for National Statistics, as published.",),
        partial(
            csv_file,
            [("Measure", "Crime Severity Score, as published")],
            ("year", "area", "score"),
            published_rows(published),
            demonstration=demo,
        ),
        file_name("severity", place, "published"),
    )


def severity_view(
    found: Severity,
    base: Year | None,
    published: Sequence[tuple[str, Reported]],
    place: str,
    force: str,
    *,
    today: date,
    demo: bool,
) -> SeverityView:
    """Return the page for one set of weights, area and base year.

    Parameters
    ----------
    found
        The answer.
    base
        The year that is 100, and that the latest is compared with; None where no year
        is whole.
    published
        The scores published for the district and the force.
    place, force
        Names of the area and of the home force.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    weights = found.weights
    split = found.split(base) if base else None
    parts = parts_of(found, base, split, place, demo=demo) if base else {}
    headline, state = _answer(found, base, split)
    subtitle = f"{place}. Weights: {weights.words}."
    if weights.invented:
        subtitle += " These weights are invented."
    if base:
        last = found.years[-1]
        subtitle += (
            f" {name_of(found, last)}: {count(last.offences)} offences of average "
            f"weight {rate(last.average)}."
        )
    return SeverityView(
        headline,
        subtitle,
        f"**{place}** · {reach(found.offences, today)}",
        state,
        {
            **parts,
            "published": published_part(published, indexed=bool(parts), demo=demo),
        },
        notes(found, force),
        False,
        _source(found, demo=demo),
        partial(severity_csv, found, base, place, demo=demo)
        if base
        else partial(csv_file, [("Measure", "Severity")], ("none",), []),
        file_name("severity", place, weights.name, weights.version),
    )


def _answer(
    found: Severity, base: Year | None, split: SeveritySplit | None
) -> tuple[str, tuple[State, str, str] | None]:
    """Return the headline, and why there is no change to speak of."""
    if base and split:
        return verdict(split, period_phrase(name_of(found, base))), None
    gaps = "; ".join(
        f"{month_span(each.first, add_months(each.last, found.offences.step - 1))} "
        f"({each.reason})"
        for each in found.offences.missing
    )
    missing = f" Missing: {gaps}." if gaps else ""
    send = "Send the missing files and build again, or choose another area or base."
    if base is None:
        if found.unknown:
            send = "Give every offence a weight, or no under include, and build again."
        reason = f"no twelve months in a row are complete and weighed.{missing}"
        return "Not enough data for a year of severity", ("too_little", reason, send)
    last = name_of(found, found.years[-1])
    if len(found.years) == 1:
        reason = f"only {period_phrase(last)} is complete.{missing}"
        return "Not enough data for a change", ("too_little", reason, send)
    reason = "one of the two years holds no offence that has a weight."
    return "Not enough data for a change", ("too_little", reason, send)


def _source(found: Severity, *, demo: bool) -> tuple[str, ...]:
    counted = SOURCE if found.offences.step == 1 else "Home Office, recorded crime"
    said = "invented for demonstration" if demo else counted
    months = found.offences.months
    reach = month_span(months[0], add_months(months[-1], found.offences.step - 1))
    return (
        f"**Source:** {said}, {reach}. **Weights:** {found.weights.source}.",
        "**Method:** volume counts each offence once, severity by its weight; ranges "
        "by the compound Poisson variance. The volume and the mix effect add up to "
        "the change.",
    )
