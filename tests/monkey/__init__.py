"""Keys and clicks that nobody would think of."""
