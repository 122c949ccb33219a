"""The Enforcement and tasking page in words, pictures and rows."""
