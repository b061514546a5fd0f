"""Stories with the real processes and the real HTTP service: what a day at the counter can bring."""
