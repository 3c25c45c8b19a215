"""What Open311 shows: services, and published cases as service requests."""
