"""Bytes to and from hardware; pretend devices ship."""
