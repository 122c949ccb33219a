"""The plan's targets: rated, forecast, and set beside what the papers print."""
