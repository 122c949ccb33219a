"""Publishers: licence, cadence, lag and caveat of each family of sources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field

from cdp_metrics.catalogue.in_force import in_force
from cdp_metrics.catalogue.returns import templates
from cdp_metrics.catalogue.toml import Declared, read_toml, validated

__all__ = ["Publisher", "load_publishers", "publisher_of", "publishers"]


class Publisher(Declared):
    """A family of sources that one publisher issues together.

    Parameters
    ----------
    title
        What it is, for readers.
    publisher
        Who issues it.
    licence
        Under what terms, with the attribution they ask for.
    frequency
        How often it is issued, in words.
    lag_days
        Days from the end of a period to its usual publication.
    sources
        Identifiers of the sources.
    caveat
        What a reader must know.
    """

    title: str
    publisher: str
    licence: str
    frequency: str
    lag_days: int | None = Field(default=None, ge=0)
    sources: tuple[str, ...] = Field(min_length=1)
    caveat: str


def load_publishers(path: Path) -> dict[str, Publisher]:
    """Return every publisher that a file declares, by identifier."""
    return {
        name: validated(Publisher, values, path, name)
        for name, values in read_toml(path).items()
    }


def publishers() -> Mapping[str, Publisher]:
    """Return the product's own publishers, or a snapshot's, by identifier.

    Every template of a return is a source of the partners'.
    """
    return in_force("publishers", _own())


@cache
def _own() -> dict[str, Publisher]:
    found = load_publishers(Path(__file__).with_name("sources.toml"))
    partners = found["partner_returns"]
    sent = tuple(f"return_{name}" for name in templates())
    both = {"sources": (*partners.sources, *sent)}
    return {**found, "partner_returns": partners.model_copy(update=both)}


def publisher_of(source_id: str) -> Publisher | None:
    """Return who issues a source; None where it is not listed."""
    found = (each for each in publishers().values() if source_id in each.sources)
    return next(found, None)
