"""The plan's own work (part III): for each medium who leads, what is due, what was done, and the proof of it."""
