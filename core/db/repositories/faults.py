"""Faults of our own, counted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.dialects.postgresql import insert

from core.db import codecs
from core.db.session import Session
from core.db.tables import faults
from core.domain.faults import ANEW, Fault, Subject
from core.domain.reasons import Reason
from core.domain.stores import StoreId


class SqlFaults:
    """See `core.ports.Faults`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def count(self, job: str, reason: Reason, reference: str, subject: Subject) -> Fault:
        """One more of these, at the database's time."""
        new = {
            "reason": codecs.reason_to_json(reason),
            "reference": reference,
            "about": subject.said,
            "store_id": subject.store_id,
            "newest_at": func.now(),
        }
        statement = insert(faults).values(
            code=reason.code, job=job, number=1, times=1, first_at=func.now(), **new
        )
        anew = faults.c.newest_at < func.now() - ANEW
        counted = {
            "number": case((anew, faults.c.number + 1), else_=faults.c.number),
            "times": case((anew, 1), else_=faults.c.times + 1),
            "first_at": case((anew, func.now()), else_=faults.c.first_at),
        }
        upsert = statement.on_conflict_do_update(
            index_elements=[faults.c.code, faults.c.job], set_={**new, **counted}
        )
        return _fault_of((await self._session.run(upsert.returning(faults))).one())

    async def get(self, code: str, job: str) -> Fault | None:
        """How it stands."""
        wanted = select(faults).where(faults.c.code == code, faults.c.job == job)
        row = (await self._session.run(wanted)).one_or_none()
        return None if row is None else _fault_of(row)


def _fault_of(row: Row[Any]) -> Fault:
    return Fault(
        job=row.job,
        reason=codecs.reason_from_json(row.reason),
        number=row.number,
        times=row.times,
        first_at=row.first_at,
        newest_at=row.newest_at,
        reference=row.reference,
        subject=Subject(row.about, None if row.store_id is None else StoreId(row.store_id)),
    )
