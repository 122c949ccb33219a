"""Forecasts as fans."""
