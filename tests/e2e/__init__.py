"""The whole product over real wires: the bot, the sandbox and PostgreSQL as processes."""
