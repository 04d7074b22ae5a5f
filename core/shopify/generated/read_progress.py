from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .enums import (
    OrderCancelReason,
    OrderDisplayFinancialStatus,
    OrderDisplayFulfillmentStatus,
    OrderReturnStatus,
)
from .fragments import Page, Place, ProgressLine, Task


class ReadProgress(BaseModel):
    order: Optional["ReadProgressOrder"]


class ReadProgressOrder(BaseModel):
    id: str
    name: str
    updated_at: AwareDatetime = Field(alias="updatedAt")
    cancelled_at: Optional[AwareDatetime] = Field(alias="cancelledAt")
    cancel_reason: Optional[OrderCancelReason] = Field(alias="cancelReason")
    display_fulfillment_status: OrderDisplayFulfillmentStatus = Field(
        alias="displayFulfillmentStatus"
    )
    display_financial_status: Optional[OrderDisplayFinancialStatus] = Field(
        alias="displayFinancialStatus"
    )
    return_status: OrderReturnStatus = Field(alias="returnStatus")
    shipping_address: Optional["ReadProgressOrderShippingAddress"] = Field(
        alias="shippingAddress", default=None
    )
    fulfillments_count: Optional["ReadProgressOrderFulfillmentsCount"] = Field(
        alias="fulfillmentsCount"
    )
    refunds: list["ReadProgressOrderRefunds"]
    line_items: "ReadProgressOrderLineItems" = Field(alias="lineItems")
    fulfillment_orders: "ReadProgressOrderFulfillmentOrders" = Field(
        alias="fulfillmentOrders"
    )


ReadProgressOrderShippingAddress = Place


class ReadProgressOrderFulfillmentsCount(BaseModel):
    count: int


class ReadProgressOrderRefunds(BaseModel):
    id: str


class ReadProgressOrderLineItems(BaseModel):
    page_info: "ReadProgressOrderLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadProgressOrderLineItemsNodes"]


ReadProgressOrderLineItemsPageInfo = Page
ReadProgressOrderLineItemsNodes = ProgressLine


class ReadProgressOrderFulfillmentOrders(BaseModel):
    page_info: "ReadProgressOrderFulfillmentOrdersPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadProgressOrderFulfillmentOrdersNodes"]


ReadProgressOrderFulfillmentOrdersPageInfo = Page
ReadProgressOrderFulfillmentOrdersNodes = Task
ReadProgress.model_rebuild()
ReadProgressOrder.model_rebuild()
ReadProgressOrderLineItems.model_rebuild()
ReadProgressOrderFulfillmentOrders.model_rebuild()
