"""The network: a private VPC of our own, or one that is there, and the ways out of it."""
