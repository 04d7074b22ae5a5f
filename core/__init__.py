"""The sync core: what SyncTec decides and remembers, with no word of Slack in it."""
