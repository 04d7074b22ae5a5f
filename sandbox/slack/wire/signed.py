"""HTTP mode: requests signed as Slack signs them, to the app's request URL."""

import asyncio
import hashlib
import hmac
import json
from urllib.parse import urlencode

import httpx

from sandbox.certificates import trusted
from sandbox.slack.state import SIGNING_SECRET, Json
from sandbox.slack.wire.replies import ACK_SECONDS, NoReply, Reply, read_body
from sandbox.slack.world import Workspace

_FORM = "application/x-www-form-urlencoded"


def signature(timestamp: str, body: bytes) -> str:
    """`v0=` and the HMAC-SHA256 of `v0:{timestamp}:{body}` under the signing secret."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(SIGNING_SECRET.encode(), base, hashlib.sha256).hexdigest()


class SignedRequests:
    """Posts deliveries to `requestUrl`; a redirect or a slow answer counts as none."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._client = httpx.AsyncClient(verify=trusted(), timeout=2 * ACK_SECONDS, trust_env=False)

    @property
    def connected(self) -> bool:
        """Whether there is an address to post to."""
        return bool(self._workspace.state.settings["requestUrl"])

    async def ask(self, kind: str, payload: Json, retry: Json | None = None) -> Reply:
        """Post one delivery and read its acknowledgement (NoReply).

        `kind` is the Socket Mode type of the same delivery; `retry` gives an event's attempt
        number and reason, for the X-Slack-Retry headers.
        """
        body, content_type = _encode(kind, payload)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (sandbox)"}
        if retry:
            headers["X-Slack-Retry-Num"] = str(retry["retry_attempt"])
            headers["X-Slack-Retry-Reason"] = str(retry["retry_reason"])
        answer = await self._post(body, headers)
        no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
        if not answer.is_success:
            raise NoReply("http_error", final=no_retry)
        return Reply(
            answer.status_code, read_body(answer.text, answer.headers.get("content-type", ""))
        )

    async def verify(self) -> bool:
        """The url_verification handshake: whether the app echoes the challenge."""
        challenge = self._workspace.new_secret(32)
        payload = {"type": "url_verification", "token": "sandbox", "challenge": challenge}
        try:
            reply = await self.ask("events_api", payload)
        except NoReply:
            return False
        body = reply.body if isinstance(reply.body, dict) else {}
        return challenge in (body.get("challenge"), body.get("text"))

    async def _post(self, body: bytes, headers: dict[str, str]) -> httpx.Response:
        url = self._workspace.state.settings["requestUrl"]
        if not url:
            raise NoReply("dispatch_failed")
        timestamp = str(int(self._workspace.seconds()))
        headers["X-Slack-Request-Timestamp"] = timestamp
        headers["X-Slack-Signature"] = signature(timestamp, body)
        try:
            async with asyncio.timeout(ACK_SECONDS):
                return await self._client.post(url, content=body, headers=headers)
        except TimeoutError:
            raise NoReply("operation_timeout") from None
        except httpx.HTTPError:
            raise NoReply("dispatch_failed") from None

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()


def _encode(kind: str, payload: Json) -> tuple[bytes, str]:
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    if kind == "slash_commands":
        return urlencode(payload).encode(), _FORM
    return urlencode({"payload": json.dumps(payload)}).encode(), _FORM
