"""The areas that a reader can choose."""

from __future__ import annotations

from dataclasses import dataclass

from cdp_metrics.warehouse.db import Store

__all__ = ["Place", "places"]

_WORDS = {
    "partnership": "{name} (whole area)",
    "ward": "{name} ward",
    "force": "{name} Police force area",
}


@dataclass(frozen=True)
class Place:
    """An area that a reader can choose.

    Parameters
    ----------
    code, kind, name
        Its code, type and name.
    """

    code: str
    kind: str
    name: str

    @property
    def words(self) -> str:
        """The name as a list of choices shows it."""
        return _WORDS.get(self.kind, "{name}").format(name=self.name)


def places(store: Store) -> tuple[Place, ...]:
    """Return the partnership, its current wards by name, and its force area."""
    return tuple(
        Place(row["area_code"], row["area_type"], row["area_name"])
        for row in store.records("areas")
    )
