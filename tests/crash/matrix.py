"""Cases played side by side: each thread has a stage, and takes the next one."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Lock

from tests.crash.cases import Case, Ended, counted
from tests.crash.play import Played, play
from tests.crash.scenarios import SCENARIOS
from tests.crash.stages import CrashStage, Theatre, crash_stage
from tests.crash.tripwire import Point

_TRIES = 2
"""Who is quicker is not the same in each run: a point that was not met may be met in the next."""


class Matrix:
    """Some stages of one kind in one theatre. `logs` is where those of failed cases are put."""

    def __init__(self, house: Theatre, logs: Path, count: int, *, by_webhook: bool) -> None:
        self._house = house
        self._logs = logs
        self._by_webhook = by_webhook
        self._pool = ThreadPoolExecutor(count)
        self._stack = ExitStack()
        self._free: deque[CrashStage] = deque()
        self._lock = Lock()
        self._closing = Event()
        self._count = count

    def __enter__(self) -> Matrix:
        names = [f"stage_{int(self._by_webhook)}_{number}" for number in range(self._count)]
        with ExitStack() as opening:
            opening.callback(self._close)
            list(self._pool.map(self._open, names))
            opening.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        self._closing.set()
        self._pool.shutdown(cancel_futures=True)
        self._stack.close()

    def count(self, scenarios: Iterable[str], heard: Callable[[str, Played], None]) -> None:
        """Play each without a kill; `heard` is told what was met."""

        def one(name: str) -> None:
            heard(name, self._on_stage(name))

        list(self._pool.map(one, scenarios))

    def play(self, cases: Sequence[Case], heard: Callable[[Ended], None]) -> None:
        """Play each; `heard` is told its end, by any thread."""

        def one(case: Case) -> None:
            ended = self._tried(case)
            if not self._closing.is_set():
                heard(ended)

        list(self._pool.map(one, cases))

    def _tried(self, case: Case) -> Ended:
        for _ in range(_TRIES):
            ended = Ended.of(case, self._on_stage(case.scenario, case))
            if ended.outcome != "not met":
                break
        return ended

    def _on_stage(self, name: str, case: Case | None = None) -> Played:
        with self._lock:
            stage = self._free.popleft()
        try:
            played = play(stage, SCENARIOS[name], self._closing, case.trap if case else None)
            if played.problems and stage.log.exists():
                kept = f"{name}-{case.id if case else 'unharmed'}.log"
                shutil.copy(stage.log, self._logs / kept)
            return played
        finally:
            with self._lock:
                self._free.append(stage)

    def _open(self, name: str) -> None:
        stage = crash_stage(self._house, name, by_webhook=self._by_webhook)
        opened = self._stack.enter_context(stage)
        with self._lock:
            self._free.append(opened)


def boundaries(played: Played) -> list[Point]:
    """What a run without a kill met. Raises AssertionError where it did not go well."""
    assert not played.problems, played.problems
    return counted(played.points)
