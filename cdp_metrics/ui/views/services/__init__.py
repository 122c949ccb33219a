"""The Services page in words, pictures and rows."""
