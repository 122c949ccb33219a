"""The whole dictionary as text, so that a store holds the one it was built by."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from cdp_metrics.catalogue.in_force import Entries
from cdp_metrics.catalogue.indicators import Indicator, indicators
from cdp_metrics.catalogue.publishers import Publisher, publishers
from cdp_metrics.catalogue.returns import Template, templates
from cdp_metrics.errors import StoreMissing

__all__ = ["dictionary_in", "dictionary_text"]

_KINDS: dict[str, TypeAdapter[Any]] = {
    "indicators": TypeAdapter(dict[str, Indicator]),
    "publishers": TypeAdapter(dict[str, Publisher]),
    "templates": TypeAdapter(dict[str, Template]),
}


@cache
def dictionary_text() -> str:
    """Return the product's own indicators, publishers and templates as JSON."""
    own = {
        "indicators": indicators(),
        "publishers": publishers(),
        "templates": templates(),
    }
    said = {
        kind: _KINDS[kind].dump_python(held, mode="json") for kind, held in own.items()
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def dictionary_in(text: str) -> Entries | None:
    """Return the dictionary that a store was built by; None where it is our own.

    Raises
    ------
    StoreMissing
        This version of the product cannot read it.
    """
    if not text or text == dictionary_text():
        return None
    try:
        said = json.loads(text)
        # what a later version no longer asks for is passed over
        return {
            kind: each.validate_python(said[kind], extra="ignore")
            for kind, each in _KINDS.items()
        }
    except (ValueError, KeyError, TypeError) as error:
        raise StoreMissing(
            "the dictionary in this store was written by another version of the "
            "product. What to do: open it with that version"
        ) from error
