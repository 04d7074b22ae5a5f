"""One case: the scenario played, the bot killed at its point, and what came of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event

from scripts.people import DEST, NORTH, SOUTH, NotSeen
from tests.bot_log import errors_in
from tests.crash.person import key_of
from tests.crash.scenario import Scenario
from tests.crash.stages import PATIENCE, Broken, CrashStage
from tests.crash.tripwire import Point, Trap

OPERATORS = "C0OPS"
_LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Played:
    """What was met on the way, and what was wrong at the end; `met` says whether the bot was
    killed where it was to be, `asked` whether a person had to answer."""

    points: tuple[Point, ...]
    met: bool
    asked: bool
    problems: tuple[str, ...]
    seconds: float


def play(
    stage: CrashStage, kind: type[Scenario], closing: Event, trap: Trap | None = None
) -> Played:
    """From a fresh database and sandbox to the scenario's end, or until `closing`."""
    stage.fresh()
    scenario = kind(stage)
    began = time.monotonic()
    try:
        scenario.prepare()
        stage.tripwire.begin(trap)
        began = time.monotonic()
        problems = _lived(stage, scenario, closing)
    except (NotSeen, Broken) as error:
        problems = [str(error)]
    points, met = stage.tripwire.end(), stage.tripwire.sprung
    problems += errors_in(stage.log)
    stage.stop()
    return Played(points, met, scenario.person.asked, tuple(problems), time.monotonic() - began)


def _lived(stage: CrashStage, scenario: Scenario, closing: Event) -> list[str]:
    """Until the end; a bot that was killed is started again, once."""
    scenario.act()
    end, restarted = time.monotonic() + PATIENCE, False
    while time.monotonic() < end and not closing.is_set():
        if not stage.runs():
            if restarted or not stage.tripwire.sprung:
                return ["the bot ended by itself"]
            stage.start(scenario.settings)
            restarted = True
        scenario.person.look()
        scenario.live()
        if scenario.over() and _settled(scenario):
            return [*scenario.wrong(), *_everywhere(stage)]
        time.sleep(_LOOK_SECONDS)
    return [f"no end within {PATIENCE:.0f} s", *_under_way(stage)]


def _settled(scenario: Scenario) -> bool:
    if not scenario.is_quiet():
        return False
    time.sleep(_LOOK_SECONDS)
    scenario.person.look()
    return scenario.is_quiet() and scenario.over()


def _everywhere(stage: CrashStage) -> Iterator[str]:
    """What is wrong in whatever scenario."""
    for channel in (DEST, NORTH, SOUTH, OPERATORS):
        keys = Counter(key_of(message) for message in stage.people.messages(channel))
        yield from (f"{n} of {key} in {channel}" for key, n in keys.items() if key and n > 1)
    jobs = "SELECT task_name, status::text FROM procrastinate.procrastinate_jobs"
    ended = f"{jobs} WHERE status NOT IN ('todo', 'doing', 'succeeded')"
    yield from (f"job {name} {status}" for name, status in stage.rows(ended))
    transient = "SELECT state FROM pushes WHERE state IN ('queued', 'sending', 'unknown')"
    yield from (f"a push is {state}" for (state,) in stage.rows(transient))
    unposted = "SELECT key FROM messages WHERE ts IS NULL"
    yield from (f"message {key} was begun, not kept" for (key,) in stage.rows(unposted))
    running = "SELECT push_id FROM attempts WHERE finished_at IS NULL"
    yield from (f"an attempt of push {push} has no end" for (push,) in stage.rows(running))


def _under_way(stage: CrashStage) -> Iterator[str]:
    jobs = stage.rows(
        "SELECT task_name, status::text, scheduled_at FROM procrastinate.procrastinate_jobs"
    )
    yield from (f"job {name} {status} {at or ''}".strip() for name, status, at in jobs)
    yield from (f"a push is {state}" for (state,) in stage.rows("SELECT state FROM pushes"))
