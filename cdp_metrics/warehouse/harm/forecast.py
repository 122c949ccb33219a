"""The reports of the next twelve months, beside those of the last."""

from __future__ import annotations

from typing import Any

import numpy as np

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm import HarmForecast, forecast_reports, log_rate
from cdp_metrics.stats.rates import Floats
from cdp_metrics.warehouse.harm.place import Place
from cdp_metrics.warehouse.harm.year import Assumed, Year

__all__ = ["forecast_layer", "forecast_of"]

CENSUS = {
    "share aged 16 to 24": "age_16",
    "share renting socially": "social",
    "share renting privately": "private",
    "share deprived in 2 or more dimensions": "deprived",
    "share overcrowded": "overcrowded",
    "share in flats": "flats",
}


def forecast_layer(
    place: Place, year: Year, by: Assumed, notes: list[tuple[str, str]]
) -> dict[str, Any]:
    """Return the forecast as columns; none where it cannot be made."""
    found = forecast_of(place, year, by, notes)
    if found is None:
        return {}
    return {
        "forecast": found.forecast,
        "forecast_lo": found.lower,
        "forecast_hi": found.upper,
    }


def forecast_of(
    place: Place, year: Year, by: Assumed, notes: list[tuple[str, str]]
) -> HarmForecast | None:
    """Return the reports to expect after a year; None where it cannot be said."""
    predictors = _predictors(place, year)
    lost = [name for name, x in predictors.items() if not np.isfinite(x).all()]
    if lost:
        notes.append(("forecast", f"not held for every LSOA: {', '.join(lost)}"))
        return None
    try:
        return forecast_reports(
            year.reports,
            predictors,
            place.residents,
            year.usable,
            year.phi,
            cuts=by.cuts,
        )
    except (NotEnoughData, ValueError) as fault:
        notes.append(("forecast", str(fault)))
        return None


def _predictors(place: Place, year: Year) -> dict[str, Floats]:
    own, people = slice(0, len(place.codes)), place.people
    known = {name: people[key].to_numpy(np.float64) for name, key in CENSUS.items()}
    return known | {
        "log density": np.log(place.residents / people["km2"].to_numpy(np.float64)),
        "log footfall crime": log_rate(year.footfall[own], place.residents),
        "log other crime": log_rate(year.other[own], place.residents),
    }
