"""The commands of ``python -m cdp_metrics``, a module a kind.

What is slow to import is imported by the command that needs it, so that help and
mistakes are answered at once.
"""

from __future__ import annotations

from cdp_metrics.commands import alerts, pack, snapshot, stores
from cdp_metrics.commands.shared import app

__all__ = ["alerts", "app", "pack", "snapshot", "stores"]
