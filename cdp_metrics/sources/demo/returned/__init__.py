"""Invented returns, one module a family, in the layout of their templates.

A family is a function of chance and months that yields rows by return: the provider, a
period and cells. What is told about real partnerships is not in them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np

from cdp_metrics.catalogue.returns import template
from cdp_metrics.sources.demo.returned.actions_log import actions_log
from cdp_metrics.sources.demo.returned.case_reviews import case_reviews
from cdp_metrics.sources.demo.returned.domestic_abuse_outputs import (
    domestic_abuse_outputs,
)
from cdp_metrics.sources.demo.returned.enforcement_cases import enforcement_cases
from cdp_metrics.sources.demo.returned.grants import grants
from cdp_metrics.sources.demo.returned.hate_crime import hate_crime
from cdp_metrics.sources.demo.returned.justice import (
    court_orders,
    reoffending,
    tests_on_arrest,
)
from cdp_metrics.sources.demo.returned.marac import marac
from cdp_metrics.sources.demo.returned.ndtms_treatment import ndtms_treatment
from cdp_metrics.sources.demo.returned.needle_exchange import needle_exchange
from cdp_metrics.sources.demo.returned.priority_families import priority_families
from cdp_metrics.sources.demo.returned.residents_survey import residents_survey
from cdp_metrics.sources.demo.returned.serious_violence import serious_violence
from cdp_metrics.sources.demo.returned.slavery_cases import slavery_cases
from cdp_metrics.sources.demo.returned.target_hardening import target_hardening
from cdp_metrics.sources.demo.returned.tasking_locations import tasking_locations
from cdp_metrics.sources.demo.returned.young_people import young_people

__all__ = ["FAMILIES", "write_returned"]

Rows = Iterator[Mapping[str, object]]
FAMILIES: Final[dict[str, Callable[[np.random.Generator, Sequence[date]], Rows]]] = {
    "actions_log": actions_log,
    "case_reviews": case_reviews,
    "court_orders": court_orders,
    "domestic_abuse_outputs": domestic_abuse_outputs,
    "enforcement_cases": enforcement_cases,
    "grants": grants,
    "hate_crime": hate_crime,
    "marac": marac,
    "ndtms_treatment": ndtms_treatment,
    "needle_exchange": needle_exchange,
    "priority_families": priority_families,
    "reoffending": reoffending,
    "residents_survey": residents_survey,
    "serious_violence": serious_violence,
    "slavery_cases": slavery_cases,
    "target_hardening": target_hardening,
    "tasking_locations": tasking_locations,
    "test_on_arrest": tests_on_arrest,
    "young_people": young_people,
}
"""What writes the rows of each return."""


def write_returned(seed: int, folder: Path, months: Sequence[date]) -> None:
    """Write an invented file of every return.

    Parameters
    ----------
    seed
        Start of the random draws; each return has a stream of its own.
    folder
        Folder to write into.
    months
        First days of the demonstration's months, in order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in FAMILIES.items():
        columns = [each.name for each in template(name).columns]
        rng = np.random.default_rng([seed, crc32(name.encode())])
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows(rng, months))
