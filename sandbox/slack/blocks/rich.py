"""Rich text: the block that Slack's own composer makes."""

from sandbox.slack.blocks.objects import BLOCK_ID
from sandbox.slack.blocks.rules import (
    Check,
    anything,
    boolean,
    by_type,
    integer,
    items,
    one_of,
    shape,
    string,
    url,
)

_MARKS = (
    "bold",
    "italic",
    "strike",
    "code",
    "underline",
    "highlight",
    "client_highlight",
    "unlink",
)
_STYLE = shape({}, dict.fromkeys(_MARKS, boolean))


def _leaf(name: str, required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    return shape({"type": one_of(name), **required}, {"style": _STYLE, **(optional or {})})


_ANY = string(40_000)
_LEAVES: dict[str, Check] = {
    "text": _leaf("text", {"text": string(40_000)}),
    "link": _leaf("link", {"url": url()}, {"text": string(40_000, 0), "unsafe": boolean}),
    "emoji": _leaf("emoji", {"name": _ANY}, {"unicode": _ANY, "skin_tone": integer(1, 6)}),
    "channel": _leaf("channel", {"channel_id": _ANY}),
    "user": _leaf("user", {"user_id": _ANY}),
    "usergroup": _leaf("usergroup", {"usergroup_id": _ANY}),
    "broadcast": _leaf("broadcast", {"range": one_of("here", "channel", "everyone")}),
    "color": _leaf("color", {"value": _ANY}),
    "date": _leaf(
        "date", {"timestamp": integer(0), "format": _ANY}, {"url": url(), "fallback": _ANY}
    ),
}
_INLINE = items(by_type(_LEAVES), least=0)
_BORDER: dict[str, Check] = {"border": integer(0, 1)}
_SECTION = shape({"type": one_of("rich_text_section"), "elements": _INLINE})

_PARTS: dict[str, Check] = {
    "rich_text_section": _SECTION,
    "rich_text_list": shape(
        {
            "type": one_of("rich_text_list"),
            "style": one_of("bullet", "ordered"),
            "elements": items(by_type({"rich_text_section": _SECTION}), least=0),
        },
        {"indent": integer(0, 8), "offset": integer(0), **_BORDER},
    ),
    "rich_text_preformatted": shape(
        {
            "type": one_of("rich_text_preformatted"),
            "elements": items(by_type(_LEAVES, {"text", "link"}), least=0),
        },
        {"language": anything, **_BORDER},
    ),
    "rich_text_quote": shape({"type": one_of("rich_text_quote"), "elements": _INLINE}, _BORDER),
}

RICH_TEXT = shape(
    {"type": one_of("rich_text"), "elements": items(by_type(_PARTS))}, {"block_id": BLOCK_ID}
)
CELL = shape({"type": one_of("rich_text"), "elements": items(by_type(_PARTS))})
