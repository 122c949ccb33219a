"""What the Treatment page says of a figure, of England and of the trend."""

from __future__ import annotations

from typing import Final

from cdp_metrics.answers.figures.limits import limits_of
from cdp_metrics.answers.health.treatment import Compared, TreatmentMeasure
from cdp_metrics.catalogue import Indicator
from cdp_metrics.periods import period_phrase
from cdp_metrics.ui.views.treatment.rows import figure, of_words, why_words
from cdp_metrics.words import percent

__all__ = ["LABELS", "headline", "subtitle", "trend_words"]

LABELS: Final = {
    "completions_all": "Completions, all substances",
    "completions_opiate": "Completions, opiate",
    "completions_non_opiate": "Completions, non-opiate",
    "completions_alcohol": "Completions, alcohol",
    "completions_alcohol_and_non_opiate": "Completions, alcohol and non-opiate",
    "representations_6_months": "Back in treatment within 6 months",
    "in_treatment": "People in treatment",
    "alcohol_met_need": "Alcohol: need that is met",
    "alcohol_unmet_need": "Alcohol: need that is not met",
    "drug_misuse_deaths": "Drug misuse deaths, three years",
    "drug_deaths": "Drug poisoning deaths",
}
# What the sentence says of a figure: its subject, and what the share or count did.
SAID: Final = {
    "completions_all": ("All substances", "completed"),
    "completions_opiate": ("Opiate", "completed"),
    "completions_non_opiate": ("Non-opiate", "completed"),
    "completions_alcohol": ("Alcohol", "completed"),
    "completions_alcohol_and_non_opiate": ("Alcohol and non-opiate", "completed"),
    "representations_6_months": ("After completing", "were back within 6 months"),
    "in_treatment": ("Treatment", "adults"),
    "alcohol_met_need": ("Alcohol", "of dependent adults in treatment"),
    "alcohol_unmet_need": ("Alcohol", "of dependent adults not in treatment"),
    "drug_misuse_deaths": ("Drug misuse", "deaths"),
    "drug_deaths": ("Drug poisoning", "deaths"),
}


def headline(measure: TreatmentMeasure, seen: Compared | None, when: str) -> str:
    """Return the answer: the figure, and where it stands against England."""
    entry = measure.indicator
    subject, did = SAID[measure.indicator_id]
    if seen is None or (seen.own is None and seen.england is None):
        return f"{LABELS[measure.indicator_id]}: {measure.absent or 'no figure'}"
    on = period_phrase(when)
    if seen.own is None:
        said = figure(seen.england, entry)
        return f"{subject}: {said} {did} in England in {on}; no figure for this area"
    if seen.own.why:
        return f"{subject}, {when}: {why_words(seen.own)}"
    said = f"{subject}: {figure(seen.own, entry)} {did} in {on}"
    if entry.kind == "count":
        return f"{said}"
    england = figure(seen.england, entry)
    if seen.difference is None:
        return said
    if seen.standing == "within chance":
        return f"{said}, within chance of England ({england})"
    if seen.standing:
        return f"{said}, {seen.standing} England ({england}), beyond chance"
    return f"{said}, England {england}; chance cannot be judged"


def subtitle(
    measure: TreatmentMeasure, seen: Compared | None, place: str, when: str
) -> str:
    """Return what the answer is about, with range and cases."""
    entry, own = measure.indicator, seen.own if seen else None
    said = f"{entry.title}, {place}{f', {when}' if when else ''}"
    if own is None or own.why:
        return said
    limits = limits_of(own, entry)
    if limits:
        said += f": 95% range {_range(limits.lower, limits.upper, entry)}"
    elif entry.kind == "proportion":
        said += ": no range published"
    of = of_words(own)
    return f"{said}, {of}" if of else said


def _range(lower: float, upper: float, entry: Indicator) -> str:
    write = percent if entry.kind == "proportion" else lambda v: f"{v:,.0f}"
    return f"{write(lower)} to {write(upper)}"


def trend_words(measure: TreatmentMeasure) -> str:
    """Say which way the latest five periods that share no day move."""
    if measure.own is None:
        return "England over time; no figure for this area"
    trend, entry = measure.trend, measure.indicator
    if trend.direction is None:
        held = len(trend.positions)
        return f"No trend can be tested: {held} of 5 separate periods with a range"
    if trend.direction == "level":
        return "No clear trend in the latest five separate periods"
    rising = trend.direction == "up"
    moves = "Rising" if rising else "Falling"
    better = entry.polarity == ("higher_is_better" if rising else "lower_is_better")
    judged = "" if entry.polarity == "neutral" else ": better" if better else ": worse"
    return f"{moves} over the latest five separate periods{judged}"
