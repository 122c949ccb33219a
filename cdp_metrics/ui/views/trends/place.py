"""What must be said of an area whose figures are shown: its fit, and its redrawing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from cdp_metrics.answers import Place
from cdp_metrics.answers.area.ward_points import WardPoints
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.periods import day_name, year_to
from cdp_metrics.words import count, inside, percent, signed

__all__ = ["MADE", "apart_note", "headed", "place_note", "points_note", "redrawn"]

FORCE: Final = ", force"
"""What the short name of a measure of the force ends with."""
MADE: Final = {
    "official best fit": "whole small areas (LSOAs) by official best fit",
    "area share": "small areas (LSOAs) by the share of land inside it (assumption: "
    "residents and incidents are spread evenly over each)",
    "population share": "small areas (LSOAs) by the share of residents inside it "
    "(assumption: incidents are spread as residents are)",
    "list": "a list of whole small areas (LSOAs)",
}


def redrawn(place: Place) -> tuple[Event, ...]:
    """Return the day on which wards were redrawn, as an event of a ward's figures.

    Limits and baselines do not start anew then: the series is counted on one set of
    boundaries throughout.
    """
    day = _day(place)
    if day is None:
        return ()
    return (Event(first=day, last=day, label="Wards redrawn", kind="local"),)


def headed(headline: str, short: str, place: Place) -> str:
    """Return a headline that names the area it is about.

    Parameters
    ----------
    headline, short
        The answer, and the measure's name that it may begin with.
    place
        The area.
    """
    label = place.label or place.name
    name = {
        "force": f"the {place.words}",
        "ward_before": f"the former {label} ward",
    }.get(place.kind, place.words)
    if place.kind == "force":
        # its name says so already
        short, headline = (each.replace(FORCE, "") for each in (short, headline))
    rest = headline.removeprefix(short)
    if rest != headline:
        return f"{short} in {name}{rest}"
    return f"{name[:1].upper()}{name[1:]}: {inside(headline)}"


def apart_note(found: WardPoints | None) -> str:
    """Return what to beware of where a ward's two counts are far apart; "" if not."""
    if found is None or not found.far_apart:
        return ""
    return (
        f"**Counted by point, {inside(year_to(found.end))} has "
        f"{count(found.by_point)}, not {count(found.by_fit)}:** the small areas that "
        "stand for this ward fit it badly where incidents are many. Neither figure is "
        "exact; compare it with other wards with care."
    )


def points_note(found: WardPoints) -> str:
    """Return a ward's year by point beside its year by best fit, in a sentence."""
    apart = found.by_point - found.by_fit
    share = percent(100 * apart / found.by_fit, plus=True) if found.by_fit else ""
    said = f"{signed(apart)}, {share}" if share else signed(apart)
    return (
        f"**By the point of each row**, {inside(year_to(found.end))}: "
        f"{count(found.by_point)}; by best fit {count(found.by_fit)}; difference "
        f"{said}. Points are moved to the nearest of a set of places before they are "
        "published."
    )


def _day(place: Place) -> date | None:
    if place.kind == "ward":
        return place.valid_from
    if place.kind == "ward_before" and place.valid_to:
        return place.valid_to + timedelta(days=1)
    return None


def place_note(place: Place) -> str:
    """Return how an area was made up, how well that fits, and what to beware of.

    "" where it is exactly its small areas and nothing is to be said.
    """
    said = []
    if place.note:
        said.append(f"**{place.words}:** {place.note.rstrip('.')}.")
    if place.method in MADE:
        fit = ""
        if place.fit is not None:
            fit = (
                f": {percent(100 * place.fit, decimals=0)} of residents live in small "
                "areas that lie at least 95% inside it"
            )
        said.append(f"**Made up of** {MADE[place.method]}{fit}.")
    day = _day(place)
    if day:
        said.append(
            "The whole series is counted on these boundaries; wards were redrawn on "
            f"{day_name(day)}."
        )
    return " ".join(said)
