"""A strict local Slack: the Web API, Socket Mode, signed HTTP, Block Kit's rules and its people.

It is written from Slack's documentation alone and shares no code with the bot or with Slack's SDK,
so that one mistake cannot hide on both sides of the wire.
"""
