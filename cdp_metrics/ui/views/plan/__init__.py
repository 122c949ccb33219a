"""The plan: its table, and as papers printed it."""
