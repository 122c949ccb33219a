"""The Hate crime page."""
