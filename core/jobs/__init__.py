"""Durable work: queued with the change that asks for it, carried out once or more, never lost."""
