"""What a meeting looks at: the overview, what asks for attention, what was revised."""
