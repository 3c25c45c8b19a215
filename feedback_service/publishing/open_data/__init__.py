"""Open data: every published result as a row, with a dictionary of its fields, a licence and a catalogue."""
