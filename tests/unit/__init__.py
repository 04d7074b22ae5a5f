"""One piece at a time, no process beside."""
