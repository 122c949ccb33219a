"""The areas that a reader can choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cdp_metrics.periods import month_name
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.once import once

__all__ = ["Place", "places"]

_WORDS = {
    "partnership": "{label} (whole area)",
    "ward": "{label} ward",
    "msoa21": "{label} neighbourhood",
    "force": "{label} Police force area",
}


@dataclass(frozen=True)
class Place:
    """An area that a reader can choose.

    Parameters
    ----------
    code, kind, name
        Its code, type and official name.
    label
        What people read; the name where it has no other.
    method
        How its LSOAs were chosen: "exact", "official best fit", "area share",
        "population share" or "list".
    fit
        Share of its residents, 0 to 1, in LSOAs that lie at least 95% inside the
        drawn boundary; None where no boundary is held.
    note
        What must be said of it wherever it is shown; "" for nothing.
    km2, households
        Its size in square kilometres and its households in 2021; None where not known.
    valid_from, valid_to
        First and last day on which it was what it is; None where that is not said.
    """

    code: str
    kind: str
    name: str
    label: str = ""
    method: str = "exact"
    fit: float | None = None
    note: str = ""
    km2: float | None = None
    households: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def words(self) -> str:
        """The label as a list of choices shows it."""
        label = self.label or self.name
        if self.kind != "ward_before":
            return _WORDS.get(self.kind, "{label}").format(label=label)
        if self.valid_to is None:
            return f"{label} ward, as it was before"
        return f"{label} ward, before {month_name(self.valid_to + timedelta(days=1))}"


@once
def places(store: Store) -> tuple[Place, ...]:
    """Return every area that a reader can choose.

    Returns
    -------
    tuple of Place
        The partnership, its own areas, its wards now, its wards before, its MSOAs and
        LSOAs of 2021, its force area; each type by name.
    """
    return tuple(
        Place(
            row["area_code"],
            row["area_type"],
            row["area_name"],
            row["label"],
            row["method"],
            row["fit"],
            row["note"],
            row["km2"],
            row["households"],
            row["valid_from"],
            row["valid_to"],
        )
        for row in store.records("areas")
    )
