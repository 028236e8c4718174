"""Where runs, their metrics and their files are tracked."""
