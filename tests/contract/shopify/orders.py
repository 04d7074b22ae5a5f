"""An order of the dest store as these tests lead it on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.domain.errors import SyncError
from core.domain.mirrors.parcels import Pick
from core.domain.mirrors.paybacks import Payback, Suggestion
from core.domain.money import Money
from core.domain.progress import Progress, RefundUnits
from core.shopify.mirroring import ShopifyMirroring
from tests.contract.shopify.kit import DEST, Control


@dataclass(frozen=True)
class Led:
    """`act` is what its people do, `read` what the gateway sees, `shown` what its people see."""

    control: Control
    mirroring: ShopifyMirroring
    gid: str

    @property
    def number(self) -> str:
        return self.gid.rpartition("/")[2]

    async def act(self, what: str, **body: Any) -> Any:
        return await self.control.call("POST", f"/shopify/dest/orders/{self.number}/{what}", body)

    async def shown(self) -> Any:
        return await self.control.order("dest", self.gid)

    async def read(self, **wanted: bool) -> Progress:
        found = await self.mirroring.read_progress(DEST, self.gid, **wanted)
        assert found is not None
        return found

    async def picks(self, quantity: int | None = None) -> list[Pick]:
        """Of every line that is to be shipped; all that is left unless told."""
        tasks = (await self.read()).tasks
        return [
            Pick(task.gid, one.gid, one.line_gid, quantity or one.remaining)
            for task in tasks
            for one in task.units
        ]


def units(order: Progress, quantity: int = 1, restock: str = "CANCEL") -> tuple[RefundUnits, ...]:
    """So many of its first line."""
    return (RefundUnits(order.lines[0].gid, quantity, restock, None),)


def paying(parent: str, amount: str, gave: tuple[RefundUnits, ...] = ()) -> Payback:
    """Money back onto one payment."""
    money = Money(Decimal(amount), "USD")
    return Payback(gave, Suggestion(money, ((parent, "manual", money),)))


def said(error: SyncError) -> str:
    """Shopify's sentence of a change that was refused."""
    assert error.reason.code == "change_refused"
    assert error.reason.remedy.startswith("Look at the order in the admin of dest")
    return error.reason.sentence.removeprefix("dest refused: ")
