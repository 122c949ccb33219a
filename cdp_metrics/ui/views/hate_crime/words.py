"""What the Hate crime page says of repeat victims and of the volume."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cdp_metrics.answers.partners.hate_crime import HateCrime, Year
from cdp_metrics.periods import month_name, short_month, year_to
from cdp_metrics.stats import points_direction
from cdp_metrics.words import between, count, inside, percent, plural, points

__all__ = [
    "NEUTRAL",
    "SHARE",
    "STRANDS",
    "answer",
    "breaks",
    "looks",
    "month_answer",
    "of_words",
    "plan_title",
]

NEUTRAL: Final = (
    "**Neither direction is called better:** more crimes recorded can mean more "
    "hatred, or more trust in reporting it. Read the number beside the share of repeat "
    "victims."
)
SHARE: Final = (
    "**A fall of the share** can come from fewer repeats or from more first reports: "
    "see the number of crimes."
)
STRANDS: Final = (
    "A crime may have several strands, so the strands do not add up to all. Counts of "
    "people under 5 are not shown, nor any other that they could be worked out from."
)


def answer(found: HateCrime) -> str:
    """Return the headline: the latest twelve months, and the year before."""
    years = found.years
    if not years or years[-1].share is None:
        return "The share of repeat victims is not known for twelve months"
    now = percent(years[-1].share.percent)
    said = f"{now} of victims had been a victim before"
    change = found.change
    if change is None:
        return said
    moved = points_direction(change)
    if moved == "level" or moved is None:
        return f"{said}, level on the year before"
    return f"{said}, {moved} {points(abs(change.difference), plus=False)} in a year"


def month_answer(found: HateCrime) -> str:
    """Return the headline of single months: the latest, beside its twelve months.

    A month alone holds too few victims to be called higher or lower than another.
    """
    latest, year = found.months[-1], found.years[-1] if found.years else None
    when = short_month(latest.period_start)
    if latest.why or latest.value is None:
        return f"The share of repeat victims in {when} is not shown"
    said = f"{percent(latest.value)} of victims in {when} had been a victim before"
    if year is None or year.share is None:
        return said
    return f"{said}; {percent(year.share.percent)} in the {inside(year_to(year.month))}"


def of_words(year: Year) -> str:
    """Return period, range and cases of twelve months, or why there are none."""
    when = inside(year_to(year.month))
    limits = year.share.limits() if year.share else None
    if year.share is None or limits is None:
        return f"{when}: {year.why}"
    return (
        f"{when}: 95% range {between(limits.lower, limits.upper, percent)}, "
        f"{count(year.repeats)} of {count(year.share.n)} victims"
    )


def looks(found: HateCrime, version: int) -> str:
    """Return how a definition tells a repeat victim."""
    return found.windows.get(version, f"definition {version}")


def breaks(found: HateCrime) -> tuple[str, ...]:
    """Return a sentence for each change of the definition."""
    versions = {each.period_start: each.definition_version for each in found.months}
    return tuple(
        f"**From {month_name(month)}** the definition {looks(found, versions[month])}: "
        "not compared with earlier figures."
        for month in found.breaks
    )


def plan_title(tags: Sequence[str]) -> str:
    """Return how the plan's targets stand: "1 target for hate crime: at risk".

    Parameters
    ----------
    tags
        What the tag of each target says: "Amber: at risk", "No baseline".
    """
    if not tags:
        return "The plan measures hate crime without a target of its own"
    stand = ", ".join(inside(tag.rpartition(": ")[2]) for tag in tags)
    return f"{plural(len(tags), 'target')} for hate crime: {stand}"
