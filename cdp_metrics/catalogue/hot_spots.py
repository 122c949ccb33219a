"""Which measures hot spots are looked for in when a store is built."""

from __future__ import annotations

from typing import Final

__all__ = ["MEASURES"]

MEASURES: Final = ("asb_incidents", "all_crime")
"""Counts from street files that are many enough in small areas; the first leads."""
