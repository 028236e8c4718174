"""The performance table: ratios and growth, measured in one run."""
