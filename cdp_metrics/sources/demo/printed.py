"""Figures that the invented city prints, in the files that hold such figures."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from cdp_metrics.catalogue.published import PublishedFigure
from cdp_metrics.sources.demo.names import PLACE

__all__ = ["write_printed"]

_PAPER: Final = ("900", "Invented paper of the demonstration", "1 April 2025")
_YEAR: Final = {
    "period": "2024/25",
    "period_start": "2024-04-01",
    "period_end": "2025-03-31",
}
_FIGURES: Final[tuple[tuple[str, str, str, str, dict[str, str]], ...]] = (
    ("cpo_stages.lowest", "Cases stopped at stages 1 and 2", "82", "%",
     {"bound": ">=", "paragraph": "2.1"}),
    ("cpo_stages.highest", "Cases stopped at stages 1 and 2", "90", "%",
     {"bound": "<=", "paragraph": "2.1"}),
    ("families_2019.no_return",
     "Families not referred again within 12 months of closure", "74.0", "%",
     {"paragraph": "2.2"}),
    ("burglary_pilot.cost_per_property", "Target hardening of a property (mean)",
     "585", "GBP", {"paragraph": "2.3"}),
    ("burglary_pilot.cost_per_burglary", "Cost of a burglary", "5200", "GBP",
     {"paragraph": "2.3"}),
    ("grant_2024_25.total", "Grant for community safety", "412000", "GBP",
     {**_YEAR, "paragraph": "3.1"}),
    ("grant_2024_25.officers", "Community protection officers", "188000", "GBP",
     {**_YEAR, "paragraph": "3.1", "part_of": "grant_2024_25.total"}),
    ("grant_2024_25.survivors", "Support of survivors", "121500", "GBP",
     {**_YEAR, "paragraph": "3.1", "part_of": "grant_2024_25.total"}),
    ("grant_2024_25.youth", "Work with young people", "64000", "GBP",
     {**_YEAR, "paragraph": "3.1", "part_of": "grant_2024_25.total"}),
)  # fmt: skip
"""Identifier, measure, value, unit and what else is said of it."""


def write_printed(path: Path) -> None:
    """Write the printed figures, and the list of their papers beside them."""
    columns = [each for each in PublishedFigure.model_fields if each != "document"]
    common = {"area": PLACE, "period": "not stated", "source_file": _PAPER[0]}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        for name, measure, value, unit, more in _FIGURES:
            row = {"id": name, "measure": measure, "value": value, "unit": unit}
            writer.writerow(
                common | row | more | {"note": "invented for demonstration"}
            )
    documents = path.with_name("published_documents.csv")
    with documents.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerows([("source_file", "title", "dated"), _PAPER])
