"""What happens on either store after a push, against a model, with a local Shopify as the judge."""
