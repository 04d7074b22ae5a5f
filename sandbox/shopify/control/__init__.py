"""The control API of the local Shopify: what customers and a shop's staff do, and its settings."""
