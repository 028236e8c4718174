"""Costs: what a platform may spend, and what is stopped when nobody works."""
