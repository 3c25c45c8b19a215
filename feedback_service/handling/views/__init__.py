"""Pages of the desk: the queue and the case, and what may be done to a case."""
