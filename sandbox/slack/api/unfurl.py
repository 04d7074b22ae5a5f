"""chat.unfurl: what the app shows below a link that somebody wrote."""

from typing import Any

from sandbox.slack import links
from sandbox.slack.api.registry import TIER_3, Call, method
from sandbox.slack.blocks import check_attachments
from sandbox.slack.errors import SlackError, refused
from sandbox.slack.state import Json


@method("chat.unfurl", "links:write", per_minute=TIER_3)
def unfurl(call: Call) -> Json:
    """Below links that the app heard of, by channel and ts or by unfurl_id and source; once more
    for a link puts the new in the place of the old. All of them or none."""
    unfurls = _checked(call, call.data("unfurls", "invalid_unfurls_format"))
    written = links.written_at(call.workspace, call.args)
    if unknown := set(unfurls) - set(written["urls"]):
        raise SlackError("cannot_unfurl_url", response_metadata={"messages": sorted(unknown)})
    for url, content in unfurls.items():
        links.show(call.workspace, written, url, content)
    return {}


def _checked(call: Call, unfurls: Any) -> Json:
    if unfurls is None or unfurls == "":
        raise SlackError("missing_unfurls")
    if not isinstance(unfurls, dict) or not unfurls:
        raise SlackError("invalid_unfurls_format")
    wrong = check_attachments(list(unfurls.values()))
    if wrong:
        call.workspace.warn("refused_blocks", "; ".join(wrong))
        raise refused("cannot_parse_attachment", wrong)
    return unfurls
