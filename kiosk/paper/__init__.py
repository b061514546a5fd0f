"""Values to bytes, pure: slips and A4 papers."""
