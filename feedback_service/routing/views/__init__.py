"""What an officer does about a proposal: confirm, correct, hand on."""
