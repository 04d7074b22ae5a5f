"""Block Kit's composition objects: texts, options, confirmations, images of elements."""

from typing import Any

from sandbox.slack.blocks.rules import (
    Check,
    Problems,
    at_least_one,
    boolean,
    by_type,
    dicts,
    exactly_one,
    items,
    one_of,
    shape,
    string,
    url,
)

ACTION_ID = string(255)
BLOCK_ID = string(255)


def plain(most: int, least: int = 1) -> Check:
    """A `plain_text` object of at most `most` characters."""
    return by_type({"plain_text": _plain_shape(most, least)})


def text(most: int, least: int = 1) -> Check:
    """A `plain_text` or `mrkdwn` object of at most `most` characters."""
    marked = shape({"type": one_of("mrkdwn"), "text": string(most, least)}, {"verbatim": boolean})
    return by_type({"plain_text": _plain_shape(most, least), "mrkdwn": marked})


def _plain_shape(most: int, least: int) -> Check:
    return shape({"type": one_of("plain_text"), "text": string(most, least)}, {"emoji": boolean})


CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)

SLACK_FILE = shape({}, {"id": string(255), "url": url()}, also=[exactly_one("id", "url")])

DISPATCH = shape(
    {},
    {
        "trigger_actions_on": items(
            one_of("on_enter_pressed", "on_character_entered"), least=1, most=2
        )
    },
)

CONVERSATION_FILTER = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    also=[at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users")],
)


def option(label: Check, *, with_url: bool = False) -> Check:
    """One choice; only an overflow menu's may carry a `url`."""
    optional: dict[str, Check] = {"description": label}
    if with_url:
        optional["url"] = url()
    return shape({"text": label, "value": string(150, 0)}, optional)


PLAIN_OPTION = option(plain(75))
TEXT_OPTION = option(text(75))
OVERFLOW_OPTION = option(plain(75), with_url=True)


def distinct_values(problems: Problems, at: str, value: Any) -> None:
    """A rule for `shape(also=...)`: the `value`s of `options` differ from one another."""
    values = [str(option.get("value")) for option in dicts(value.get("options"))]
    if len(set(values)) != len(values):
        problems.add(f"{at}/options", "must have unique option values")


OPTION_GROUP = shape(
    {"label": plain(75), "options": items(PLAIN_OPTION, least=1, most=100)},
    also=[distinct_values],
)


def all_options(element: dict[str, Any]) -> list[dict[str, Any]]:
    """Every option of a select, its groups' included."""
    groups = dicts(element.get("option_groups"))
    grouped = [option for group in groups for option in dicts(group.get("options"))]
    return [*dicts(element.get("options")), *grouped]


def initial_among_options(problems: Problems, at: str, value: Any) -> None:
    """A rule for `shape(also=...)`: what is chosen at first is one of the options."""
    options = all_options(value)
    first = value.get("initial_option")
    if first is not None and first not in options:
        problems.add(f"{at}/initial_option", "must be one of the options provided")
    for index, chosen in enumerate(dicts(value.get("initial_options"))):
        if chosen not in options:
            problems.add(f"{at}/initial_options/{index}", "must be one of the options provided")
