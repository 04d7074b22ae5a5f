"""What may stand between a queued push and its sending, seen under the lock of its claim."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.errors import Temporary
from core.domain.push_settings import Mode
from core.domain.pushes import Push, PushLine, PushState, lines_when_skipped, move
from core.domain.reasons import NOTHING_LEFT_HERE, settings_changing
from core.ports import UnitOfWork
from core.usecases.judgement import Judged


def obstacle_to(push: Push, judged: Judged, lines: Sequence[PushLine]) -> Push | None:
    """The push in the state in which it cannot be sent, None when nothing stands in its way."""
    verdict = judged.verdict
    if verdict.refused_by:
        return move(push, PushState.CANCELLED, reason=verdict.refused_by[0])
    if verdict.held_by:
        return move(push, PushState.HELD, reason=verdict.held_by[0])
    if push.actor is None and (verdict.left_out or not _is_automatic(push, judged)):
        return move(push, PushState.WAITING, reason=next(iter(verdict.left_out), None))
    if not lines:
        were = {line.line_gid for line in push.lines}
        why = (v.reason for v in verdict.lines if v.line_gid in were and v.reason)
        reason = next(why, NOTHING_LEFT_HERE)
        if push.actor is not None:
            # Somebody waits for it: told why, with a Retry, should the reason pass.
            return move(push, PushState.FAILED, reason=reason)
        return move(push, PushState.SKIPPED, reason=reason, lines=lines_when_skipped(push))
    return None


def _is_automatic(push: Push, judged: Judged) -> bool:
    own = (c for c in judged.connections if c.source_id == push.source_id)
    return any(c.settings.mode is Mode.AUTOMATIC for c in own)


async def require_same_settings(unit: UnitOfWork, judged: Judged) -> None:
    """Reading takes a while: who paused the store, or changed a price, meanwhile is obeyed.

    Raises:
        Temporary: the settings are others by now than those it was judged by.
    """
    store = await unit.stores.get(judged.store.id)
    connections = tuple(await unit.connections.sources_of(judged.store.id))
    if store.settings != judged.store.settings or connections != judged.connections:
        raise Temporary(settings_changing(judged.store.name))
