"""Releases: which approved model an environment serves, as a file that is reviewed and held against the account."""
