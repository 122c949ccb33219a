"""Figures that were published, with their intervals."""
