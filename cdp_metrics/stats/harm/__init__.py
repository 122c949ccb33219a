"""The harm index: what is reported, what is expected, how sure."""
