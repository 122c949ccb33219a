"""Treatment and the young people's service."""
