"""What people type and choose in modals, and how the app hears of it."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp

from tests.contract.sandbox_slack.kit import (
    Connect,
    Control,
    actions,
    answering,
    field,
    modal,
    plain,
)


async def test_the_client_checks_what_is_typed(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    view = modal(
        field("short", "x", min_length=3),
        field("long", "x", max_length=2),
        field("number", "x", type="number_input", is_decimal_allowed=False, min_value="5"),
        field("mail", "x", type="email_text_input"),
        field("page", "x", type="url_text_input"),
        {**field("free", "x"), "optional": True},
    )
    opened = await answering(bolt, connect, control, view)
    typed = {"short": "ab", "long": "abc", "number": "4", "mail": "anna", "page": "here"}
    state = {block: {"x": value} for block, value in typed.items()}
    body = {"user": "U0ANNA", "state": state}
    submitted = await control.post(f"views/{opened['id']}/submit", **body)
    assert set(submitted["errors"]) == set(typed)


def options(*values: str) -> list[Any]:
    return [{"text": plain(value.title()), "value": value} for value in values]


CHOICES: list[tuple[str, dict[str, Any], Any, str]] = [
    ("static_select", {"options": options("a", "b")}, "b", "selected_option"),
    ("multi_static_select", {"options": options("a", "b")}, ["a"], "selected_options"),
    ("radio_buttons", {"options": options("a", "b")}, "a", "selected_option"),
    ("checkboxes", {"options": options("a", "b")}, ["a", "b"], "selected_options"),
    ("users_select", {}, "U0BEN", "selected_user"),
    ("multi_users_select", {}, ["U0BEN"], "selected_users"),
    ("channels_select", {}, "C0DEST", "selected_channel"),
    ("conversations_select", {}, "C0DEST", "selected_conversation"),
    ("datepicker", {}, "2026-11-22", "selected_date"),
    ("timepicker", {}, "09:30", "selected_time"),
    ("datetimepicker", {}, 1_800_000_000, "selected_date_time"),
    ("number_input", {"is_decimal_allowed": True}, "4.5", "value"),
    ("rich_text_input", {}, "Hello", "rich_text_value"),
]


async def test_every_kind_of_input_reaches_the_app(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    seen: dict[str, Any] = {}

    @bolt.view("form")
    async def form(ack: Any, body: Any) -> None:
        seen.update(body["view"]["state"]["values"])
        await ack()

    inputs = [field(kind, "x", type=kind, **rest) for kind, rest, _, _ in CHOICES]
    opened = await answering(bolt, connect, control, modal(*inputs, callback_id="form"))
    state = {kind: {"x": value} for kind, _, value, _ in CHOICES}
    body = {"user": "U0ANNA", "state": state}
    assert (await control.post(f"views/{opened['id']}/submit", **body)) == {"ok": True}
    for kind, _, value, name in CHOICES:
        entry = seen[kind]["x"]
        assert entry["type"] == kind
        given = entry[name]
        if name.startswith("selected_option"):
            chosen = given if isinstance(given, list) else [given]
            given = [o["value"] for o in chosen] if isinstance(value, list) else chosen[0]["value"]
        if name == "rich_text_value":
            given = given["elements"][0]["elements"][0]["text"]
        assert given == value


async def test_a_menu_asks_the_app_for_options(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    asked: list[Any] = []
    chosen: list[Any] = []

    @bolt.options("store")
    async def offer(ack: Any, body: Any) -> None:
        asked.append(body)
        await ack(options=options("dest", "north"))

    @bolt.action("store")
    async def choose(ack: Any, body: Any) -> None:
        await ack()
        chosen.append(body["actions"][0])

    menu = {"type": "external_select", "action_id": "store", "min_query_length": 0}
    view = modal(actions(menu, block_id="row"))
    opened = await answering(bolt, connect, control, view)
    place = {
        "user": "U0ANNA",
        "container": {"view_id": opened["id"]},
        "block_id": "row",
        "action_id": "store",
    }
    early = await control.http.post("/control/slack/action", json={**place, "value": "north"})
    assert early.status_code == 400
    offered = await control.post("options", **place, value="no")
    assert [o["value"] for o in offered["options"]] == ["dest", "north"]
    assert (asked[0]["type"], asked[0]["value"]) == ("block_suggestion", "no")
    await control.post("action", **place, value="north")
    assert chosen[0]["selected_option"]["value"] == "north"
    [view_now] = await control.views()
    values = view_now["view"]["state"]["values"]
    assert values["row"]["store"]["selected_option"]["value"] == "north"


async def test_a_choice_tells_what_else_stands_in_the_modal(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    told: list[Any] = []

    @bolt.action("choose")
    async def choose(ack: Any, body: Any) -> None:
        await ack()
        told.append(body["view"]["state"]["values"])

    pick = {"type": "radio_buttons", "action_id": "choose", "options": options("a", "b")}
    choice = {**field("pick", "choose"), "element": pick, "dispatch_action": True}
    opened = await answering(bolt, connect, control, modal(choice, field("words", "x")))
    place = {"user": "U0ANNA", "container": {"view_id": opened["id"]}}
    typed = {"words": {"x": "not sent yet"}}
    chosen = {"block_id": "pick", "action_id": "choose", "value": "b"}
    await control.post("action", **place, **chosen, state=typed)
    assert told[0]["words"]["x"]["value"] == "not sent yet"
    assert told[0]["pick"]["choose"]["selected_option"]["value"] == "b"
