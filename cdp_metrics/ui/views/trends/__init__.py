"""The Trends page, a module a way to look."""
