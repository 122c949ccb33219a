"""The Serious violence page."""
