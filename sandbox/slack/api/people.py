"""users.* and usergroups.*."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.slack.api.registry import TIER_2, TIER_4, Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.state import TEAM_ID, Json


def shown(user: Json) -> Json:
    """A user as Slack gives them (no e-mail address without users:read.email)."""
    zone = ZoneInfo(user["tz"])
    offset = datetime.now(UTC).astimezone(zone).utcoffset()
    return {
        "id": user["id"],
        "team_id": TEAM_ID,
        "name": user["name"],
        "real_name": user["real_name"],
        "deleted": user["deleted"],
        "tz": user["tz"],
        "tz_label": user["tz"],
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "color": user["avatar_color"].removeprefix("#"),
        "is_bot": user["is_bot"],
        "is_app_user": False,
        "is_admin": False,
        "profile": {
            "real_name": user["real_name"],
            "real_name_normalized": user["real_name"],
            "display_name": user["name"],
            "display_name_normalized": user["name"],
            "team": TEAM_ID,
        },
        "updated": 1_700_000_000,
    }


@method("users.info", "users:read", per_minute=TIER_4)
def info(call: Call) -> Json:
    """One user."""
    return {"user": shown(call.workspace.user(call.text("user")))}


@method("users.list", "users:read", per_minute=TIER_2)
def listing(call: Call) -> Json:
    """Every user."""
    page, metadata = call.page(list(call.workspace.state.users.values()))
    return {"members": [shown(u) for u in page], "response_metadata": metadata}


@method("usergroups.list", "usergroups:read", per_minute=TIER_2)
def groups(call: Call) -> Json:
    """The user groups, with their members when `include_users` is given."""
    given = []
    for group in call.workspace.state.usergroups.values():
        one = {n: group[n] for n in ("id", "handle", "name")} | {"team_id": TEAM_ID}
        one |= {"is_usergroup": True, "user_count": len(group["users"])}
        given.append(one | ({"users": group["users"]} if call.flag("include_users") else {}))
    return {"usergroups": given}


@method("usergroups.users.list", "usergroups:read", per_minute=TIER_2)
def group_members(call: Call) -> Json:
    """The members of one user group."""
    group = call.workspace.state.usergroups.get(call.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": group["users"]}
