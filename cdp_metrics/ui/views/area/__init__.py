"""The Area profile page."""
