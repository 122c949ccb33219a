"""Counts over time: totals, seasons, years and recent direction."""
