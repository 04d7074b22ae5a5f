"""The ways from Slack to the app: Socket Mode and signed HTTP."""
