"""What the citizen is told: the words, the outbox that keeps them, and what became of each message."""
