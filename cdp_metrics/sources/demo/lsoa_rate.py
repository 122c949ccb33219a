"""An invented rate by LSOA, for the harm index to be set against."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

__all__ = ["write_lsoa_rate"]


def write_lsoa_rate(
    rng: np.random.Generator,
    path: Path,
    last: date,
    people: pd.DataFrame,
    codes: pd.Series[str],
) -> None:
    """Write deliberate fires per 1,000 residents: more where deprived and central.

    Parameters
    ----------
    rng
        Source of the random draws.
    path
        File to write.
    last
        Last month drawn; the rate is of its year.
    people
        The character of the city's areas (`people.settle`).
    codes
        The LSOA of 2021 that an area is or is part of.
    """
    score = 0.45 * people["deprivation"] + 0.6 * people["central"]
    fires = rng.poisson(1.5 * np.exp(score + rng.normal(0, 0.3, len(score))))
    lsoas = pd.DataFrame(
        {"fires": fires, "persons": people["persons"], "lsoa21_code": codes}
    )
    summed = lsoas.groupby("lsoa21_code", as_index=False).sum()
    summed["rate"] = (1000 * summed["fires"] / summed["persons"]).round(2)
    summed["name"] = "Deliberate fires per 1,000 residents (invented)"
    summed["year"] = last.year
    path.parent.mkdir(parents=True, exist_ok=True)
    summed[["lsoa21_code", "rate", "name", "year"]].to_csv(
        path, index=False, lineterminator="\n"
    )
