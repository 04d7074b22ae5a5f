"""The parts of the database room that need no database."""
