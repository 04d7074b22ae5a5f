"""Pure builders: a card in, Block Kit out. Nothing here asks anybody or knows the time."""
