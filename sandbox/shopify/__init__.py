"""A local Shopify: the Admin GraphQL API of a few stores, their webhooks, and a control API."""
