"""The table of wards in words."""

from __future__ import annotations

from datetime import timedelta

from cdp_metrics.answers import Place, Wards
from cdp_metrics.periods import month_name, short_month
from cdp_metrics.stats import rate
from cdp_metrics.words import between, count
from cdp_metrics.words import rate as rate_words

__all__ = ["WARD_COLUMNS", "ward_caption", "ward_rows"]

WARD_COLUMNS = ("Ward", "Count", "Per 1,000 residents", "95% range", "Residents, basis")


def ward_caption(found: Wards, before: Place | None = None) -> str:
    """Return what the table of wards holds.

    Parameters
    ----------
    found
        The wards.
    before
        One of them, where they are those before the redrawing.
    """
    drawn = "By ward"
    if before:
        drawn += " before they were redrawn"
        if before.valid_to:
            drawn = f"By ward before {month_name(before.valid_to + timedelta(days=1))}"
    return (
        f"{drawn}, year to {short_month(found.end)}, highest count first. Counts are "
        "by best fit; Comparison says where those by point differ. Where visitors are "
        "many, a rate per resident says little"
    )


def ward_rows(found: Wards) -> tuple[tuple[str, ...], ...]:
    """Return a row a ward: count, rate with its range, and what it rests on."""
    rows = []
    for ward in found.rows:
        per, spread, people = "–", "–", "no estimate loaded"
        if ward.residents:
            limits = rate(ward.n, ward.residents)
            per = rate_words(limits.value)
            spread = between(limits.lower, limits.upper, rate_words)
            people = f"{count(ward.residents)} ({ward.basis})"
        rows.append((ward.name, count(ward.n), per, spread, people))
    return tuple(rows)
