"""An invented set of severity weights, so that the page on severity has figures."""

from __future__ import annotations

import csv
from pathlib import Path

__all__ = ["write_weights"]

_HEADINGS = (
    *("set_name", "version", "kind", "source", "key_kind", "key", "weight"),
    *("include", "invented"),
)
_SET = ("Demonstration weights: invented", "1", "other", "invented", "category")
_WEIGHTS = {
    "Bicycle theft": 10,
    "Burglary": 160,
    "Criminal damage and arson": 20,
    "Drugs": 45,
    "Other crime": 60,
    "Other theft": 15,
    "Possession of weapons": 90,
    "Public order": 25,
    "Robbery": 400,
    "Shoplifting": 10,
    "Theft from the person": 30,
    "Vehicle crime": 30,
    "Violence and sexual offences": 210,
}


def write_weights(path: Path) -> None:
    """Write a weight for every category of crime, each line marked as invented."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADINGS)
        writer.writerows(
            (*_SET, category, weight, "yes", "yes")
            for category, weight in _WEIGHTS.items()
        )
