"""How long every query takes on the published store."""

from __future__ import annotations

import random
import re
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from itertools import product

from benchmarks.results import Budget, Part, Table, Unavailable, decimals, percentile
from benchmarks.setting import Setting
from cdp_metrics.catalogue import indicators
from cdp_metrics.catalogue.hot_spots import MEASURES
from cdp_metrics.catalogue.papers import harm_of
from cdp_metrics.catalogue.returns import templates
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.db import Store, open_store

__all__ = ["measure", "waiting"]

LIMIT = 20.0  # ms
DRAWN = 40  # sets of parameters a query
AREA_TYPES = ("lsoa21", "ward")
STREETS = 8  # rows of the busiest streets


def measure(setting: Setting) -> Part:
    """Run every query of the package over parameters that pages would bind."""
    waits, asked = waiting(setting)
    slow = {name: percentile(found, 0.95) for name, found in waits.items()}
    worst = max(slow, key=lambda name: slow[name])
    kind = "demonstration" if setting.demonstration else "real"
    return Part(
        budgets=(
            Budget(
                f"any query, {kind} store: p95",
                "at most 20 ms",
                f"{decimals(slow[worst])} ms ({worst})",
                "",
                slow[worst] <= LIMIT,
            ),
        ),
        tables=(
            Table(
                "Queries",
                ("Query", "Sets of parameters", "Runs", "p50 ms", "p95 ms"),
                tuple(
                    (
                        name,
                        str(len({str(given) for each, given in asked if each == name})),
                        str(len(found)),
                        decimals(percentile(found, 0.5)),
                        decimals(slow[name]),
                    )
                    for name, found in sorted(waits.items())
                ),
            ),
        ),
        notes=(
            "Queries: through the product's own door (a cursor, a time limit, rows as "
            "mappings), in shuffled order, one at a time, after one round to warm up.",
        ),
    )


def waiting(
    setting: Setting,
) -> tuple[dict[str, list[float]], list[tuple[str, Mapping[str, object]]]]:
    """Return the ms that each run of each query took, and what was asked."""
    waits: dict[str, list[float]] = defaultdict(list)
    with closing(open_store(setting.store)) as store:
        asked: list[tuple[str, Mapping[str, object]]] = [
            (name.removeprefix("queries/"), given)
            for name in sql.names("queries")
            for given in _parameters(
                store, name.removeprefix("queries/"), 2 if setting.smoke else DRAWN
            )
        ]
        _round(store, asked)  # the first round only warms up
        for turn in range(setting.repeat):
            random.Random(turn).shuffle(asked)
            for name, spent in _round(store, asked):
                waits[name].append(spent)
    return dict(waits), asked


def _round(
    store: Store, asked: Sequence[tuple[str, Mapping[str, object]]]
) -> list[tuple[str, float]]:
    """Return each query's name and the ms it took."""
    found = []
    for name, given in asked:
        began = time.perf_counter()
        store.records(name, **given)
        found.append((name, (time.perf_counter() - began) * 1000))
    return found


def _parameters(store: Store, name: str, most: int) -> list[dict[str, object]]:
    """Return sets of values for a query's parameters, drawn where there are many.

    Few are repeated, so that every query runs equally often.
    """
    wanted = sorted(set(re.findall(r"\$([a-z_]+)", sql.text(f"queries/{name}"))))
    months = [each["month"] for each in store.records("coverage")]
    areas = [each["area_code"] for each in store.records("areas")]
    lsoas = [each["lsoa21_code"] for each in store.records("partnership_lsoas")]
    papers = {each["name"]: each["body"] for each in store.records("papers")}
    ends = [each["period_end"] for each in store.records("harm_periods")]
    held: dict[str, Sequence[object]] = {
        "area": areas,
        "area_type": AREA_TYPES,
        "areas": [areas[:1], areas[-2:], areas],
        "code": lsoas,
        "codes": [lsoas],
        "family": [each["family"] for each in store.records("harm_families")],
        "first": [months[0], months[-12:][0]],  # all that is held, and a year
        "kind": ["ward", "ward_before"],
        "last": [months[-1]],
        "indicator": [
            k
            for k, v in indicators().items()
            if v.from_street_files == (name != "observations")
        ],
        "indicator_id": MEASURES,
        "most": [STREETS],
        "period_end": ends[:1] if name == "harm_family" else ends,
        "return": [*templates()],
        "source": ["police_street", "home_office_quarterly"],
        "today": [date.today()],
        "weights": [each["set_id"] for each in store.records("weight_sets")],
        "without": ["", *(each.source for each in harm_of(papers).sources)],
    }
    absent = set(wanted) - set(held)
    if absent:
        raise Unavailable(
            f"{name} has parameters that the benchmark knows no values for: "
            f"{', '.join(sorted(absent))}; add them to benchmarks/queries.py"
        )
    sets = [
        dict(zip(wanted, values, strict=True))
        for values in product(*(held[each] for each in wanted))
    ]
    drawn = random.Random(7).sample(sets, min(most, len(sets)))
    return [drawn[n % len(drawn)] for n in range(most)] if drawn else []
