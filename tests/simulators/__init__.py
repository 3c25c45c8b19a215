"""Providers on loopback that keep state and misbehave when told to."""
