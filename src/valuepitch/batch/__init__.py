"""Many prospects at once: the rows of a target list through the one kernel, and the order in which to call them."""
