"""How a Web API method says no."""

from typing import Any


class SlackError(Exception):
    """`{"ok": false, "error": code, ...}`; `status` is the HTTP status, 200 for all but a 429."""

    def __init__(self, code: str, status: int = 200, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.extra = extra

    def to_json(self) -> dict[str, Any]:
        """The answer's body."""
        return {"ok": False, "error": self.code, **self.extra}


def refused(code: str, messages: list[str]) -> SlackError:
    """`invalid_blocks` and its like, with what is wrong as `[ERROR] ... [json-pointer:...]`."""
    lines = [f"[ERROR] {message}" for message in messages]
    return SlackError(code, errors=messages, response_metadata={"messages": lines})
