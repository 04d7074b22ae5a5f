"""`app.py explain STORE NUMBER`: what a push of an order would do, and why not more."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from core.domain.explanations import ExplainCard, ExplainedLine, ExplainedPush, Preview
from core.domain.reasons import Reason
from handlers.cli.stores import AsJson
from handlers.cli.terminal import show, terminal_of


def explain(
    context: typer.Context,
    store: Annotated[str, typer.Argument(help="Handle of the destination store.")],
    number: Annotated[str, typer.Argument(help="The order's number, such as 1001.")],
    as_json: AsJson = False,
) -> None:
    """Say what of an order would go where and why the rest stays. Changes nothing."""
    card = terminal_of(context).ask(
        lambda use: use.explain.by_handle(store, number), f"Looking at order {number} …"
    )
    if as_json:
        json.dump(_order(card), sys.stdout, indent=2, default=str)
        sys.stdout.write("\n")
        return
    console = Console() if sys.stdout.isatty() else Console(width=200)
    console.print(f"[bold]Order {escape(card.name)}[/bold] of {escape(card.store.name)}")
    for reason in (*card.refused_by, *card.held_by, *card.left_out):
        console.print(escape(f"{reason.sentence} {reason.remedy}"))
    show(_table(card), as_json=False, empty="Nothing of it is to be shipped.")
    for push in card.pushes:
        if push.preview is not None:
            console.print(escape(_previewed(push, push.preview)))


def _table(card: ExplainCard) -> list[dict[str, Any]]:
    going = [_row(line, _where(push)) for push in card.pushes for line in push.lines]
    return [*going, *(_row(line, "stays") for line in card.staying)]


def _row(line: ExplainedLine, where: str) -> dict[str, Any]:
    reason = line.reason
    return {
        "units": line.quantity,
        "item": escape(line.title),
        "sku": escape(line.sku or ""),
        "from": escape(line.place or ""),
        "goes": escape(where),
        "why": escape(reason.sentence) if reason else None,
        "what_to_do": escape(reason.remedy) if reason else None,
    }


def _where(push: ExplainedPush) -> str:
    where = f"to {push.source}" if push.to_come else f"{push.state.value} to {push.source}"
    return f"{where} as {push.source_order}" if push.source_order else where


def _previewed(push: ExplainedPush, preview: Preview) -> str:
    price = preview.shipping_price
    return (
        f"{push.source}: total {preview.total.amount} {preview.total.currency}, "
        f"{preview.shipping} {price.amount}. Tags: {', '.join(preview.tags)}. "
        f"Note: {preview.note}"
    )


def _order(card: ExplainCard) -> dict[str, Any]:
    return {
        "store": card.store.handle,
        "order": card.name,
        "refused_by": _reasons(card.refused_by),
        "held_by": _reasons(card.held_by),
        "left_out": _reasons(card.left_out),
        "pushes": [_push(push) for push in card.pushes],
        "staying": [_line(line) for line in card.staying],
        "settings": dict(card.store_settings),
    }


def _push(push: ExplainedPush) -> dict[str, Any]:
    preview = push.preview
    return {
        "source": push.source,
        "part": push.part,
        "state": push.state.value,
        "would_go": push.to_come,
        "source_order": push.source_order,
        "lines": [_line(line) for line in push.lines],
        "settings": dict(push.settings),
        "total": preview.total.amount if preview else None,
        "currency": preview.total.currency if preview else None,
        "shipping": preview.shipping_price.amount if preview else None,
        "tags": list(preview.tags) if preview else None,
        "note": preview.note if preview else None,
    }


def _line(line: ExplainedLine) -> dict[str, Any]:
    reasons = _reasons([line.reason] if line.reason else [])
    return {
        "units": line.quantity,
        "item": line.title,
        "sku": line.sku,
        "from": line.place,
        "reason": reasons[0] if reasons else None,
    }


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    return [
        {"code": each.code, "sentence": each.sentence, "remedy": each.remedy} for each in reasons
    ]
