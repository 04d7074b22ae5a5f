"""What `make` runs: the demo, the tour, and the upkeep of schema, locks and browser."""
