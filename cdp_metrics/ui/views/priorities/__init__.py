"""The Evidence and priorities page."""
