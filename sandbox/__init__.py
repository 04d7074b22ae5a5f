"""The outside world in one process: a local Shopify, a local Slack and a page to use them."""
