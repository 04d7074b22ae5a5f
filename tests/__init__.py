"""Placeholder until its room is laid."""
