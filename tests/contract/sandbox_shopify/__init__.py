"""The local Shopify behaves as Shopify was recorded to: it is the contract the bot is built on."""
