"""Everything the bot can show, at its smallest and largest, is something Slack takes, and nothing a
customer typed does anything in it."""

import re
from typing import Any

import pytest

from bot.blocks.parts import Message
from tests.unit.bot import cards, gallery
from tests.unit.bot.rules import problems, texts

# What we write ourselves between angle brackets: links, people, channels, dates.
OURS = re.compile(
    r"<(https://[^<>|]+\|[^<>]*|@U[A-Z0-9]+|!subteam\^S[A-Z0-9]+|#C[A-Z0-9]+|"
    r"!date\^\d+\^(?:[A-Za-z ]*\{date_short_pretty\} at \{time\}|\{date_long_pretty\}|\{time\})"
    r"\|[^<>]+)>"
)


Messages = dict[str, Message]
Views = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def messages() -> Messages:
    """Every message there is, by name: made for who asks, not by every process that collects."""
    return dict(gallery.messages())


@pytest.fixture(scope="module")
def views() -> Views:
    """Every view."""
    return dict(gallery.views())


def test_messages_are_within_slacks_limits(messages: Messages, subtests: pytest.Subtests) -> None:
    for name, message in messages.items():
        with subtests.test(name):
            assert problems(list(message.blocks), "message") == []


def test_messages_say_something_to_who_only_hears_them(
    messages: Messages, subtests: pytest.Subtests
) -> None:
    for name, message in messages.items():
        with subtests.test(name):
            assert len(message.text.strip()) > 5
            assert len(message.text) <= 500


def test_views_are_within_slacks_limits(views: Views, subtests: pytest.Subtests) -> None:
    for name, view in views.items():
        with subtests.test(name):
            _within_limits(view)


def _within_limits(view: dict[str, Any]) -> None:
    surface = view["type"]
    assert problems(view["blocks"], surface) == []
    if surface == "modal":
        for name in ("title", "close", "submit"):
            assert len(view.get(name, {"text": ""})["text"].encode("utf-16-le")) // 2 <= 24
        assert len(view["private_metadata"]) <= 3000
        has_input = any(block["type"] == "input" for block in view["blocks"])
        assert ("submit" in view) or not has_input


def test_nothing_typed_by_anybody_is_read_by_slack_in_a_message(
    messages: Messages, subtests: pytest.Subtests
) -> None:
    for name, message in messages.items():
        with subtests.test(name):
            _no_markup([("mrkdwn", message.text), *texts(message.blocks)])


def test_nothing_typed_by_anybody_is_read_by_slack_in_a_view(
    views: Views, subtests: pytest.Subtests
) -> None:
    for name, view in views.items():
        with subtests.test(name):
            _no_markup(list(texts(view["blocks"])))


def _no_markup(found: list[tuple[str, str]]) -> None:
    for kind, text in found:
        # No mark that would turn the words after it around survives; isolates come in pairs.
        assert not re.search("[\u202a-\u202e]", text)
        assert text.count("\u2068") == text.count("\u2069")
        if kind != "mrkdwn":
            continue
        rest = OURS.sub("", text)
        assert "<" not in rest, rest
        assert ">" not in rest, rest
        assert not re.search(r"&(?!amp;|lt;|gt;)", rest), rest


def test_a_plain_text_is_never_parsed_as_mrkdwn(messages: Messages) -> None:
    loud = messages["order: hostile failed"]
    kinds = {kind for kind, text in texts(loud.blocks) if "@U0ANNA" in text and "<!chan" in text}
    assert kinds <= {"plain_text", "text"}


def test_every_mrkdwn_is_verbatim_so_that_names_do_not_become_links(messages: Messages) -> None:
    for message in messages.values():
        for node in _objects(message.blocks):
            if node.get("type") == "mrkdwn":
                assert node["verbatim"] is True


def test_an_alert_of_500_lines_shows_ten_and_counts_the_rest(messages: Messages) -> None:
    blocks = messages["order: long failed"].blocks
    (rich,) = [block for block in blocks if block["type"] == "rich_text"]
    items = rich["elements"][0]["elements"]
    assert len(items) == 11
    assert items[-1]["elements"][0]["text"] == "… and 490 more"


def test_no_customer_data_but_city_and_country_is_on_a_card() -> None:
    # The card types cannot carry more; this pins what the facts hold.
    assert {"city", "country_code"} <= set(cards.facts().__dataclass_fields__)
    assert not {"email", "customer", "name_of_customer"} & set(cards.facts().__dataclass_fields__)


def _objects(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        return [node, *(found for value in node.values() for found in _objects(value))]
    if isinstance(node, list | tuple):
        return [found for value in node for found in _objects(value)]
    return []
