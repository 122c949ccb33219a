"""What may come: models of counts, their forecasts, and how they did."""
