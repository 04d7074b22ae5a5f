"""What passes between a client and PostgreSQL, far enough to see where statements end."""

from __future__ import annotations

import re
import struct
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.domain import work

_HEAD = re.compile(r"(?i)\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([\w.\"]+)")
_INSIDE = re.compile(r"(?i)\b(INSERT\s+INTO|(?<!FOR )(?<!DO )UPDATE|DELETE\s+FROM)\s+([\w.\"]+)")
_FUNCTION = re.compile(r"procrastinate_(\w+?)_v\d")
_WORKS = re.compile(rb"(?<![A-Za-z])(" + "|".join(work.__all__).encode() + rb")(?![A-Za-z])")
_STEPS = frozenset({"retry_job", "cancel_job", "register_worker"})
"""Further functions of the queue that are steps; its heartbeats are none."""


@dataclass(slots=True)
class Statement:
    """One that was sent: its text, and its parameters as they were bound."""

    sql: str
    bound: bytes = b""

    @property
    def function(self) -> str:
        """The queue's function it calls, "" for none."""
        found = _FUNCTION.search(self.sql)
        return found[1] if found else ""

    def is_word(self, word: str) -> bool:
        """Whether it is this one word, COMMIT say."""
        return self.sql.strip(" ;\n").upper() == word


@dataclass(slots=True)
class Batch:
    """What was sent up to one point where the server answers it all."""

    statements: deque[Statement] = field(default_factory=deque)
    alone: bool = False


class Conversation:
    """One connection: its statements, and what its open transaction wrote so far. `jobs` knows
    the queue's rows by their number, over all connections."""

    def __init__(self, jobs: dict[int, str]) -> None:
        self._jobs = jobs
        self._prepared: dict[bytes, str] = {}
        self._portals: dict[bytes, Statement] = {}
        self._next = Batch()
        self._waiting: deque[Batch] = deque()
        self._writes: list[str] = []
        self._in_transaction = False

    def sent(self, kind: bytes, body: bytes) -> Batch | None:
        """A message of the client's; the batch when this one ends it."""
        if kind == b"P":
            name, sql, _ = body.split(b"\0", 2)
            self._prepared[name] = sql.decode()
        elif kind == b"B":
            portal, name, rest = body.split(b"\0", 2)
            self._portals[portal] = Statement(self._prepared.get(name, ""), rest)
        elif kind == b"E":
            portal = body.split(b"\0", 1)[0]
            self._next.statements.append(self._portals.get(portal, Statement("")))
        elif kind == b"Q":
            self._next.statements.append(Statement(body.rstrip(b"\0").decode()))
        if kind not in (b"Q", b"S"):
            return None
        batch, self._next = self._next, Batch()
        batch.alone = not self._in_transaction
        self._waiting.append(batch)
        return batch

    def step(self, batch: Batch) -> str | None:
        """What a batch that is about to be sent will make lasting; None: nothing."""
        if any(each.is_word("COMMIT") for each in batch.statements):
            return ", ".join(self._writes) or None
        if not batch.alone or len(batch.statements) != 1:
            return None
        return self._written(batch.statements[0], None) or None

    def answered(self, kind: bytes, body: bytes) -> Batch | None:
        """A message of the server's; the batch when it is answered whole."""
        batch = self._waiting[0] if self._waiting else None
        if kind == b"C" and batch is not None and batch.statements:
            self._learn(batch.statements.popleft(), body.rstrip(b"\0").decode())
        elif kind == b"D" and batch is not None:
            if batch.statements and batch.statements[0].function == "fetch_job":
                self._fetched(body)
        elif kind == b"Z":
            self._in_transaction = body != b"I"
            if not self._in_transaction:
                self._writes = []
            return self._waiting.popleft() if self._waiting else None
        return None

    @property
    def waits(self) -> bool:
        """Whether an answer is under way; what comes otherwise is news that nobody asked for."""
        return bool(self._waiting)

    def _learn(self, statement: Statement, tag: str) -> None:
        write = self._written(statement, tag)
        if write and write not in self._writes:
            self._writes.append(write)

    def _written(self, statement: Statement, tag: str | None) -> str:
        """What it writes, "" where it reads only, or touched no row."""
        match statement.function:
            case "defer_jobs":
                return f"queue {_named(statement.bound)}"
            case "finish_job":
                (number, *_) = _values(statement.bound)
                return f"finish {self._jobs.get(_number(number), 'a job')}"
            case "":
                return "" if tag is not None and tag.endswith(" 0") else _write_of(statement.sql)
            case function:
                return function if function in _STEPS else ""

    def _fetched(self, row: bytes) -> None:
        """A row of the queue's, whose first column is its number; empty where nothing waited."""
        name = _named(row)
        if not name:
            return
        (length,) = struct.unpack_from(">i", row, 2)
        self._jobs[_number(row[6 : 6 + length])] = name
        self._writes.append(f"fetch {name}")


def _write_of(sql: str) -> str:
    head = sql.lstrip()[:4].upper()
    found = _INSIDE.search(sql) if head == "WITH" else _HEAD.match(sql)
    return f"{found[1].split()[0].upper()} {found[2].strip(chr(34))}" if found else ""


def _named(text: bytes) -> str:
    return " and ".join(sorted({found.decode() for found in _WORKS.findall(text)}))


def _number(value: bytes) -> int:
    """A whole number as text or in binary; the queue's have few digits."""
    return int(value) if value.isdigit() else int.from_bytes(value, "big")


def _values(bound: bytes) -> Sequence[bytes]:
    """The parameters of a Bind message, after its two names."""
    (formats,) = struct.unpack_from(">h", bound, 0)
    at = 2 + 2 * formats
    (count,) = struct.unpack_from(">h", bound, at)
    at, values = at + 2, []
    for _ in range(count):
        (length,) = struct.unpack_from(">i", bound, at)
        values.append(bound[at + 4 : at + 4 + max(length, 0)])
        at += 4 + max(length, 0)
    return values
