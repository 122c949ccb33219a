"""Counts and rates over time, with their gaps and events."""
