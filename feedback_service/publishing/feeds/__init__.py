"""Feeds of results: one list of entries, written as Atom, JSON Feed and RSS."""
