"""Carries out the strikes on the running processes."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from core.db.embedded import EmbeddedServer
from scripts.people import People
from scripts.programs import Process
from tests.campaign.strikes import Strike
from tests.campaign.world import Region, fill_up

Json = dict[str, Any]

FROZEN = "a process frozen past its lease"
RESTARTED = "PostgreSQL restarted"
AWAY = "Slack away"
KILLED = "a process killed for good"
GREAT = (FROZEN, RESTARTED, AWAY, KILLED)
"""Faults of which each campaign has at least one."""


@dataclass
class Chaos:
    """`bots`: the first is the one that is killed for good. `fired` counts what struck."""

    people: People
    server: EmbeddedServer
    bots: Sequence[Process]
    regions: Sequence[Region]
    fired: Counter[str] = field(default_factory=Counter)
    _timers: list[threading.Timer] = field(default_factory=list)
    _frozen: set[int] = field(default_factory=set)

    def strike(self, strike: Strike) -> None:
        """Let it happen; what lasts ends by itself later."""
        match strike.what:
            case "fault":
                self.people.post("/control/faults", strike.details)
            case "lag":
                self.people.http.patch("/control/shopify/settings", json=strike.details)
            case "fill up":
                fill_up(self.people.http, self.regions)
            case "freeze":
                self._freeze(self.bots[strike.details["second"]], strike.details["seconds"])
            case "restart":
                self._restart()
            case "slack away":
                self._slack_away(strike.details["seconds"])
            case "kill":
                self._kill()

    def calm(self) -> None:
        """Nothing more goes wrong but what is in force already; what lasts is waited for."""
        for timer in self._timers:
            timer.join()
        self.people.http.patch("/control/shopify/settings", json={"searchLagSeconds": 1})

    def reckon(self) -> None:
        """Count what struck."""
        for fault in self._faults():
            self.fired[f"{fault['service']}: {_shown(fault)}"] += fault["fired"]

    def close(self) -> None:
        """Nothing stays frozen."""
        for timer in self._timers:
            timer.cancel()
        for bot in self.bots:
            self._thaw(bot)

    def _faults(self) -> list[Json]:
        found: list[Json] = self.people.get("/control/faults")
        return found

    def _freeze(self, bot: Process, seconds: float) -> None:
        if bot.poll() is not None or self._frozen:
            return
        self._frozen.add(bot.pid)
        bot.send_signal(signal.SIGSTOP)
        self.fired[FROZEN] += 1
        self._later(seconds, lambda: self._thaw(bot))

    def _thaw(self, bot: Process) -> None:
        if bot.pid in self._frozen:
            self._frozen.discard(bot.pid)
            with suppress(ProcessLookupError):
                bot.send_signal(signal.SIGCONT)

    def _restart(self) -> None:
        self.server.stop()
        time.sleep(1)
        self.server.start()
        self.fired[RESTARTED] += 1

    def _slack_away(self, seconds: float) -> None:
        cut = {"service": "slack", "kind": "close_socket", "abrupt": True}
        self.people.post("/control/faults", cut)
        away = {"service": "slack", "kind": "drop_request", "times": None}
        number = self.people.post("/control/faults", away)["id"]
        self.fired[AWAY] += 1
        self._later(seconds, lambda: self._slack_back(number))

    def _slack_back(self, number: str) -> None:
        count = next(fault["fired"] for fault in self._faults() if fault["id"] == number)
        self.fired["slack: calls while it was away"] += count
        self.people.http.delete(f"/control/faults/{number}").raise_for_status()

    def _kill(self) -> None:
        self._thaw(self.bots[0])
        self.bots[0].kill()
        self.bots[0].wait()
        self.fired[KILLED] += 1

    def _later(self, seconds: float, what: Any) -> None:
        timer = threading.Timer(seconds, what)
        timer.daemon = True
        timer.start()
        self._timers.append(timer)


def _shown(fault: Json) -> str:
    worked = " after the work" if fault.get("worked") else ""
    status = f" {fault['status']}" if "status" in fault else ""
    return f"{fault['kind']}{status}{worked} ({fault['operation'] or 'any call'})"
