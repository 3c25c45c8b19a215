"""A bulletin as sound: read by somebody and uploaded, or by espeak-ng where it is installed."""
