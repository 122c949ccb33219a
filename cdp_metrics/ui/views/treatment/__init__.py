"""The Treatment page."""
