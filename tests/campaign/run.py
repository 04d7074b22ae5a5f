"""One campaign from its seed to its books."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx

from core.db.embedded import EmbeddedServer
from scripts.loopback import PLAIN
from scripts.people import People
from scripts.programs import Launch, spawn
from scripts.stage import Stage, bot, free_port, sandbox
from tests.bot_log import errors_in
from tests.campaign import orders, strikes, world
from tests.campaign.audit import audit
from tests.campaign.balancer import Balancer
from tests.campaign.books import Books, Reader
from tests.campaign.chaos import GREAT, Chaos
from tests.campaign.clerk import Clerk
from tests.campaign.report import Progress
from tests.campaign.staff import Staff
from tests.campaign.strikes import Strike, Waits
from tests.campaign.telling import telling

_QUIET_SECONDS = 3.0
_SLACK_SPEED = 4


@dataclass(frozen=True, slots=True)
class Campaign:
    """What is to be done: `rate` orders a second; `patience` is how many seconds the last of them
    may take."""

    orders: int
    seed: int
    regions: int
    rate: float
    patience: float
    waits: Waits


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it; `findings` is empty where the books balance."""

    campaign: Campaign
    books: Books
    findings: Sequence[str]
    fired: Counter[str]
    did: Counter[str]
    retried_jobs: int
    seconds: float
    throttled: int = 0
    log: Path = field(default_factory=Path)

    @property
    def not_struck(self) -> list[str]:
        """The great faults that never came: without them the books prove little."""
        return [what for what in GREAT if not self.fired[what]]


def run(campaign: Campaign, folder: Path, progress: Progress, launch: Launch = spawn) -> Result:
    """Play it and read the books."""
    began = time.monotonic()
    with ExitStack() as stack:
        play = stack.enter_context(_stage(campaign, folder, launch))
        progress.say("The orders come.")
        _place(campaign, play, progress)
        progress.say("No more orders, no more faults.")
        play.chaos.calm()
        books, findings = _balance(campaign, play, progress)
        findings += [one for one in errors_in(folder / "bot.log") if not _is_of_an_outage(one)]
        findings += play.reader.failed_jobs()
        play.chaos.reckon()
        totals = play.people.get("/control/exchanges/totals")
        throttled = sum(one["count"] for one in totals if one["error"] == "THROTTLED")
    return Result(
        campaign=campaign,
        books=books,
        findings=findings,
        fired=play.chaos.fired,
        did=play.clerk.did,
        retried_jobs=(folder / "bot.log").read_text().count("job_will_be_tried_again"),
        seconds=time.monotonic() - began,
        throttled=throttled,
        log=folder / "bot.log",
    )


@dataclass(frozen=True, slots=True)
class _Play:
    people: People
    staff: Staff
    clerk: Clerk
    chaos: Chaos
    reader: Reader


@contextmanager
def _stage(campaign: Campaign, folder: Path, launch: Launch) -> Iterator[_Play]:
    with ExitStack() as stack:
        server = EmbeddedServer(folder / "own", durable=False)
        url = server.start()
        stack.callback(server.stop)
        balancer = Balancer()
        stack.enter_context(balancer.open())
        settings = _settings(campaign.waits, url, balancer.url)
        here = stack.enter_context(sandbox(folder, settings=settings, keep=False, launch=launch))
        http = httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=30, trust_env=False)
        people = People(stack.enter_context(http), patience=60)
        _quicken(people)
        regions = world.build(people.http, campaign.regions)
        setup = world.settings_file(regions, folder / "setup.toml")
        reader = Reader(people, url, regions)
        stages = here, _polling(here, campaign.waits)
        balancer.targets = [each.bot_url for each in stages]
        first = stack.enter_context(bot(stages[0], setup))
        people.until("every webhook's subscription", lambda: _subscribed(people, reader))
        bots = first, stack.enter_context(bot(stages[1], setup))
        staff, chaos = Staff(people), Chaos(people, server, bots, regions)
        stack.callback(chaos.close)
        clerk = stack.enter_context(_clerk(here, staff, regions))
        yield _Play(people, staff, clerk, chaos, reader)


