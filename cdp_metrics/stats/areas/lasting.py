"""Whether hot spots last: what an area was, period after period."""

from __future__ import annotations

from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from cdp_metrics.errors import NotEnoughData

__all__ = ["LEAST_PERIODS", "PERSISTENCE", "Persistence", "persistence"]

LEAST_PERIODS: Final = 12

Persistence = Literal["persistent", "emerging", "former", "intermittent", "none"]
PERSISTENCE: Final[tuple[Persistence, ...]] = get_args(Persistence)

# In tenths of the periods, as the R package sfhotspot has them by default.
COUNTS, PERSISTS, RECENT, WHOLE = 1, 8, 2, 10


def persistence(found: ArrayLike) -> tuple[Persistence, ...]:
    """Return how an area's hot (or cold) periods lie in time.

    Parameters
    ----------
    found
        True where the area was a hot spot, shape (periods, n), in order of time.

    Returns
    -------
    tuple of Persistence
        An area each: "persistent" (in at least 80% of the periods), "emerging" (only
        in the last 20%), "former" (only before them), "intermittent" (else), or
        "none" (in fewer than 10%, which chance alone may bring).

    Raises
    ------
    ValueError
        If `found` is not periods by areas.
    NotEnoughData
        If there are fewer than `LEAST_PERIODS` periods.

    Notes
    -----
    The defaults of the R package sfhotspot; a part of a period counts as recent.
    """
    hot = np.asarray(found, np.bool_)
    if hot.ndim != 2:
        raise ValueError("Whether areas last needs periods by areas.")
    periods = hot.shape[0]
    if periods < LEAST_PERIODS:
        raise NotEnoughData(f"{LEAST_PERIODS} periods are needed, not {periods}.")
    earlier = periods - -(-RECENT * periods // WHOLE)
    return tuple(
        _one(int(before), int(lately), periods)
        for before, lately in zip(
            hot[:earlier].sum(axis=0), hot[earlier:].sum(axis=0), strict=True
        )
    )


def _one(before: int, lately: int, periods: int) -> Persistence:
    times = before + lately
    if WHOLE * times < COUNTS * periods:
        return "none"
    if WHOLE * times >= PERSISTS * periods:
        return "persistent"
    if before == 0:
        return "emerging"
    return "former" if lately == 0 else "intermittent"
