"""The map of ASB and its cards."""
