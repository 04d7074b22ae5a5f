"""The edge where Slack's and the network's errors become ours (DESIGN: one tree of errors)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from core.domain.errors import (
    AccessRefused,
    Broken,
    NotFound,
    Rejected,
    SyncError,
    Temporary,
    Throttled,
)
from core.domain.reasons import Reason
from core.domain.words import later

_CHANNEL = Reason(
    "slack_channel_closed",
    later("SyncTec cannot write into this Slack channel."),
    later("Invite SyncTec with /invite @SyncTec, or give the store another channel."),
)
_ACCESS = Reason(
    "slack_access_refused",
    later("Slack refused SyncTec's token or one of its permissions."),
    later("Install the app again from manifest.yml, and check SYNCTEC_SLACK_BOT_TOKEN."),
)
_GONE = Reason(
    "slack_gone",
    later("The Slack message or window is not there any more."),
    later("Nothing to do."),
)
_LATE = Reason(
    "slack_too_late",
    later("Slack waited too long before the window could open."),
    later("Press the button or type the command again."),
)
_BUSY = Reason(
    "slack_unavailable",
    later("Slack does not answer now."),
    later("Nothing to do: SyncTec tries again."),
)
_REFUSED = Reason(
    "slack_refused_message",
    later("Slack refused a message of SyncTec's: a mistake of SyncTec's own."),
    later("Send the reference to whoever runs SyncTec."),
)

_CLOSED = {
    **dict.fromkeys(
        (
            "channel_not_found",
            "is_archived",
            "not_in_channel",
            "user_not_in_channel",
            "restricted_action",
            "restricted_action_read_only_channel",
            "messages_tab_disabled",
            "cannot_dm_bot",
        ),
        _CHANNEL,
    ),
    **dict.fromkeys(
        (
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "missing_scope",
            "not_allowed_token_type",
        ),
        _ACCESS,
    ),
}
"""What somebody in Slack can open again: patient work waits for that."""
_TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})
_NOT_FOUND = frozenset(
    {
        "message_not_found",
        "cant_update_message",
        "not_found",
        "thread_not_found",
        "view_not_found",
        "no_such_subteam",
        "subteam_not_found",
        "cannot_find_channel",
        "cannot_find_message",
        "cannot_unfurl_message",
        "invalid_unfurl_id",
        "function_execution_not_found",
        "execution_not_in_running_state",
    }
)
_TEMPORARY = frozenset(
    {
        # Also where the event has not been acknowledged yet.
        "cannot_unfurl_url",
        "fatal_error",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "ratelimited",
        "rate_limited",
        "external_channel_migrating",
    }
)


@contextmanager
def translated() -> Iterator[None]:
    """Inside, every error of Slack or the network is raised as one of ours.

    Raises:
        Throttled: rate limited, with Slack's Retry-After.
        Temporary: 5xx, no connection, no answer.
        AccessRefused: channel gone or closed, token or scope refused.
        Rejected: window too late.
        NotFound: the message or view is gone.
        Broken: Slack refused what we built.
    """
    try:
        yield
    except SlackApiError as error:
        raise of_answer(error) from error
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Temporary(_BUSY) from error


def of_answer(error: SlackApiError) -> SyncError:
    """What Slack's answer means in our tree."""
    response: Any = error.response
    status = _status(response)
    if status == 429:
        return Throttled(_BUSY, _retry_after(response))
    code = _code(response)
    if code in _CLOSED:
        return AccessRefused(_CLOSED[code])
    if code in _TOO_LATE:
        return Rejected(_LATE)
    if code in _NOT_FOUND:
        return NotFound(_GONE)
    if not code or code in _TEMPORARY or status >= 500:
        return Temporary(_BUSY)
    return Broken(_REFUSED, detail=f"{code}: {_details(response)}")


def unavailable() -> Temporary:
    """Slack answered with something that is no answer."""
    return Temporary(_BUSY)


def code_of(error: BaseException | None) -> str:
    """Slack's own code behind one of our errors, "" where it is none of Slack's."""
    return _code(error.response) if isinstance(error, SlackApiError) else ""


def _status(response: Any) -> int:
    # A body that is not JSON leaves aiohttp's response in the error, else it is Slack's own.
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    return int(status or 0)


def _code(response: Any) -> str:
    data = getattr(response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _details(response: Any) -> str:
    data = getattr(response, "data", None)
    metadata = data.get("response_metadata") if isinstance(data, dict) else None
    messages = metadata.get("messages") if isinstance(metadata, dict) else None
    return "; ".join(str(message) for message in messages or ())


def _retry_after(response: Any) -> timedelta:
    headers = {str(k).lower(): v for k, v in dict(getattr(response, "headers", {})).items()}
    told = str(headers.get("retry-after", "1"))
    return timedelta(seconds=max(1, int(told) if told.isdigit() else 1))
