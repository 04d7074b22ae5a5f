"""The audit of Slack: one message each, and every one says what is true in the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.campaign.books import Books
from tests.campaign.clerk import NOT_THERE, key_of, labels_of, retries_of, said_in
from tests.campaign.world import title

Json = dict[str, Any]
_UNTRUE_IN_THE_END = (
    "Queued",
    "Sending",
    "looking it up",
    "waiting for your decision",
    "Pushes by itself",
)
_ALERTED = {"waiting", "pushed", "failed"}
_REFUSED = ("refused_", "missing_text", "unknown_message")


def telling(books: Books) -> list[str]:
    """Every finding."""
    by_key: dict[str, list[Json]] = defaultdict(list)
    for messages in books.messages.values():
        for message in messages:
            by_key[key_of(message)].append(message)
    pushes: dict[int, list[Json]] = defaultdict(list)
    for push in books.pushes:
        pushes[push["order_id"]].append(push)
    return [
        *_once(by_key),
        *(finding for row in books.orders for finding in _alert(row, pushes[row["id"]], by_key)),
        *(finding for push in books.pushes for finding in _of_push(push, by_key)),
        *_storms(books.pushes, by_key),
        *_questions(by_key),
        *(
            f"Slack: {warning['kind']}: {warning['detail']}"
            for warning in books.warnings
            if warning["kind"].startswith(_REFUSED)
        ),
    ]


def _once(by_key: Mapping[str, Sequence[Json]]) -> Iterator[str]:
    counts = Counter({key: len(messages) for key, messages in by_key.items()})
    for key, count in counts.items():
        if count > 1:
            yield f"Slack: the message {key} was posted {count} times"


def _alert(
    row: Json, pushes: Sequence[Json], by_key: Mapping[str, Sequence[Json]]
) -> Iterator[str]:
    what = f"Slack: the alert of {row['shop']} {row['name']}"
    messages = by_key.get(f"order:{row['id']}", ())
    if not messages:
        if any(push["state"] in _ALERTED for push in pushes):
            yield f"{what} is missing"
        return
    said, labels = said_in(messages[0]), labels_of(messages[0])
    yield from (f"{what} still says “{words}”" for words in _UNTRUE_IN_THE_END if words in said)
    expected = [line for push in pushes if (line := _line(push))]
    yield from (f"{what} does not say “{line}”" for line in expected if line not in said)
    waiting = any(push["state"] == "waiting" for push in pushes)
    if waiting != any(label.startswith("Push") for label in labels):
        yield f"{what} has the buttons {labels}"
    if row["cancelled_at"] and "Cancelled" not in said:
        yield f"{what} does not say that it was cancelled"


def _line(push: Json) -> str | None:
    """What the alert must say of a push; nothing of those that are over."""
    part = f" (part {push['part']})" if push["part"] > 1 else ""
    source = f"{title(push['source'])}{part}"
    return {
        "pushed": f"Pushed to {source} as {push['source_name']}",
        "failed": f"{source} · Failed",
        "waiting": f"{source} · Waiting for a push",
    }.get(push["state"])


def _of_push(push: Json, by_key: Mapping[str, Sequence[Json]]) -> Iterator[str]:
    what = f"push {push['id']}"
    received = by_key.get(f"received:{push['id']}", ())
    if push["state"] == "pushed" and not received:
        yield f"Slack: {title(push['source'])} was never told of {push['source_name']} ({what})"
    if received and (push["source_name"] or "no name") not in said_in(received[0]):
        yield f"Slack: what the source was told of {what} does not name {push['source_name']}"
    failures = by_key.get(f"failure:{push['id']}", ())
    is_open = any("Retry" in labels_of(message) for message in failures)
    if is_open and push["state"] != "failed":
        yield f"Slack: {what} is {push['state']}, and its failed-push alert is open"
    if push["state"] == "failed" and not is_open and not push["storm"]:
        yield f"Slack: {what} is failed, and neither an alert nor a storm is open"


def _storms(pushes: Sequence[Json], by_key: Mapping[str, Sequence[Json]]) -> Iterator[str]:
    """Those that are open count what fails of them; the others offer nothing."""
    failing = Counter(
        f"storm:{push['storm']}" for push in pushes if push["state"] == "failed" and push["storm"]
    )
    shown = {key for key in by_key if key.startswith("storm:")}
    for key in sorted(shown | set(failing)):
        offers = [label for message in by_key.get(key, ()) for label in retries_of(message)]
        many = failing[key]
        wanted = [] if not many else ["Retry it"] if many == 1 else [f"Retry all {many:,}"]
        if offers != wanted:
            yield f"Slack: {many} pushes fail of {key}, which offers {offers}"


def _questions(by_key: Mapping[str, Sequence[Json]]) -> Iterator[str]:
    for key, messages in by_key.items():
        if key.startswith("question:") and NOT_THERE in labels_of(messages[0]):
            yield f"Slack: the {key} still stands open"
