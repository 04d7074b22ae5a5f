"""The crash matrix: SIGKILL at every step boundary, found from the outside.

`python -m tests.crash` counts the exchanges of one run with PostgreSQL, Shopify and Slack, then
kills the bot before and after each of them, starts it again and looks at what came of it.
"""
