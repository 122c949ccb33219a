"""Targets: their paths, their clocks and their ratings."""
