"""The database room on a real PostgreSQL."""
