"""What was done in the account, what it looks like, and what looks wrong in it."""
