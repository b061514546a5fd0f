"""What a counter is: plain Python, no I/O, no clock, no language, no Qt, no SQL."""
