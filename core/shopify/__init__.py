"""The only room that knows Shopify: documents, client, mapping, gateway, signatures."""
