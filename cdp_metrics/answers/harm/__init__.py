"""Harm: the ASB harm index, its weights and the severity of crime."""
