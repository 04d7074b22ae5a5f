"""Slack's markup as people read it: what the tour prints."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.slack_text import lines_of, named, plain


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("*Pushed as #2041* by <@U0ANNA>", "Pushed as #2041 by @U0ANNA"),
        ("<#C0DEST|dest-orders>", "#C0DEST"),
        (":package: *_both_* ~gone~ `P3-1`", "both gone P3-1"),
        ("<https://a.example/x|Open #1>, <https://a.example>", "Open #1, https://a.example"),
        ("<!date^12^{date} at {time}|2026-01-01 08:28:15 UTC>", "2026-01-01 08:28:15 UTC"),
        ("2 * 3 * 4, snake_case_name", "2 * 3 * 4, snake_case_name"),
        ("*\u200bas typed*", "*as typed*"),
        ("&lt;b&gt; &amp;lt;", "<b> &lt;"),
    ],
)
def test_markup_is_read(markup: str, read: str) -> None:
    assert plain(markup) == read


def test_ids_become_names_where_they_are_known() -> None:
    names = {"U0ANNA": "anna", "C0DEST": "dest-orders"}
    assert named("@U0ANNA in #C0DEST, order #1001", names) == "@anna in #dest-orders, order #1001"
    assert named("@U0NOBODY", names) == "@U0NOBODY"


def test_plain_text_and_rich_text_are_not_read_as_markup() -> None:
    said = {"type": "text", "text": "*as it is* "}
    who = {"type": "user", "user_id": "U0ANNA"}
    section = {"type": "rich_text_section", "elements": [said, who]}
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": "*1* & :2:"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*bold*"}},
        {"type": "rich_text", "elements": [section]},
    ]
    assert lines_of(blocks) == ["*1* & :2:", "bold", "*as it is* @U0ANNA"]
