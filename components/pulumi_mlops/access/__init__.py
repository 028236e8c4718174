"""Roles, and the statements they are made of."""
