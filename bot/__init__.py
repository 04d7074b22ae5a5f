"""How SyncTec speaks Slack: app factory, ids, forms, error sentences, the notifier, and blocks."""
