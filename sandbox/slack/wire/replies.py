"""What an app answers to a delivery, or that it does not."""

import json
from dataclasses import dataclass
from typing import Any

ACK_SECONDS = 3.0


@dataclass(frozen=True)
class Reply:
    """An acknowledgement: the HTTP status (200 over a socket) and its body, None when empty."""

    status: int
    body: Any


class NoReply(Exception):
    """No acknowledgement: `operation_timeout` after 3 s, `dispatch_failed` when nobody is there.

    `final`: the app asked for no further tries (X-Slack-No-Retry).
    """

    def __init__(self, error: str, *, final: bool = False) -> None:
        super().__init__(error)
        self.error = error
        self.final = final


def read_body(raw: str, content_type: str) -> Any:
    """The body of an HTTP acknowledgement: JSON where it says so, else `{"text": ...}`."""
    if not raw:
        return None
    if content_type.startswith("application/json"):
        try:
            return json.loads(raw)
        except ValueError:
            return {"text": raw}
    return {"text": raw}
