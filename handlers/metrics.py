"""`/metrics`, in the text form that Prometheus reads (prometheus.io, "Exposition formats")."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core.domain.errors import Temporary
from core.domain.measurements import Measurements
from core.domain.pushes import PushState

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = dict[str, str]
Sample = tuple[Labels, float]


@dataclass(frozen=True, slots=True)
class Metrics:
    """The route."""

    measure: Callable[[], Awaitable[Measurements]]

    async def __call__(self, _request: Request) -> Response:
        """503 while the database does not answer."""
        try:
            found = await self.measure()
        except Temporary:
            return PlainTextResponse("", 503)
        return PlainTextResponse(exposition(found), headers={"content-type": CONTENT_TYPE})


def exposition(found: Measurements) -> str:
    """The measurements, each with its help and type. A state without a push counts 0, so that
    nothing vanishes from a graph."""
    jobs = [({"kind": k, "status": s}, n) for (k, s), n in sorted(found.jobs.items())]
    pushes = [({"state": state.value}, found.pushes.get(state, 0)) for state in PushState]
    families = (
        _family("jobs", "gauge", "Jobs in the queue, by kind and status.", jobs),
        _family("pushes", "gauge", "Pushes, by state.", pushes),
        _family(
            "oldest_queued_push_seconds",
            "gauge",
            "Since when the push waits that was queued first.",
            [({}, found.oldest_queued)],
        ),
        _family(
            "seconds_since_poll",
            "gauge",
            "Since a store was last asked what changed.",
            _by_shop(found.polled.items()),
        ),
        _family(
            "shopify_calls_total",
            "counter",
            "Calls to Shopify of this process.",
            _by_shop(found.traffic.calls.items()),
        ),
        _family(
            "shopify_throttled_total",
            "counter",
            "Calls of this process that Shopify refused as too many.",
            _by_shop(found.traffic.throttled.items()),
        ),
    )
    return "".join(line for family in families for line in family)


def _by_shop(values: Iterable[tuple[str, float]]) -> list[Sample]:
    return [({"shop": shop}, value) for shop, value in sorted(values)]


def _family(name: str, kind: str, help_: str, samples: Iterable[Sample]) -> Iterator[str]:
    full = f"synctec_{name}"
    yield f"# HELP {full} {help_}\n# TYPE {full} {kind}\n"
    for labels, value in samples:
        named = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
        yield f"{full}{{{named}}} {value:.17g}\n" if named else f"{full} {value:.17g}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