@contextmanager
def _clerk(here: Stage, staff: Staff, regions: Sequence[world.Region]) -> Iterator[Clerk]:
    with httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=30, trust_env=False) as http:
        clerk = Clerk(People(http, patience=4), staff, regions)
        with ThreadPoolExecutor(1) as threads:
            working = threads.submit(clerk.work)
            try:
                yield clerk
            finally:
                clerk.stop()
                # A clerk who fell ill in the middle is no proof of anything.
                working.result(30)


def _settings(waits: Waits, url: str, public_url: str) -> Mapping[str, str]:
    return {
        "DATABASE_URL": url,
        "SYNCTEC_PUBLIC_URL": public_url,
        "SYNCTEC_SLACK_SPEED": str(_SLACK_SPEED),
        "SYNCTEC_PUSH_LEASE_SECONDS": str(waits.lease),
        "SYNCTEC_REQUEST_TIMEOUT_SECONDS": str(waits.request),
        "SYNCTEC_LOOK_UP_SECONDS": ",".join(map(str, waits.look_ups)),
    }


def _polling(here: Stage, waits: Waits) -> Stage:
    """The second process also asks every store again and again: that is how an order comes in of
    which the webhook was lost."""
    more = {"SYNCTEC_PUBLIC_URL": "", "SYNCTEC_POLL_SECONDS": str(waits.poll)}
    url = f"http://127.0.0.1:{free_port()}"
    return replace(here, bot_url=url, settings={**here.settings, **more})


def _quicken(people: People) -> None:
    """Webhooks come again after seconds; Slack allows what the processes are told it does."""
    slack = {"messagesPerSecond": _SLACK_SPEED, "burst": 3 * _SLACK_SPEED, "tierScale": 20}
    for half, body in (("shopify", {"webhookRetryScale": 0.02}), ("slack", slack)):
        people.http.patch(f"/control/{half}/settings", json=body).raise_for_status()


def _subscribed(people: People, reader: Reader) -> bool | None:
    made = [
        one["count"]
        for one in people.get("/control/exchanges/totals")
        if one["operation"] == "webhookSubscriptionCreate"
    ]
    return (len(made) >= 3 * len(reader.regions) and not reader.busy()) or None


def _place(campaign: Campaign, play: _Play, progress: Progress) -> None:
    """The orders at their pace, each strike before its order; then what staff still have to do."""
    due = _by_place(strikes.draw(campaign.seed, campaign.orders, campaign.waits))
    for planned in orders.draw(campaign.seed, campaign.orders, campaign.regions):
        for strike in due.pop(planned.place, ()):
            play.chaos.strike(strike)
        play.staff.place(planned)
        play.staff.due()
        progress.step(planned.place + 1, play.reader)
        time.sleep(1 / campaign.rate)
    for strike in (strike for late in due.values() for strike in late):
        play.chaos.strike(strike)
    while play.staff.due():
        time.sleep(0.2)


def _by_place(drawn: Sequence[Strike]) -> dict[int, list[Strike]]:
    found: dict[int, list[Strike]] = {}
    for strike in drawn:
        found.setdefault(strike.before, []).append(strike)
    return found


def _balance(campaign: Campaign, play: _Play, progress: Progress) -> tuple[Books, list[str]]:
    """The books once they balance and nothing is under way any more, or when patience is over."""
    end = time.monotonic() + campaign.patience
    quiet_since: float | None = None
    while True:
        books = play.reader.read(play.staff.placed)
        findings = [*audit(books), *telling(books)]
        now = time.monotonic()
        busy = play.reader.busy()
        still = not findings and not busy
        quiet_since = (quiet_since or now) if still else None
        if quiet_since is not None and now - quiet_since >= _QUIET_SECONDS:
            return books, findings
        if now > end:
            return books, findings or [f"still under way: {job}" for job in busy]
        progress.waiting(len(findings), play.reader)
        time.sleep(1)


_OF_AN_OUTAGE = (
    "ConnectorException('\\n    Database error",
    "Failed to check the current session",
    "Cannot write to closing transport",
)


def _is_of_an_outage(found: str) -> bool:
    """What libraries say of PostgreSQL and Slack while the campaign takes these away. The job whose
    end could not be written down is found stalled and done again."""
    return any(said in found for said in _OF_AN_OUTAGE)
