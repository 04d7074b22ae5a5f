"""The payloads that Slack sends, whole as the real ones are."""

from typing import Any

from sandbox.slack.state import APP_ID, BOT_USER, TEAM_ID, VERIFICATION_TOKEN, Json

TEAM_DOMAIN = "sandbox"
_COMMON: Json = {
    "token": VERIFICATION_TOKEN,
    "api_app_id": APP_ID,
    "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
    "enterprise": None,
    "is_enterprise_install": False,
}


def user(person: Json) -> Json:
    """The user of an interaction."""
    return {
        "id": person["id"],
        "username": person["name"],
        "name": person["name"],
        "team_id": TEAM_ID,
    }


def channel(where: Json) -> Json:
    """The channel of an interaction."""
    return {"id": where["id"], "name": where["name"]}


def command(person: Json, where: Json, name: str, text: str, **rest: str) -> Json:
    """A slash command; `rest` is its response_url and trigger_id."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": where["id"],
        "channel_name": where["name"],
        "user_id": person["id"],
        "user_name": person["name"],
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        **rest,
    }


def interaction(kind: str, person: Json, **rest: Any) -> Json:
    """block_actions, view_submission, view_closed, block_suggestion."""
    return {"type": kind, "user": user(person), **_COMMON, **rest}


def event(event_id: str, at: int, content: Json, *, shared: bool = False) -> Json:
    """An event in its envelope; `shared`: in a channel with another organisation in it."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": content,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": at,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{event_id}",
    }


def view_common(record_view: Json) -> Json:
    """The container of an interaction in a view."""
    return {"type": "view", "view_id": record_view["id"]}
