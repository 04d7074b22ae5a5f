"""auth.test, apps.connections.open, team.info, bots.info."""

from sandbox.slack.api.registry import SPECIAL, TIER_3, Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.payloads import TEAM_DOMAIN
from sandbox.slack.state import APP_ID, BOT_ID, BOT_USER, TEAM_ID, Json

TEAM_NAME = "Sandbox"


@method("auth.test", per_minute=SPECIAL)
def auth_test(call: Call) -> Json:
    """Whose token it is."""
    return {
        "url": f"{call.workspace.base_url}/",
        "team": TEAM_NAME,
        "user": call.workspace.user(BOT_USER)["name"],
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", per_minute=SPECIAL, app_token=True)
def connections_open(call: Call) -> Json:
    """A WebSocket address for Socket Mode; tier 1 in Slack, generous here for restarted bots."""
    return {"url": call.services.outbound.sockets.address()}


@method("team.info", per_minute=TIER_3)
def team_info(call: Call) -> Json:
    """The workspace."""
    icon = {"image_default": True}
    url = f"{call.workspace.base_url}/"
    team = {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN, "url": url, "icon": icon}
    return {"team": team}


@method("bots.info", "users:read", per_minute=TIER_3)
def bots_info(call: Call) -> Json:
    """The app's bot."""
    if call.args.get("bot") not in (None, BOT_ID):
        raise SlackError("bot_not_found")
    bot = {
        "id": BOT_ID,
        "deleted": False,
        "name": call.workspace.user(BOT_USER)["real_name"],
        "app_id": APP_ID,
        "user_id": BOT_USER,
        "icons": {},
    }
    return {"bot": bot}
