"""The Severity page."""
