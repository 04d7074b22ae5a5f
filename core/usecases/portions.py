"""Long things, taken a portion at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


async def portions(found: AsyncIterator[T], size: int) -> AsyncIterator[list[T]]:
    """As many at a time, as they come."""
    some: list[T] = []
    async for one in found:
        some.append(one)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def batches(found: Iterable[T], size: int) -> Iterator[list[T]]:
    """The same of what is there already."""
    rest = iter(found)
    while some := list(islice(rest, size)):
        yield some
