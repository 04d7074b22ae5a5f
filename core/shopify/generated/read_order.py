from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .enums import (
    CurrencyCode,
    OrderDisplayFinancialStatus,
    OrderDisplayFulfillmentStatus,
)
from .fragments import Line, Place, Price


class ReadOrder(BaseModel):
    order: Optional["ReadOrderOrder"]


class ReadOrderOrder(BaseModel):
    id: str
    name: str
    number: int
    created_at: AwareDatetime = Field(alias="createdAt")
    updated_at: AwareDatetime = Field(alias="updatedAt")
    processed_at: AwareDatetime = Field(alias="processedAt")
    cancelled_at: Optional[AwareDatetime] = Field(alias="cancelledAt")
    test: bool
    display_financial_status: Optional[OrderDisplayFinancialStatus] = Field(
        alias="displayFinancialStatus"
    )
    display_fulfillment_status: OrderDisplayFulfillmentStatus = Field(
        alias="displayFulfillmentStatus"
    )
    currency_code: CurrencyCode = Field(alias="currencyCode")
    email: Optional[str]
    source_identifier: Optional[str] = Field(alias="sourceIdentifier")
    tags: list[str]
    total_price_set: "ReadOrderOrderTotalPriceSet" = Field(alias="totalPriceSet")
    current_total_price_set: "ReadOrderOrderCurrentTotalPriceSet" = Field(
        alias="currentTotalPriceSet"
    )
    total_shipping_price_set: "ReadOrderOrderTotalShippingPriceSet" = Field(
        alias="totalShippingPriceSet"
    )
    shipping_address: Optional["ReadOrderOrderShippingAddress"] = Field(
        alias="shippingAddress"
    )
    billing_address: Optional["ReadOrderOrderBillingAddress"] = Field(
        alias="billingAddress"
    )
    line_items: "ReadOrderOrderLineItems" = Field(alias="lineItems")


ReadOrderOrderTotalPriceSet = Price
ReadOrderOrderCurrentTotalPriceSet = Price
ReadOrderOrderTotalShippingPriceSet = Price
ReadOrderOrderShippingAddress = Place
ReadOrderOrderBillingAddress = Place


class ReadOrderOrderLineItems(BaseModel):
    page_info: "ReadOrderOrderLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadOrderOrderLineItemsNodes"]


class ReadOrderOrderLineItemsPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: Optional[str] = Field(alias="endCursor")


ReadOrderOrderLineItemsNodes = Line
ReadOrder.model_rebuild()
ReadOrderOrder.model_rebuild()
ReadOrderOrderLineItems.model_rebuild()
