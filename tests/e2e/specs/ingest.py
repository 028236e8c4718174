"""A job of one's own: it would read, judge and write as the plan in its arguments says."""
