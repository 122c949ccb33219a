"""Many areas at once: smoothing, limits that size allows, hot spots."""
