"""Whether a store answers: a pure decision from how its calls ended.

A store that fails again and again is held: nothing is sent to it but a probe now and then, until
it answers. A refusal (a token, a scope, a frozen shop) holds nothing, since each call is answered
at once; it is shown to people all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.errors import AccessRefused, OutcomeUnknown, Rejected, SyncError
from core.domain.reasons import Reason
from core.domain.stores import StoreId

FAULTS = 5
"""Faults in a row after which a store is held, unless they all came within `SPAN`: many calls
that were under way together fail together, and are one fault of the store."""
SPAN = timedelta(seconds=5)
LONGEST = timedelta(minutes=5)
"""The longest wait between two probes."""
SAME = timedelta(minutes=10)
"""Trouble that comes back this soon is the same trouble: one message tells it."""

_FIRST = timedelta(seconds=15)

PASSING = frozenset({"store_not_connected", "store_no_answer", "store_server_error"})
"""Codes of faults of the store or of the way to it. Throttling is none: the store says when."""
OF_THE_STORE = frozenset(
    {
        "token_refused",
        "credentials_refused",
        "app_not_installed",
        "shop_not_permitted",
        "shop_frozen",
        "shop_forbidden",
        "shop_unknown",
        "shop_locked",
    }
)
"""Codes of refusals that meet every call. Any other meets one question only."""
ANSWERS = frozenset({"store_throttled", "shopify_answer_unexpected"})
"""Codes of what only the store itself can have said, though the call came to nothing."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the store does not let us do any more: `what` is the question, "" for every one."""

    what: str
    since: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """How one store does. `faults` in a row since `first_fault_at`, the newest for `reason`; held
    since `held_since`, probed `probes` times, next at `next_probe_at`.

    `number` counts the times of trouble; the newest began at `began_at`, ended at `over_at`, and
    `went_on` pushes had waited for its end.
    """

    store_id: StoreId
    faults: int = 0
    first_fault_at: datetime | None = None
    reason: Reason | None = None
    held_since: datetime | None = None
    probes: int = 0
    next_probe_at: datetime | None = None
    refusals: tuple[Refusal, ...] = ()
    number: int = 0
    began_at: datetime | None = None
    over_at: datetime | None = None
    went_on: int = 0

    @property
    def held(self) -> bool:
        """Whether nothing is sent to it."""
        return self.held_since is not None

    @property
    def troubled(self) -> bool:
        """Whether people must know."""
        return self.held or bool(self.refusals)

    @property
    def calm(self) -> bool:
        """Whether an answer would change nothing."""
        return not self.faults and not self.troubled


def delay_before(probes: int) -> timedelta:
    """The wait before the next probe, after so many: 15 s, 30 s, … up to 5 minutes."""
    return min(_FIRST * (1 << min(probes, 10)), LONGEST)


def after_call(
    health: StoreHealth, what: str, error: SyncError | None, now: datetime, *, probe: bool = False
) -> StoreHealth:
    """How the store does after a call for `what` ended with `error` (None: it was answered).
    What was our own doing, or says nothing about the store, changes nothing."""
    if error is None:
        return _ended(health, _answered(health, what), now)
    if isinstance(error, OutcomeUnknown) or error.reason.code in PASSING:
        return _after_fault(health, error.reason, now, probe=probe)
    if isinstance(error, AccessRefused) or error.reason.code in OF_THE_STORE:
        return _after_refusal(health, what, error.reason, now)
    if isinstance(error, Rejected) or error.reason.code in ANSWERS:
        return _ended(health, _answered(health, what), now)
    return health


def _after_fault(health: StoreHealth, reason: Reason, now: datetime, *, probe: bool) -> StoreHealth:
    if health.held:
        if not probe:
            # It was under way when the store was held.
            return health
        probes = health.probes + 1
        at = now + delay_before(probes)
        return replace(health, reason=reason, probes=probes, next_probe_at=at)
    first = health.first_fault_at or now
    counted = replace(health, faults=health.faults + 1, first_fault_at=first, reason=reason)
    if counted.faults < FAULTS or now - first < SPAN:
        return counted
    held = replace(counted, held_since=first, probes=0, next_probe_at=now + delay_before(0))
    return _begun(health, held, first, now)


def _after_refusal(health: StoreHealth, what: str, reason: Reason, now: datetime) -> StoreHealth:
    met = "" if reason.code in OF_THE_STORE else what
    known = next((one for one in health.refusals if one.what == met), None)
    refusal = Refusal(met, known.since if known else now, reason)
    # A store that refuses one question has accepted the token.
    refusals = [refusal, *(one for one in health.refusals if one.what not in {met, ""})]
    refused = replace(
        _awake(health),
        refusals=tuple(sorted(refusals, key=lambda one: one.what)),
        reason=health.reason if health.refusals else reason,
    )
    return _begun(health, refused, now, now)


def _answered(health: StoreHealth, what: str) -> StoreHealth:
    left = tuple(one for one in health.refusals if one.what not in {"", what})
    return replace(_awake(health), refusals=left)


def _awake(health: StoreHealth) -> StoreHealth:
    """The store said something, whatever it was."""
    return replace(
        health, faults=0, first_fault_at=None, held_since=None, probes=0, next_probe_at=None
    )


def _begun(before: StoreHealth, after: StoreHealth, since: datetime, now: datetime) -> StoreHealth:
    if before.troubled:
        return after
    if before.over_at is not None and now - before.over_at < SAME:
        return replace(after, over_at=None, went_on=0)
    return replace(after, number=before.number + 1, began_at=since, over_at=None, went_on=0)


def _ended(before: StoreHealth, after: StoreHealth, now: datetime) -> StoreHealth:
    over = before.troubled and not after.troubled
    return replace(after, over_at=now) if over else after
