"""A figure of anything that is counted or reported: its trend, limits and direction."""
