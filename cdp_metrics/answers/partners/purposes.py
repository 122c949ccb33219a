"""What data may be used for: a use that the register does not allow is refused."""

from __future__ import annotations

from datetime import date

from cdp_metrics.answers.events import papers
from cdp_metrics.catalogue.agenda import Purpose
from cdp_metrics.catalogue.papers import purposes_of
from cdp_metrics.errors import NotAllowed
from cdp_metrics.periods import day_name
from cdp_metrics.warehouse.db import Store

__all__ = ["permit", "refusal", "register"]


def register(store: Store) -> tuple[Purpose, ...]:
    """Return every use that is entered, in the order of the register."""
    return purposes_of(papers(store))


def refusal(entry: Purpose, today: date) -> str:
    """Return why a use is refused on a day; "" where it is allowed."""
    if not entry.allowed:
        return entry.reason
    if entry.expires and entry.expires < today:
        return f"the agreement ended on {day_name(entry.expires)}"
    return ""


def permit(store: Store, asset: str, use: str, today: date) -> Purpose:
    """Return the entry that allows a use.

    Parameters
    ----------
    store
        A published store.
    asset, use
        Which data or model, and what for.
    today
        The day of the use.

    Raises
    ------
    NotAllowed
        The register does not enter it, refuses it, or its agreement has ended.
    """
    for entry in register(store):
        if (entry.asset, entry.use) == (asset, use):
            if why := refusal(entry, today):
                raise NotAllowed(
                    f"{entry.title}: {why}. What to do: ask {entry.unlock}"
                )
            return entry
    raise NotAllowed(
        f"using the {asset.replace('_', ' ')} to {use.replace('_', ' ')}: no "
        "agreement is entered for it. What to do: agree it, and enter it in the "
        "register of purposes, data/purposes.toml"
    )
