"""What runs in the background: the engine, what feeds it, and the work that comes round by itself."""
