"""The code of the reference product: its data, its jobs and its endpoint, as the image of Dockerfile has it."""
