"""What a source shipped shows on the customer's order: each unit once, whatever happens when."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.domain.mirrors import parcels
from core.domain.mirrors.records import Kind, Mirror, MirrorId, State
from core.domain.progress import Line, Parcel, Progress, Task, TaskUnits, Tracking, Units, summed
from core.domain.pushes import PushId
from tests.unit.soak import examples

START = datetime(2026, 11, 22, tzinfo=UTC)
ORDERED = {"L1": 3, "L2": 2, "L3": 1}
LINKS = {f"S{gid}": gid for gid in ORDERED}
PLACES = ("Berlin", "Hamburg")


class Shop:
    """One store's order: units are in fulfilment orders until they are in parcels."""

    def __init__(self, name: str, lines: dict[str, int], split: int) -> None:
        self.name = name
        self.lines = dict(lines)
        self.tasks = {
            f"{name}-task-{place}": Counter(
                {gid: units // 2 if number else units - units // 2 for gid, units in lines.items()}
                if split
                else (lines if not number else {})
            )
            for number, place in enumerate(PLACES)
        }
        self.held: set[str] = set()
        self.parcels: dict[str, Parcel] = {}
        self.home: dict[str, list[tuple[str, str, int]]] = {}

    def ship(self, picks: list[tuple[str, str, int]], tracking: Tracking) -> Parcel:
        gid = f"{self.name}-F{len(self.parcels) + 1}"
        for task, line, many in picks:
            assert task not in self.held, "a fulfilment order on hold is not fulfilled"
            assert 0 < many <= self.tasks[task][line], "more than is asked for"
            self.tasks[task][line] -= many
        total = Counter[str]()
        for _, line, many in picks:
            total[line] += many
        units = tuple(Units(line, many) for line, many in total.items())
        at = START + timedelta(minutes=len(self.parcels))
        parcel = Parcel(gid, gid, at, "SUCCESS", None, tracking, None, units)
        self.parcels[gid] = parcel
        self.home[gid] = picks
        return parcel

    def call_back(self, gid: str) -> None:
        self.parcels[gid] = replace(self.parcels[gid], status="CANCELLED")
        for task, line, units in self.home[gid]:
            self.tasks[task][line] += units

    def progress(self) -> Progress:
        tasks = tuple(
            Task(
                gid=gid,
                status="ON_HOLD" if gid in self.held else "OPEN",
                location_gid=gid,
                location=gid,
                open_to_us=gid not in self.held,
                units=tuple(
                    TaskUnits(f"{gid}/{line}", line, many) for line, many in units.items() if many
                ),
            )
            for gid, units in self.tasks.items()
        )
        lines = tuple(Line(gid, None, gid, None, units, units) for gid, units in self.lines.items())
        return Progress(
            self.name,
            self.name,
            START,
            None,
            None,
            "",
            "PAID",
            lines,
            tuple(self.parcels.values()),
            tasks,
            (),
            (),
        )


class Mirroring(RuleBasedStateMachine):
    """A source ships, calls back and changes tracking; holds come and go; we look now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.source = Shop("source", {f"S{gid}": units for gid, units in ORDERED.items()}, 0)
        self.order = Shop("order", ORDERED, 1)
        self.mirrors: list[Mirror] = []
        self.numbers = 0

    @rule(line=st.sampled_from(sorted(LINKS)), many=st.integers(1, 3), tracked=st.booleans())
    def ships(self, line: str, many: int, tracked: bool) -> None:
        task = next(iter(self.source.tasks))
        units = min(many, self.source.tasks[task][line])
        if units:
            self.numbers += 1
            tracking = Tracking("UPS", (f"1Z{self.numbers}",)) if tracked else Tracking()
            self.source.ship([(task, line, units)], tracking)

    @rule(data=st.data())
    def calls_back(self, data: st.DataObject) -> None:
        live = [gid for gid, one in self.source.parcels.items() if one.is_live]
        if live:
            self.source.call_back(data.draw(st.sampled_from(live)))

    @rule(data=st.data())
    def tracks(self, data: st.DataObject) -> None:
        live = [gid for gid, one in self.source.parcels.items() if one.is_live]
        if live:
            gid = data.draw(st.sampled_from(live))
            self.numbers += 1
            tracking = Tracking("DHL", (f"JD{self.numbers}",))
            self.source.parcels[gid] = replace(self.source.parcels[gid], tracking=tracking)

    @rule(place=st.sampled_from(PLACES), held=st.booleans())
    def holds(self, place: str, held: bool) -> None:
        gid = f"order-task-{place}"
        (self.order.held.add if held else self.order.held.discard)(gid)

    @rule()
    def looks(self) -> None:
        self._carry()
        # What was carried is there: looking again finds nothing to do.
        again = [step for step in self._steps() if not isinstance(step, parcels.Wait)]
        assert again == []

    @invariant()
    def never_more_than_the_source_shipped(self) -> None:
        shipped = Counter({LINKS[gid]: units for gid, units in self._shipped_ever().items()})
        assert summed(self._shown()) <= shipped

    def teardown(self) -> None:
        """In the end, with nothing held back, both say the same, line by line."""
        self.order.held.clear()
        self._carry()
        self._carry()
        theirs = self.source.progress().shipped
        assert {LINKS[gid]: units for gid, units in theirs.items() if units} == {
            gid: units for gid, units in self.order.progress().shipped.items() if units
        }
        for mirror in self.mirrors:
            if mirror.state is State.DONE and mirror.copy:
                parcel = self.source.parcels[mirror.original]
                if not parcel.tracking.is_empty:
                    assert self.order.parcels[mirror.copy].tracking == parcel.tracking

    def _shown(self) -> list[Units]:
        return [
            units
            for parcel in self.order.parcels.values()
            if parcel.is_live
            for units in parcel.units
        ]

    def _shipped_ever(self) -> Counter[str]:
        return summed(units for one in self.source.parcels.values() for units in one.units)

    def _steps(self) -> list[parcels.Step]:
        source, order = self.source.progress(), self.order.progress()
        return list(parcels.steps(source, order, LINKS, self.mirrors))

    def _carry(self) -> None:
        for step in self._steps():
            match step:
                case parcels.Ship():
                    self._ship(step)
                case parcels.Retrack(mirror, tracking):
                    assert mirror.copy
                    copy = self.order.parcels[mirror.copy]
                    self.order.parcels[mirror.copy] = replace(copy, tracking=tracking)
                    self._keep(replace(mirror, tracking=tracking))
                case parcels.CallBack(mirror):
                    assert mirror.copy
                    self.order.call_back(mirror.copy)
                    self._keep(replace(mirror, state=State.UNDONE))
                case parcels.Wait():
                    assert self.order.held
                case other:
                    raise AssertionError(other)

    def _ship(self, step: parcels.Ship) -> None:
        assert len({pick.task_gid for pick in step.picks}) == 1, "one location a call"
        picks = [(pick.task_gid, pick.line_gid, pick.quantity) for pick in step.picks]
        copy = self.order.ship(picks, step.parcel.tracking)
        self.mirrors.append(
            Mirror(
                id=MirrorId(len(self.mirrors) + 1),
                push_id=PushId(1),
                kind=Kind.PARCEL,
                original=step.parcel.gid,
                place=step.location_gid or "",
                state=State.DONE,
                units=step.units,
                number=len(self.mirrors) + 1,
                copy=copy.gid,
                tracking=step.parcel.tracking,
            )
        )

    def _keep(self, changed: Mirror) -> None:
        self.mirrors = [changed if one.id == changed.id else one for one in self.mirrors]


TestMirroring = Mirroring.TestCase
TestMirroring.settings = settings(
    max_examples=examples(60, 2_000), stateful_step_count=25, deadline=None, derandomize=True
)
