"""The bulletin for the loudspeakers: composed, checked for the ear, approved, packed, read aloud, logged on air."""
