"""Small stores in the states that a page has to bear, built from literal rows."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from cdp_metrics.periods import add_months, last_day
from tests.builders import build_place, police_zip, row, write_place

__all__ = ["printed_store", "returned", "store_of"]

RETURN = (
    *("indicator", "area_code", "period_start", "period_end", "numerator"),
    *("denominator", "value", "lower", "upper", "n_eff", "bound", "status"),
    *("release_on", "definition_version"),
)
DATA = Path(__file__).parents[1] / "data"
CSP = "E22000901"
REPORTS = {"E01000001": 3, "E01000091": 3, "E01000092": 3}


def store_of(
    folder: Path,
    months: int,
    *,
    reports: Mapping[str, int] = REPORTS,
    without: tuple[str, ...] = (),
    returns: Sequence[str] = (),
    **partnership: object,
) -> Path:
    """Build a store of Alderton with a few reports of ASB an LSOA and month.

    Parameters
    ----------
    folder
        Empty; the store comes to ``folder/store``.
    months
        How many months from January 2024.
    reports
        How many a month, by LSOA.
    without
        Folders of the place's files to leave out: "boundaries", "population",
        "census".
    returns
        Lines of a return, as `returned` makes them.
    partnership
        Values of the partnership file; files that it names lie in `folder`.
    """
    place = write_place(folder / "place")
    for name in without:
        shutil.rmtree(place / name)
    held = [f"{add_months(date(2024, 1, 1), at):%Y-%m}" for at in range(months)]
    police_zip(
        folder / "police" / "street.zip",
        {
            month: [
                row("ASB", code, month=month)
                for code, number in reports.items()
                for _ in range(number)
            ]
            for month in held
        },
    )
    if returns:
        lines = "\n".join([",".join(RETURN), *returns])
        (folder / "place" / "return.csv").write_text(f"{lines}\n", "utf-8")
    build_place(folder, **partnership)
    return folder / "store"


def printed_store(folder: Path) -> Path:
    """Build a store with the partnership's own plan and printed figures."""
    return store_of(
        folder,
        13,
        plan=str(DATA / "plan.toml"),
        published=str(DATA / "reference" / "published_figures.csv"),
    )


def returned(indicator: str, start: date, months: int = 1, **cells: object) -> str:
    """Return a line of a return about Alderton.

    Parameters
    ----------
    indicator
        What was counted.
    start
        First day of its period.
    months
        Months that it covers.
    cells
        Its other cells; validated and of the first definition unless they say so.
    """
    values: dict[str, object] = dict.fromkeys(RETURN, "")
    values |= {
        "indicator": indicator,
        "area_code": CSP,
        "period_start": start,
        "period_end": last_day(add_months(start, months - 1)),
        "status": "validated",
        "definition_version": 1,
    }
    return ",".join(str(cell) for cell in (values | cells).values())
