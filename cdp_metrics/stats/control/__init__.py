"""Control charts: limits, rules and what they say of a target."""
