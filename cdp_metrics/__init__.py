"""CDP Metrics: an analytics dashboard for community safety partnerships."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
