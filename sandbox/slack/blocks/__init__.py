"""Block Kit's rules: which blocks and views Slack takes, and what it says of the others."""

from sandbox.slack.blocks.surface import check_attachments, check_blocks, check_view

__all__ = ["check_attachments", "check_blocks", "check_view"]
