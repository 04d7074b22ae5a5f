"""From Shopify's answer to the error tree. Pure: an answer in, its data or an error out.

The table is that of shopify.dev (response codes, GraphQL error handling). The one question behind
it: may the call have been carried out? Only a call that must not be sent twice (`once`) ends as
`OutcomeUnknown`; any other is a read, or may be repeated, and ends as `Temporary`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from core.domain.errors import (
    AccessRefused,
    Broken,
    NotFound,
    OutcomeUnknown,
    SyncError,
    Temporary,
    Throttled,
)
from core.domain.reasons import OUTCOME_UNKNOWN, Reason
from core.ports.pacing import Charge
from core.shopify import reasons
from core.shopify.transport import Answer

M = TypeVar("M", bound=BaseModel)

_REFUSED: Mapping[int, Callable[[str], SyncError]] = {
    401: lambda shop: AccessRefused(reasons.token_refused(shop)),
    402: lambda shop: AccessRefused(reasons.shop_frozen(shop)),
    403: lambda shop: AccessRefused(reasons.forbidden(shop)),
    404: lambda shop: NotFound(reasons.shop_unknown(shop)),
    423: lambda shop: AccessRefused(reasons.shop_locked(shop)),
}
_WAIT_AFTER_429 = 2.0
_FAULTS = frozenset({"INTERNAL_SERVER_ERROR", "TIMEOUT", "SERVICE_UNAVAILABLE"})


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked: of which shop (`store` is its name among people), with which document, and
    whether it must not be repeated."""

    shop: str
    store: str
    document: str
    once: bool = False

    def unclear(self, reason: Reason) -> SyncError:
        """It was sent and may have been done: unknown where that matters, else try later."""
        return OutcomeUnknown(OUTCOME_UNKNOWN) if self.once else Temporary(reason)

    def broken(self, detail: str) -> SyncError:
        """An answer nobody foresaw, to a call that was surely not carried out."""
        return Broken(reasons.contract_changed(self.store), f"{self.document}: {detail}")

    def garbled(self, detail: str) -> SyncError:
        """An answer nobody foresaw, after which the call may have been carried out."""
        return OutcomeUnknown(OUTCOME_UNKNOWN) if self.once else self.broken(detail)


def payload(call: Call, answer: Answer) -> dict[str, Any]:
    """The JSON object of an answer whose HTTP status says that GraphQL answered.

    Raises:
        SyncError: the status or the body says otherwise.
    """
    if answer.status != 200:
        raise _status_error(call, answer)
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise call.unclear(reasons.no_answer(call.store))
    return found


def _status_error(call: Call, answer: Answer) -> SyncError:
    status = answer.status
    if status in _REFUSED:
        return _REFUSED[status](call.store)
    if status == 429:
        return Throttled(reasons.throttled(call.store), retry_after(answer))
    if 300 <= status < 400:
        # Shopify leads callers of a name that is no shop's to its own pages.
        return NotFound(reasons.shop_unknown(call.store))
    if status == 408:
        # A gateway gave up waiting, and cannot know for what.
        return call.unclear(reasons.no_answer(call.store))
    if 400 <= status < 500:
        return call.broken(f"HTTP {status}")
    return call.unclear(reasons.server_error(call.store, status))


def retry_after(answer: Answer) -> timedelta:
    """Retry-After in seconds, or a short wait where the answer has none."""
    try:
        seconds = float(answer.headers.get("retry-after", ""))
    except ValueError:
        seconds = _WAIT_AFTER_429
    return timedelta(seconds=min(max(seconds, 0.1), 3600.0))


