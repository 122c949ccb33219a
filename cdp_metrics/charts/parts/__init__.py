"""What charts are put together from."""
