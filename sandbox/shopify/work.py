"""What Shopify does later, by itself: cancel jobs and bulk operations that are due."""

from typing import Any

from sandbox.shopify.actions import cancel
from sandbox.shopify.bulk_lines import written
from sandbox.shopify.desk import Desk
from sandbox.shopify.execution import Engine
from sandbox.shopify.ids import gid
from sandbox.shopify.state import BulkOperation, Store

_ENDS = ("CANCELED", "EXPIRED")


def waiting(store: Store) -> bool:
    """Whether anything is still to be done in the store."""
    jobs = any(not job.done for job in store.jobs.values())
    return jobs or any(one.status in ("CREATED", "RUNNING") for one in store.bulk.values())


def work(desk: Desk, engine: Engine) -> None:
    """Do all that is due at the desk's time."""
    for job in list(desk.store.jobs.values()):
        if not job.done and job.due <= desk.at:
            cancel.work(desk, job)
    for one in list(desk.store.bulk.values()):
        if one.status in ("CREATED", "RUNNING"):
            _advance(desk, engine, one)


def _advance(desk: Desk, engine: Engine, one: BulkOperation) -> None:
    if one.due > desk.at:
        one.status = "RUNNING"
        return
    data, wrong = engine.everything(one.query, desk)
    one.fate = one.fate or wrong
    if one.fate:
        one.status = one.fate if one.fate in _ENDS else "FAILED"
    else:
        one.lines, one.roots = written(data)
        one.status, one.completed_at = "COMPLETED", desk.at
    body: dict[str, Any] = {
        "admin_graphql_api_id": gid("BulkOperation", one.id),
        "completed_at": one.completed_at.isoformat() if one.completed_at else None,
        "created_at": one.created_at.isoformat(),
        "error_code": one.fate.lower() if one.fate and one.status == "FAILED" else None,
        "status": one.status.lower(),
        "type": "query",
    }
    desk.send("BULK_OPERATIONS_FINISH", lambda: body)
