"""What comes in by Open311: read, judged, and put through the one door."""
