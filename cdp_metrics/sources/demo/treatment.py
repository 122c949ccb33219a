"""Invented treatment figures of places like the city, and of the city's earlier years.

By quarter they are returned in the layout of data/templates; the years before that are
an export of Fingertips, as anyone can download it. The city's own quarters come by a
template: see `returned.ndtms_treatment`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from cdp_metrics.periods import add_months
from cdp_metrics.sources.demo.clusters import Floats
from cdp_metrics.sources.demo.names import COUNTY, COUNTY_CODE, DISTRICTS
from cdp_metrics.sources.demo.returns import RETURN_HEADINGS, Row, entry, write_rows

__all__ = [
    "EMBARGO",
    "FAMILIES",
    "FINGERTIPS_HEADINGS",
    "HIDDEN",
    "SIMILAR",
    "series",
    "write_treatment",
]

FINGERTIPS_HEADINGS = (
    *("Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code"),
    *("Area Name", "Area Type", "Sex", "Age", "Category Type", "Category"),
    *("Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"),
    *("Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count", "Denominator"),
    *("Value note", "Recent Trend", "Compared to England value or percentiles"),
    *("Column not used", "Time period Sortable", "New data", "Compared to goal"),
    "Time period range",
)
EMBARGO = date(2099, 1, 1)
"""When the last quarter is out: never, so that an embargo is always to be seen."""
SIMILAR = (
    ("E06999011", "Fenholt"),
    ("E06999012", "Haverscar"),
    ("E06999013", "Sternmouth"),
    ("E06999014", "Ullathwick"),
    ("E06999015", "Carrowmouth"),
    ("E06999016", "Dunmere"),
    ("E06999017", "Pellbridge"),
    ("E06999018", "Aldercastle"),
)
"""Invented places to compare with; none is in the city's own county."""

_ENGLAND = ("E92000001", "England")
_CITY = (DISTRICTS[0].code, DISTRICTS[0].name)
_SMALLEST = SIMILAR[0][0]
HIDDEN = ("alcohol_and_non_opiate", "non_opiate")
"""Not shown where few complete; the second, lest the first be found by subtraction."""
_YEARS_BEFORE = 5


@dataclass(frozen=True)
class Family:
    """People in treatment for one group of substances.

    Parameters
    ----------
    name
        End of the indicator's name.
    people
        Adults in treatment in the city in twelve months.
    share
        Share of them who complete it and stay away.
    fingertips
        Number and name of its indicator in Fingertips, if there is one; a number that
        we could not check is a made-up one.
    """

    name: str
    people: int
    share: float
    fingertips: tuple[str, str] | None = None


_DRUG = "Successful completion of drug treatment"
FAMILIES = (
    Family("opiate", 1620, 0.058, ("demo-1", f"{_DRUG} - opiate users")),
    Family("non_opiate", 430, 0.345, ("90245", f"{_DRUG} - non-opiate users")),
    Family(
        "alcohol", 780, 0.370, ("demo-2", "Successful completion of alcohol treatment")
    ),
    Family("alcohol_and_non_opiate", 340, 0.315),
)


def write_treatment(
    rng: np.random.Generator, folder: Path, months: Sequence[date]
) -> None:
    """Write returns by quarter, and a Fingertips export of the years before.

    Parameters
    ----------
    rng
        Source of the random draws.
    folder
        Folder to write into.
    months
        First days of the months, in order; a rolling year ends in each that ends a
        quarter.
    """
    places = [_CITY, (COUNTY_CODE, COUNTY), _ENGLAND, *SIMILAR]
    scales = [1.0, 1.45, 68.0, 0.16, *rng.uniform(0.5, 1.7, len(SIMILAR) - 1)]
    ends = [month for month in months if month.month % 3 == 0]
    before = range(months[0].year - _YEARS_BEFORE, months[0].year)
    wanted = [*(date(year, 12, 1) for year in before), *ends]
    late: list[Row] = []
    early: list[Row] = []
    for (code, name), scale in zip(places, scales, strict=True):
        draws = [series(rng, family, scale, len(wanted)) for family in FAMILIES]
        if code != _CITY[0]:  # ours come by a template of their own
            late += _quarters(code, ends, [draw[_YEARS_BEFORE:] for draw in draws])
        for family, draw in zip(FAMILIES, draws, strict=True):
            if family.fingertips:
                years = zip(before, draw[:_YEARS_BEFORE], strict=True)
                early += [
                    _fingertips(family.fingertips, (code, name), year, *numbers)
                    for year, numbers in years
                ]
    late += _yearly(rng, months)
    write_rows(folder / "treatment_return.csv", RETURN_HEADINGS, late)
    write_rows(folder / "fingertips_treatment.csv", FINGERTIPS_HEADINGS, early)


