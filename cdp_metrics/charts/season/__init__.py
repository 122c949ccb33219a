"""The shape of a year."""
