"""Sets of severity weights that are held."""

from __future__ import annotations

from dataclasses import dataclass

from cdp_metrics.warehouse.db import Store

__all__ = ["WeightSet", "weight_sets"]


@dataclass(frozen=True)
class WeightSet:
    """A set of weights: one name and version, never mixed with another.

    Parameters
    ----------
    set_id
        Identifier.
    name, version, source
        What it is, which edition, and who made it.
    kind
        ons, cambridge or other.
    key_kind
        What its weights are of: category (of data.police.uk) or offence_code.
    approximate, invented
        Whether it weighs mixed categories, and whether it is for demonstration.
    """

    set_id: str
    name: str
    version: str
    source: str
    kind: str
    key_kind: str
    approximate: bool
    invented: bool

    @property
    def words(self) -> str:
        """Name and version, and what must be known of them."""
        approximate = ", approximate" if self.approximate else ""
        return f"{self.name}, version {self.version}{approximate}"


def weight_sets(store: Store) -> tuple[WeightSet, ...]:
    """Return every set of weights: those for any area first, newest version first."""
    return tuple(WeightSet(**row) for row in store.records("weight_sets"))
