"""Container images: which one, where they are kept, and how they are built."""
