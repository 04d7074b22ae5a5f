"""The push state machine against a model, over a real PostgreSQL and a local Shopify."""
