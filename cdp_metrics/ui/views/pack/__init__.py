"""The meeting pack: words, figures and order of its slides."""
