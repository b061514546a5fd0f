"""Devices that are not there, for demonstration, training and tests. They ship with the product."""
