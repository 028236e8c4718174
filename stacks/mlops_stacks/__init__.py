"""From a team's spec to its stack: the model of a spec, the loader, and what is built from it."""
