"""Places: wards, profiles, comparisons and hot spots."""
