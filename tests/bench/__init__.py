"""What the hot paths cost, as ratios measured in the same run against the barest thing that does the same."""
