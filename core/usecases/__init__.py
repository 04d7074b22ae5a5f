"""What SyncTec does: one verb a file, each opening its unit of work and committing once."""
