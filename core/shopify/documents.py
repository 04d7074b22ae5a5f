"""The GraphQL documents, each with the model of its answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from core.shopify import generated as g

_FOLDER = Path(__file__).parent / "documents"
_SPREAD = re.compile(r"\.\.\.(\w+)")

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Document(Generic[M]):
    """One operation. `once`: it must never be sent twice, so that an unclear outcome is reported
    as unknown; everything else may simply be asked again."""

    file: str
    model: type[M]
    once: bool = False

    @property
    def text(self) -> str:
        """The operation with the fragments it spreads."""
        return source(self.file)


READ_ORDER = Document("read_order", g.ReadOrder)
READ_ORDER_LINES = Document("read_order_lines", g.ReadOrderLines)
READ_ORDER_PLACES = Document("read_order_places", g.ReadOrderPlaces)
READ_ASSIGNED = Document("read_assigned", g.ReadAssigned)
FIND_ORDERS = Document("find_orders", g.FindOrders)
CHANGED_ORDERS = Document("changed_orders", g.ChangedOrders)
VARIANTS_BY_SKU = Document("variants_by_sku", g.VariantsBySku)
LOCATIONS = Document("locations", g.Locations)
RUN_BULK = Document("run_bulk", g.RunBulk)
LOOK_AT_BULK = Document("look_at_bulk", g.LookAtBulk)
BULK_VARIANTS = Document("bulk_variants", g.BulkVariants)
BULK_LEVELS = Document("bulk_levels", g.BulkLevels)
PRODUCT_VARIANTS = Document("product_variants", g.ProductVariants)
READ_LEVELS = Document("read_levels", g.ReadLevels)
SET_LEVELS = Document("set_levels", g.SetLevels, once=True)
ADJUST_LEVELS = Document("adjust_levels", g.AdjustLevels, once=True)
ACTIVATE_LEVEL = Document("activate_level", g.ActivateLevel, once=True)
READ_STANDING = Document("read_standing", g.ReadStanding)
READ_STANDING_LINES = Document("read_standing_lines", g.ReadStandingLines)
MOVE_STANDING = Document("move_standing", g.MoveStanding)
READ_PROGRESS = Document("read_progress", g.ReadProgress)
READ_PROGRESS_LINES = Document("read_progress_lines", g.ReadProgressLines)
READ_PROGRESS_TASKS = Document("read_progress_tasks", g.ReadProgressTasks)
READ_TASK_LINES = Document("read_task_lines", g.ReadTaskLines)
READ_PARCELS = Document("read_parcels", g.ReadParcels)
READ_PARCEL_LINES = Document("read_parcel_lines", g.ReadParcelLines)
READ_REFUNDS = Document("read_refunds", g.ReadRefunds)
READ_REFUND_LINES = Document("read_refund_lines", g.ReadRefundLines)
READ_RETURNS = Document("read_returns", g.ReadReturns)
READ_RETURN_LINES = Document("read_return_lines", g.ReadReturnLines)
SUGGEST_REFUND = Document("suggest_refund", g.SuggestRefund)
CREATE_REFUND = Document("create_refund", g.CreateRefund, once=True)
CANCEL_ORDER = Document("cancel_order", g.CancelOrder)
BEGIN_EDIT = Document("begin_edit", g.BeginEdit)
SET_EDITED_QUANTITY = Document("set_edited_quantity", g.SetEditedQuantity)
COMMIT_EDIT = Document("commit_edit", g.CommitEdit)
CHANGE_ADDRESS = Document("change_address", g.ChangeAddress)
CREATE_RETURN = Document("create_return", g.CreateReturn, once=True)
CLOSE_RETURN = Document("close_return", g.CloseReturn)
REOPEN_RETURN = Document("reopen_return", g.ReopenReturn)
CANCEL_RETURN = Document("cancel_return", g.CancelReturn)
CREATE_FULFILLMENT = Document("create_fulfillment", g.CreateFulfillment, once=True)
UPDATE_TRACKING = Document("update_tracking", g.UpdateTracking)
CANCEL_FULFILLMENT = Document("cancel_fulfillment", g.CancelFulfillment)
CREATE_ORDER = Document("create_order", g.CreateOrder, once=True)
PUSHED_BY_KEY = Document("pushed_by_key", g.PushedByKey)
PUSHED_ORDER = Document("pushed_order", g.PushedOrder)
PUSHED_ORDERS = Document("pushed_orders", g.PushedOrders)
PROBE = Document("probe", g.Probe)
DEFINE_IDENTITY = Document("define_identity", g.DefineIdentity)
WEBHOOKS = Document("webhooks", g.Webhooks)
CREATE_WEBHOOK = Document("create_webhook", g.CreateWebhook)
UPDATE_WEBHOOK = Document("update_webhook", g.UpdateWebhook)


@cache
def source(file: str) -> str:
    """The text of a document with every fragment it needs, read once."""
    text = (_FOLDER / f"{file}.graphql").read_text(encoding="utf-8").strip()
    parts, wanted, had = [text], _SPREAD.findall(text), set[str]()
    while wanted:
        name = wanted.pop()
        if name not in had:
            had.add(name)
            parts.append(_fragments()[name])
            wanted += _SPREAD.findall(parts[-1])
    return "\n".join(parts)


@cache
def _fragments() -> dict[str, str]:
    text = (_FOLDER / "fragments.graphql").read_text(encoding="utf-8")
    pieces = re.split(
        r"^(?=fragment )", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE), flags=re.MULTILINE
    )
    return {piece.split()[1]: piece.strip() for piece in pieces if piece.startswith("fragment ")}
