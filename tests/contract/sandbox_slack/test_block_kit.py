"""The sandbox's Block Kit rules against an independent table of limits, and the rules between."""

import json
from typing import Any

import httpx
import pytest
from slackblocks import _limits, _surfaces

from scripts.loopback import PLAIN
from tests.contract.sandbox_slack import limits_table, limits_table_more
from tests.contract.sandbox_slack.kit import (
    BOT_TOKEN,
    actions,
    button,
    field,
    modal,
    plain,
    section,
)
from tests.contract.sandbox_slack.limits_table import data_table, option, pie, raw, table

CASES = limits_table.CASES | limits_table_more.CASES
NAMED = {name: value for name, value in vars(_limits).items() if name.isupper()}


class Validator:
    """`blocks.validate`, asked over one connection."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def errors(self, **payload: Any) -> list[Any]:
        form = {name: json.dumps(value) for name, value in payload.items()}
        response = self._http.post("/slack/api/blocks.validate", data=form).json()
        assert response["ok"] is True, response
        errors: list[Any] = response["errors"]
        assert response["valid"] is (not errors)
        return errors

    def pointers(self, *blocks: Any) -> list[str]:
        return [error["pointer"] for error in self.errors(blocks=list(blocks))]


@pytest.fixture(scope="module")
def validator(address: str) -> Any:
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    with httpx.Client(verify=PLAIN, base_url=address, headers=headers, trust_env=False) as http:
        scale = {"tierScale": 1000}
        http.post("/control/reset").raise_for_status()
        http.patch("/control/slack/settings", json=scale).raise_for_status()
        yield Validator(http)


def test_every_limit_of_the_table_has_a_case() -> None:
    assert set(CASES) | set(limits_table_more.ELSEWHERE) == set(NAMED)


@pytest.mark.parametrize("name", CASES)
def test_a_limit_is_where_the_table_has_it(validator: Validator, name: str) -> None:
    limit, make = NAMED[name], CASES[name]
    beyond = limit - 1 if name.endswith(("_MIN", "MIN_ITEMS", "MIN_LENGTH")) else limit + 1
    assert validator.errors(**make(limit)) == []
    assert validator.errors(**make(beyond)) != []


def test_a_data_table_has_a_hundred_rows_and_a_header(validator: Validator) -> None:
    assert validator.errors(**data_table(rows=101)) == []
    assert validator.errors(**data_table(rows=102)) != []
    assert validator.errors(**pie(value=0)) != []


EXAMPLES: dict[str, Any] = {
    "section": section("x"),
    "divider": {"type": "divider"},
    "header": {"type": "header", "text": plain("x")},
    "actions": actions(button()),
    "context": {"type": "context", "elements": [plain("x")]},
    "context_actions": limits_table.icon()["blocks"][0],
    "image": limits_table.image_block()["blocks"][0],
    "input": field("a", "b"),
    "file": {"type": "file", "external_id": "a", "source": "remote"},
    "markdown": {"type": "markdown", "text": "x"},
    "rich_text": limits_table.rich("rich_text_section")["blocks"][0],
    "table": table()["blocks"][0],
    "data_table": data_table()["blocks"][0],
    "data_visualization": pie()["blocks"][0],
    "video": limits_table.video()["blocks"][0],
    "alert": {"type": "alert", "text": plain("x")},
    "card": limits_table.card(),
    "carousel": {"type": "carousel", "elements": [limits_table.card()]},
    "container": limits_table.container()["blocks"][0],
    "task_card": {"type": "task_card", "task_id": "1", "title": "x", "status": "complete"},
    "plan": limits_table.plan(1)["blocks"][0],
}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_block_stands_on_its_surfaces_only(validator: Validator, kind: str) -> None:
    allowed = {name for name, kinds in _surfaces._BLOCK_TYPES_BY_SURFACE.items() if kind in kinds}
    block = EXAMPLES[kind]
    payloads: dict[str, Any] = {
        "message": {"blocks": [block]},
        "modal": {"view": modal(block)},
        "home": {"view": {"type": "home", "blocks": [block]}},
    }
    taken = {name for name, payload in payloads.items() if not validator.errors(**payload)}
    assert taken == allowed


def test_the_examples_are_all_blocks_there_are() -> None:
    known = set().union(*_surfaces._BLOCK_TYPES_BY_SURFACE.values())
    assert set(EXAMPLES) == known


MENU = {"type": "static_select", "action_id": "m"}
WRONG: list[tuple[str, list[Any], str]] = [
    (
        "the same action_id twice in a block",
        [actions(button(action_id="a"), button(action_id="a"))],
        "/blocks/0/elements/1/action_id",
    ),
    (
        "the same block_id twice",
        [{**section("x"), "block_id": "a"}, {**section("y"), "block_id": "a"}],
        "/blocks/1/block_id",
    ),
    ("an unknown block", [{"type": "footer"}], "/blocks/0/type"),
    ("an unknown element", [actions({"type": "knob"})], "/blocks/0/elements/0/type"),
    ("no type", [{"text": plain("x")}], "/blocks/0"),
    ("no block", ["section"], "/blocks/0"),
    (
        "mrkdwn on a button",
        [actions({"type": "button", "text": {"type": "mrkdwn", "text": "x"}})],
        "/blocks/0/elements/0/text/type",
    ),
    ("a style that is none", [actions(button(style="loud"))], "/blocks/0/elements/0/style"),
    ("an unknown field", [{**section("x"), "colour": "red"}], "/blocks/0"),
    ("a section without text", [{"type": "section"}], "/blocks/0"),
    ("a bare string", [{"type": "section", "text": "x"}], "/blocks/0/text"),
    (
        "a text input among actions",
        [actions({"type": "plain_text_input"})],
        "/blocks/0/elements/0/type",
    ),
    (
        "a button in an input",
        [{"type": "input", "label": plain("x"), "element": button()}],
        "/blocks/0/element/type",
    ),
    (
        "an input without a label",
        [{"type": "input", "element": {"type": "plain_text_input"}}],
        "/blocks/0",
    ),
    ("a menu without options", [actions(MENU)], "/blocks/0/elements/0"),
    (
        "a first choice that is not offered",
        [actions({**MENU, "options": [option("a")], "initial_option": option("b")})],
        "/blocks/0/elements/0/initial_option",
    ),
    (
        "the same value twice",
        [actions({**MENU, "options": [option("a"), option("a")]})],
        "/blocks/0/elements/0/options",
    ),
    (
        "a link on a select's option",
        [actions({**MENU, "options": [option("a", url="https://x.example")]})],
        "/blocks/0/elements/0/options/0",
    ),
    ("an address that is none", [actions(button(url="over there"))], "/blocks/0/elements/0/url"),
    ("two tables", [table()["blocks"][0]] * 2, "/blocks"),
    (
        "rows of different length",
        [{**data_table()["blocks"][0], "rows": [[raw()], [raw(), raw()]]}],
        "/blocks/0/rows",
    ),
    (
        "two that take the focus",
        [
            field("a", "b", focus_on_load=True),
            field("c", "d", focus_on_load=True),
        ],
        "/blocks",
    ),
    (
        "a date that is none",
        [actions({"type": "datepicker", "initial_date": "tomorrow"})],
        "/blocks/0/elements/0/initial_date",
    ),
    (
        "a pending task on its own",
        [{"type": "task_card", "task_id": "1", "title": "x", "status": "pending"}],
        "/blocks/0/status",
    ),
]


@pytest.mark.parametrize(("blocks", "pointer"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_pointed_at(validator: Validator, blocks: list[Any], pointer: str) -> None:
    assert validator.pointers(*blocks) == [pointer]


def test_the_same_action_id_may_stand_in_two_blocks(validator: Validator) -> None:
    row = actions(button(action_id="a"))
    assert validator.pointers(row, row) == []


def test_everything_wrong_is_told_at_once(validator: Validator) -> None:
    found = validator.pointers(section("x" * 3001), {"type": "footer"}, actions())
    assert found == ["/blocks/0/text/text", "/blocks/1/type", "/blocks/2/elements"]


def test_exactly_one_of_blocks_message_and_view(validator: Validator) -> None:
    with pytest.raises(AssertionError, match="invalid_arguments"):
        validator.errors(blocks=[], view=modal())
