"""Studio: where people work with notebooks, and what they leave when it goes."""