def charge_of(found: Mapping[str, Any]) -> Charge | None:
    """What the call cost and what is left, where the answer says so."""
    try:
        cost = found["extensions"]["cost"]
        status = cost["throttleStatus"]
        actual = cost.get("actualQueryCost")
        return Charge(
            requested=float(cost["requestedQueryCost"]),
            actual=None if actual is None else float(actual),
            maximum=float(status["maximumAvailable"]),
            available=float(status["currentlyAvailable"]),
            restore_rate=float(status["restoreRate"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def read(call: Call, found: Mapping[str, Any], model: type[M]) -> M:
    """The typed data of an answer that can be trusted as a whole.

    Data that comes with errors is not: a field that is missing for lack of a scope would look like
    one that is empty. Nor is a list whose search filter Shopify did not understand, since it would
    be the unfiltered one.

    Raises:
        SyncError: what the errors mean.
    """
    data, errors = found.get("data"), found.get("errors") or []
    if errors and not (call.once and _was_done(data)):
        raise _graphql_error(call, found, errors if isinstance(errors, list) else [errors])
    if warnings := _search_warnings(found):
        raise call.broken(f"search: {warnings}")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise call.garbled(_shape(error)) from error


def _was_done(data: Any) -> bool:
    return isinstance(data, dict) and any(value is not None for value in data.values())


def _graphql_error(call: Call, found: Mapping[str, Any], errors: list[Any]) -> SyncError:
    first = next((one for one in errors if isinstance(one, dict)), {})
    codes = [_code(one) for one in errors if isinstance(one, dict)]
    if "THROTTLED" in codes:
        return Throttled(reasons.throttled(call.store), _restored(charge_of(found)))
    if not any(codes) or _FAULTS.intersection(codes) or (call.once and _ran(found, errors)):
        return call.unclear(reasons.server_error(call.store, 200))
    if "ACCESS_DENIED" in codes:
        return _denied(call.store, errors[codes.index("ACCESS_DENIED")])
    if "NOT_FOUND" in codes:
        return NotFound(reasons.identity_not_defined(call.store))
    if "SHOP_INACTIVE" in codes:
        return AccessRefused(reasons.shop_frozen(call.store))
    return call.broken(f"{codes}: {str(first.get('message'))[:300]}")


def _code(error: Mapping[str, Any]) -> str:
    extensions = error.get("extensions")
    return str(extensions.get("code", "")) if isinstance(extensions, dict) else ""


def _ran(found: Mapping[str, Any], errors: list[Any]) -> bool:
    """Whether execution had come past the mutation's own gate when the error arose.

    Without `data` the document was refused as a whole. With it, an error at the root field itself
    is its refusal; one below it, or one that names no place, came after the work had begun.
    """
    if "data" not in found:
        return False
    return any(len(one.get("path") or ()) != 1 for one in errors if isinstance(one, dict))


def _denied(shop: str, error: Mapping[str, Any]) -> SyncError:
    message = str(error.get("message", ""))
    if "protected-customer-data" in message or "not approved to" in message:
        return AccessRefused(reasons.customer_data_denied(shop))
    extensions = error.get("extensions")
    needed = extensions.get("requiredAccess") if isinstance(extensions, dict) else None
    return AccessRefused(reasons.scope_missing(shop, f"Needed: {needed}" if needed else ""))


def _restored(charge: Charge | None) -> timedelta:
    """How long until the bucket holds what was asked for."""
    if charge is None or charge.restore_rate <= 0:
        return timedelta(seconds=_WAIT_AFTER_429)
    missing = max(charge.requested - charge.available, 1.0)
    return timedelta(seconds=missing / charge.restore_rate)


def _search_warnings(found: Mapping[str, Any]) -> str:
    extensions = found.get("extensions")
    searches = extensions.get("search") if isinstance(extensions, dict) else None
    noted = [one.get("warnings") for one in searches or [] if isinstance(one, dict)]
    return "; ".join(str(warning)[:200] for warning in noted if warning)


def _shape(error: ValidationError) -> str:
    """Where the answer differs from its model; the values may be customer data and stay out."""
    places = [
        ".".join(map(str, one["loc"])) + ": " + one["type"]
        for one in error.errors(include_input=False, include_url=False)
    ]
    return "; ".join(places[:5])
