"""Present mode: which message comes when, and what each says."""
