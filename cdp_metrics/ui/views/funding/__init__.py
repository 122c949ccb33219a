"""The Funding page."""
