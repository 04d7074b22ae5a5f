"""Real processes and a real PostgreSQL, without Slack and Shopify."""
