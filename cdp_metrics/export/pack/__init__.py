"""The meeting pack as files: slides with native charts, and their figures."""

from __future__ import annotations

from cdp_metrics.export.pack.map_image import map_image
from cdp_metrics.export.pack.powerpoint import powerpoint
from cdp_metrics.export.pack.sheets import pack_workbook

__all__ = ["map_image", "pack_workbook", "powerpoint"]
