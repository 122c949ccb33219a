"""What the Severity page says of its weights and of the published scores."""

from __future__ import annotations

from typing import Final

from cdp_metrics.answers.harm.severity import Severity
from cdp_metrics.answers.harm.severity_weights import WeightSet
from cdp_metrics.stats import Direction, SeveritySplit
from cdp_metrics.words import percent

__all__ = [
    "APART",
    "HOW_TO_GET",
    "PUBLISHED_NOTE",
    "TEMPLATE",
    "WHAT_IT_IS",
    "change_title",
    "kinds_title",
    "notes",
    "verdict",
]

WHAT_IT_IS: Final = (
    "**What it is:** a count treats a stolen bicycle and a stabbing alike. A severity "
    "measure counts each offence by a weight: the more serious, the heavier. Beside "
    "the count it tells whether crime is more serious or only more frequent."
)
HOW_TO_GET: Final = (
    "**How to get weights:** the Office for National Statistics publishes its own by "
    "offence code in the “Crime Severity Score (Experimental Statistics) data tool”. "
    "The Cambridge Crime Harm Index comes from its authors, who hold the copyright. "
    "Take every weight from the tool itself: articles print different ones, for "
    "homicide above all. Copy them into the template "
    "data/templates/severity_weights.csv, put the file into data/raw and build again."
)
PUBLISHED_NOTE: Final = (
    "These scores rest on the ONS's own weights by offence, and stand as published."
)
APART: Final = (
    "They are in another unit than the index over time, so the two are never put on "
    "one axis."
)
TEMPLATE: Final = (
    ("set_name", "What the weights are called", "Crime Severity Score"),
    ("version", "Which edition; another version is another set", "2025"),
    ("kind", "Whose scale it is: ons, cambridge or other", "ons"),
    ("source", "Who made the weights, and when", "ONS data tool, 2025"),
    ("key_kind", "What is weighed: offence_code or category", "offence_code"),
    ("key", "Offence code, or category of data.police.uk", "a code of the table"),
    ("weight", "Severity of one offence, from 0 up", "as in the tool"),
    ("include", "no: the set leaves this offence out; empty: yes", "yes"),
)
"""Columns of the template for weights that are meant: name, content, an example."""

_SHOWN_NAMES: Final = 6
_MORE: Final[dict[Direction, str]] = {
    "up": "more frequent",
    "down": "less frequent",
    "level": "about as frequent",
}
_GRAVER: Final[dict[Direction, str]] = {
    "up": "more serious offence for offence",
    "down": "less serious offence for offence",
    "level": "about as serious offence for offence",
}


def verdict(split: SeveritySplit, since: str) -> str:
    """Return the answer in one sentence: how frequent, and how serious."""
    volume, mix = split.volume_way, split.mix_way
    joint = "and" if "level" in (volume, mix) or volume == mix else "but"
    said = f"{_MORE[volume]} {joint} {_GRAVER[mix]}"
    return f"Recorded crime is {said}, compared with {since}"


def notes(found: Severity, force: str) -> tuple[str, ...]:
    """Return what a reader must know of a set and of what it leaves out."""
    weights = found.weights
    said = []
    if weights.invented:
        said.append(
            "**Invented weights:** they show how the page works and say nothing of how "
            "serious any offence is."
        )
    said.append(_basis(weights, force))
    if found.excluded:
        why = (
            "; the Cambridge index leaves out what is found only by police activity"
            if weights.kind == "cambridge"
            else ""
        )
        said.append(f"**Left out by this set:** {_list(found.excluded)}{why}.")
    if found.unknown:
        said.append(
            f"**Without a weight in this set:** {_list(found.unknown)}. Years in which "
            "they are over 1% of offences (our assumption) are not shown."
        )
    said.append(
        "**Recording:** a change in what police record, or how, changes severity as it "
        "changes the count."
    )
    return tuple(said)


def _basis(weights: WeightSet, force: str) -> str:
    if weights.approximate:
        return (
            "**Approximate:** each category of data.police.uk holds offences of unlike "
            "gravity and has one weight here. A mix that gets graver within a category "
            "is not seen. Anti-social behaviour has no weight and is left out."
        )
    return (
        f"**Area:** offence codes are published for police forces only, so these "
        f"figures are of {force} as a whole. Anti-social behaviour is not in them."
    )


def _list(names: tuple[str, ...]) -> str:
    more = len(names) - _SHOWN_NAMES
    shown = "; ".join(names[:_SHOWN_NAMES])
    return f"{shown}; and {more} more" if more > 0 else shown


def change_title(split: SeveritySplit) -> str:
    """Return what a change of severity is made of; its parts are not tested."""
    total, volume, mix = (
        percent(100 * part / split.before, plus=True)
        for part in (split.total, split.volume, split.mix)
    )
    return (
        f"Severity {total}: number of offences {volume}, their mix {mix} (not tested)"
    )


def kinds_title(name: str, share: float) -> str:
    """Return the kind of offence that adds or takes most, in % of severity."""
    return (
        f"Largest part of the change: {name}, {percent(share, plus=True)} (not tested)"
    )
