"""Bytes to and from hardware; pretend devices ship, so that a laptop with nothing attached runs everything."""
