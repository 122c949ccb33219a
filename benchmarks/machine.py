"""What the figures were taken on, and whether others use it."""

from __future__ import annotations

import os
import platform
from datetime import date
from importlib.metadata import version

import psutil

__all__ = ["cores", "describe", "used"]

PACKAGES = ("streamlit", "duckdb", "pandas", "plotly", "geopandas")
GB = 1024**3


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def describe() -> tuple[str, ...]:
    """Return machine, versions and date, a sentence each."""
    memory = psutil.virtual_memory().total / GB
    software = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    counted = "1 core" if cores() == 1 else f"{cores()} cores"
    lines = [
        f"{counted}, {memory:.0f} GB of memory, {platform.system()} "
        f"{platform.machine()}.",
        f"Python {platform.python_version()}, {software}.",
        f"Taken on {date.today():%d %B %Y}.".replace(" on 0", " on "),
    ]
    if cores() == 1:
        lines.append(
            "One core: clients and servers share it, so every wait is an upper bound."
        )
    return tuple(lines)


def used(seconds: float) -> float:
    """Return the share of all cores in use, 0 to 1, while this process only waits."""
    return float(psutil.cpu_percent(interval=seconds)) / 100
