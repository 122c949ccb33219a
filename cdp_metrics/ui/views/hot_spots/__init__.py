"""Hot and cold spots in words, classes and rows."""
