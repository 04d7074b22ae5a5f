"""What the workspace holds, as plain JSON data, and how a fresh one looks."""

from copy import deepcopy
from dataclasses import asdict, dataclass, field
from typing import Any

Json = dict[str, Any]

TEAM_ID = "T0SANDBOX"
APP_ID = "A0SANDBOX"
BOT_ID = "B0SANDBOX"
BOT_USER = "U0SYNCTEC"
SLACKBOT = "USLACKBOT"
BOT_TOKEN = "xoxb-sandbox"  # noqa: S105 - made up, documented in docs/sandbox.md
APP_TOKEN = "xapp-sandbox"  # noqa: S105
SIGNING_SECRET = "sandbox-signing-secret"  # noqa: S105
VERIFICATION_TOKEN = "sandbox-verification"  # noqa: S105

DEFAULT_SCOPES = (
    "chat:write",
    "commands",
    "channels:read",
    "groups:read",
    "users:read",
    "files:write",
    "reactions:write",
    "usergroups:read",
    "channels:history",
    "groups:history",
    "im:write",
    "im:history",
    "app_mentions:read",
)
DEFAULT_MANIFEST: Json = {
    "display_information": {"name": "SyncTec"},
    "features": {
        "bot_user": {"display_name": "SyncTec", "always_online": True},
        "app_home": {"home_tab_enabled": True},
        "slash_commands": [
            {
                "command": "/synctec",
                "description": "Push orders between stores",
                "usage_hint": "help",
            }
        ],
    },
    "oauth_config": {"scopes": {"bot": list(DEFAULT_SCOPES)}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "app_mention", "message.im"]},
        "interactivity": {"is_enabled": True},
    },
}
DEFAULT_SETTINGS: Json = {
    "messagesPerSecond": 1,
    "burst": 3,
    "tierScale": 1,
    "eventRetryScale": 1,
    "ackSeconds": 3,
    "mode": "socket",
    "requestUrl": None,
}


@dataclass
class State:
    """Everything that `dump` keeps."""

    users: dict[str, Json]
    channels: dict[str, Json]
    usergroups: dict[str, Json]
    manifest: Json = field(default_factory=lambda: deepcopy(DEFAULT_MANIFEST))
    settings: Json = field(default_factory=lambda: dict(DEFAULT_SETTINGS))
    messages: dict[str, list[Json]] = field(default_factory=dict)
    views: dict[str, Json] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    hooks: dict[str, Json] = field(default_factory=dict)
    inputs: dict[str, Json] = field(default_factory=dict)
    unfurls: dict[str, Json] = field(default_factory=dict)
    steps: dict[str, Json] = field(default_factory=dict)
    suggested: dict[str, list[Json]] = field(default_factory=dict)
    warnings: list[Json] = field(default_factory=list)
    last_ts: int = 0
    last_id: int = 0

    def dump(self) -> Json:
        """The state as JSON data."""
        return asdict(self)

    @classmethod
    def load(cls, data: Json) -> "State":
        """The state that `dump` gave."""
        return cls(**deepcopy(data))


def bot_scopes(manifest: Json) -> list[str]:
    """The scopes of the bot's token: those of the manifest."""
    scopes: Any = ((manifest.get("oauth_config") or {}).get("scopes") or {}).get("bot")
    return list(DEFAULT_SCOPES) if scopes is None else list(scopes)


def _user(user_id: str, name: str, tz: str, color: str, **more: Any) -> Json:
    handle = name.lower()
    return {
        "id": user_id,
        "name": handle,
        "real_name": name,
        "tz": tz,
        "avatar_color": color,
        "is_bot": False,
        "deleted": False,
        "email": f"{handle}@sandbox.example",
        **more,
    }


def _channel(channel_id: str, name: str, members: list[str]) -> Json:
    return {
        "id": channel_id,
        "name": name,
        "is_private": False,
        "is_im": False,
        "is_archived": False,
        "members": members,
    }


def fresh() -> State:
    """The workspace of docs/sandbox.md: three people, five channels, the bot in all but one."""
    people = [
        _user("U0ANNA", "Anna", "Europe/Vienna", "#3f7d58"),
        _user("U0BEN", "Ben", "America/New_York", "#b3543d"),
        _user("U0CARA", "Cara", "Europe/London", "#5b4b8a"),
    ]
    bots = [
        _user(BOT_USER, "SyncTec", "UTC", "#1d6fa5", is_bot=True),
        _user(SLACKBOT, "Slackbot", "UTC", "#4a154b", is_bot=True),
    ]
    humans = [user["id"] for user in people]
    everyone = [*humans, BOT_USER]
    channels = [
        _channel("C0DEST", "dest-orders", list(everyone)),
        _channel("C0NORTH", "north-orders", list(everyone)),
        _channel("C0SOUTH", "south-orders", list(everyone)),
        _channel("C0OPS", "synctec-ops", list(everyone)),
        _channel("C0GENERAL", "general", list(humans)),
    ]
    group: Json = {"id": "S0OPS", "handle": "ops", "name": "Operations", "users": humans[:2]}
    return State(
        users={user["id"]: user for user in [*people, *bots]},
        channels={channel["id"]: channel for channel in channels},
        usergroups={group["id"]: group},
    )
