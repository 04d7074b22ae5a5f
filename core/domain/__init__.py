"""Data and decisions, pure and synchronous: no network, no database, no clock of its own."""
