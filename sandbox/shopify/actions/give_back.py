"""Returns: requested or opened, approved, declined, closed, reopened, called off.

They leave the order's `updatedAt` alone, as was recorded, and so send no `orders/*` webhook. What
of it is recorded and what is the sandbox's own stands in `docs/sandbox.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.shopify import payload_returns, returns, totals
from sandbox.shopify.actions.refusal import Problem, Refusal, refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.orders import Order
from sandbox.shopify.parcels import FulfillmentLine
from sandbox.shopify.returns import Return, ReturnLine

DECLINES = ("FINAL_SALE", "OTHER", "RETURN_PERIOD_ENDED")
_LONGEST = {"note": 255, "customer_note": 300}
_LONGEST_DECLINE = 500


@dataclass(frozen=True)
class Piece:
    """Units of one parcel's line that are to come back."""

    content: FulfillmentLine
    quantity: int
    reason: str
    note: str = ""
    customer_note: str | None = None


def content(order: Order, number: int) -> FulfillmentLine | None:
    """The line of that id in a parcel that was not called back."""
    sent = (parcel for parcel in order.fulfillments if parcel.status != "CANCELLED")
    return next((one for parcel in sent for one in parcel.lines if one.id == number), None)


def returnable(order: Order, part: FulfillmentLine) -> int:
    """How many units of a parcel's line can be returned: neither returned nor refunded yet."""
    line = order.line(part.line_id)
    if line is None:
        return 0
    standing = [n for one in order.returns if one.status in returns.STANDING for n in one.lines]
    here = sum(n.quantity for n in standing if n.fulfillment_line_id == part.id)
    coming = sum(n.quantity - n.refunded for n in standing if n.line_id == line.id)
    kept = line.current_quantity - totals.unfulfilled(order, line)
    return max(0, min(part.quantity - here, kept - coming))


def start(
    desk: Desk, order: Order, pieces: Sequence[Piece], *, requested: bool, root: str
) -> Return:
    """A return, as a request or open at once; Refusal, with nothing done, when a piece is wrong.

    `root` is the argument's name, for the errors' fields.
    """
    _check(order, pieces, root)
    lines = [
        ReturnLine(
            desk.id("ReturnLineItem"),
            one.content.id,
            one.content.line_id,
            one.quantity,
            one.reason,
            one.note,
            one.customer_note,
        )
        for one in pieces
    ]
    name = f"{order.name}-R{len(order.returns) + 1}"
    state = "REQUESTED" if requested else "OPEN"
    made = Return(desk.id("Return"), name, desk.at, state, lines)
    made.approved_at = None if requested else desk.at
    order.returns.append(made)
    order.closed_at = None
    _told(desk, order, made, "RETURNS_REQUEST" if requested else "RETURNS_APPROVE")
    return made


def _check(order: Order, pieces: Sequence[Piece], root: str) -> None:
    where = (root, "returnLineItems")
    if not pieces:
        raise refuse("Return line items can't be blank", *where, code="BLANK")
    problems, asked = [], dict[int, int]()
    for place, one in enumerate(pieces):
        at = (*where, str(place))
        before = asked.get(one.content.id, 0)
        asked[one.content.id] = before + one.quantity
        if not 0 < one.quantity <= returnable(order, one.content) - before:
            sentence = "Return line item has an invalid quantity."
            problems.append(Problem((*at, "quantity"), sentence, "INVALID"))
        for name, most in _LONGEST.items():
            if len(getattr(one, name) or "") > most:
                sentence = f"is too long (maximum is {most} characters)"
                problems.append(Problem((*at, name), sentence, "TOO_LONG"))
    if problems:
        raise Refusal(problems)


def approve(desk: Desk, order: Order, it: Return) -> None:
    """The request is granted: the return is open."""
    if it.status != "REQUESTED":
        sentence = "Return is not approvable. Only returns with status REQUESTED can be approved."
        raise refuse(sentence, "input", "id", code="INVALID_STATE")
    it.status, it.approved_at = "OPEN", desk.at
    _told(desk, order, it, "RETURNS_APPROVE")


def decline(desk: Desk, order: Order, it: Return, reason: str, note: str | None) -> None:
    """The request is turned down: its units may be asked for again."""
    if it.status == "DECLINED":
        sentence = "The return is already declined."
        raise refuse(sentence, "input", "id", code="INVALID_STATE")
    if it.status != "REQUESTED":
        sentence = "Return is not declinable. Only returns with status REQUESTED can be declined."
        raise refuse(sentence, "input", "id", code="INVALID_STATE")
    if len(note or "") > _LONGEST_DECLINE:
        sentence = f"Decline note is too long (maximum is {_LONGEST_DECLINE} characters)"
        raise refuse(sentence, "input", "declineNote", code="TOO_LONG")
    it.status, it.decline_reason, it.decline_note = "DECLINED", reason, note
    _told(desk, order, it, "RETURNS_DECLINE")


def close(desk: Desk, order: Order, it: Return) -> None:
    """The return is done with; once more changes nothing."""
    if _moved(it, "OPEN", "CLOSED"):
        it.closed_at = desk.at
        _told(desk, order, it, "RETURNS_CLOSE")


def reopen(desk: Desk, order: Order, it: Return) -> None:
    """A closed return is open again; an open one stays as it is."""
    if _moved(it, "CLOSED", "OPEN"):
        it.closed_at = None
        _told(desk, order, it, "RETURNS_REOPEN")


def _moved(it: Return, before: str, after: str) -> bool:
    if it.status not in (before, after):
        raise refuse("Return status is invalid.", "id", code="INVALID_STATE")
    changes = it.status == before
    it.status = after
    return changes


def cancel(desk: Desk, order: Order, it: Return) -> None:
    """An open return of which nothing was refunded is called off; once more changes nothing."""
    if it.status == "CANCELED":
        return
    if it.status != "OPEN" or it.refunded:
        raise refuse("Return is not cancelable.", "id", code="INVALID_STATE")
    it.status = "CANCELED"
    _told(desk, order, it, "RETURNS_CANCEL")


def refunded(order: Order, line_id: int, units: int) -> Return | None:
    """Lay refunded units of a line on the returns they came back with; the first one touched."""
    touched = None
    for it in order.returns:
        for one in it.lines:
            taken = min(units, one.quantity - one.refunded)
            if it.status in ("OPEN", "CLOSED") and one.line_id == line_id and taken > 0:
                one.refunded += taken
                units -= taken
                touched = touched or it
    return touched


def _told(desk: Desk, order: Order, it: Return, topic: str) -> None:
    desk.noted(order, f"Return {it.name}: {it.status.lower()}.")
    desk.send(topic, lambda: payload_returns.body(order, it, topic))