def series(
    rng: np.random.Generator, family: Family, scale: float, count: int
) -> list[tuple[int, int]]:
    """Return completions and people; neighbouring rolling years are much alike."""
    level = family.share * np.exp(rng.normal(0, 0.06))
    share = level * np.exp(np.cumsum(rng.normal(-0.002, 0.02, count)))
    people = family.people * scale * np.exp(np.cumsum(rng.normal(0.002, 0.01, count)))
    among = np.rint(people).astype(int)
    done = np.rint(among * share).astype(int)
    return [(int(a), int(b)) for a, b in zip(done, among, strict=True)]


def _quarters(
    area: str, ends: Sequence[date], draws: Sequence[Sequence[tuple[int, int]]]
) -> Iterator[Row]:
    """Yield completions by family and for all, and people in treatment."""
    for at, end in enumerate(ends):
        start = add_months(end, -11)
        last = at == len(ends) - 1
        dates = {"release_on": EMBARGO if last else ""}
        done = sum(draw[at][0] for draw in draws)
        among = sum(draw[at][1] for draw in draws)
        for family, draw in zip(FAMILIES, draws, strict=True):
            few = family.name in HIDDEN and area == _SMALLEST
            shown: dict[str, object] = {"numerator": draw[at][0]}
            if few:
                shown = {"numerator": "*"}
            yield entry(
                f"completions_{family.name}", area, start, end,
                **{"denominator": draw[at][1], **shown, **dates},
            )  # fmt: skip
        yield entry(
            "completions_all", area, start, end,
            numerator=done, denominator=among, **dates,
        )  # fmt: skip
        yield entry("in_treatment", area, start, end, numerator=among, **dates)


def _yearly(rng: np.random.Generator, months: Sequence[date]) -> Iterator[Row]:
    """Yield deaths and prevalence in the city."""
    code = _CITY[0]
    years = [m.year for m in months if m.month == 12]
    deaths: Floats = np.array([rng.poisson(24) for _ in years])
    for at, year in enumerate(years[:-1]):
        start, end = date(year, 1, 1), date(year, 12, 1)
        yield entry("drug_deaths", code, start, end, numerator=int(deaths[at]))
        if at >= 2:
            yield entry(
                "drug_misuse_deaths", code, date(year - 2, 1, 1), end,
                numerator=round(0.7 * int(deaths[at - 2 : at + 1].sum())),
            )  # fmt: skip
    for year, value, lower, upper in ((2, 10.9, 9.6, 12.4), (5, 11.6, 10.1, 13.4)):
        first = date(months[0].year - year, 4, 1)
        yield entry(
            "opiate_crack_users", code, first, add_months(first, 11),
            value=value, lower=lower, upper=upper,
        )  # fmt: skip


def _fingertips(
    indicator: tuple[str, str], area: tuple[str, str], year: int, done: int, among: int
) -> Row:
    """Return a row of an export, with limits by Wilson's method."""
    share, z = done / among, 1.959964
    middle = share + z**2 / (2 * among)
    reach = z * np.sqrt(share * (1 - share) / among + z**2 / (4 * among**2))
    lower, upper = ((middle + s * reach) / (1 + z**2 / among) for s in (-1, 1))
    whole = area == _ENGLAND
    kind = "England" if whole else "County" if area[0] == COUNTY_CODE else "UA"
    cells: dict[str, object] = {
        "Indicator ID": indicator[0],
        "Indicator Name": indicator[1],
        "Parent Code": "" if whole else _ENGLAND[0],
        "Parent Name": "" if whole else _ENGLAND[1],
        "Area Code": area[0],
        "Area Name": area[1],
        "Area Type": kind,
        "Sex": "Persons",
        "Age": "18+ yrs",
        "Time period": year,
        "Value": f"{100 * share:.8f}",
        "Lower CI 95.0 limit": f"{100 * lower:.8f}",
        "Upper CI 95.0 limit": f"{100 * upper:.8f}",
        "Count": done,
        "Denominator": among,
        "Recent Trend": "Not compared",
        "Compared to England value or percentiles": "Not compared",
        "Time period Sortable": f"{year}0000",
        "Time period range": "1y",
    }
    return cells
