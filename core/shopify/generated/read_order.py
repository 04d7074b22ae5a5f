from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .enums import (
    CurrencyCode,
    OrderDisplayFinancialStatus,
    OrderDisplayFulfillmentStatus,
    RiskAssessmentResult,
)
from .fragments import Assignment, Line, Page, Place, Price, TaxPaid


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
    phone: Optional[str]
    source_identifier: Optional[str] = Field(alias="sourceIdentifier")
    tags: list[str]
    taxes_included: bool = Field(alias="taxesIncluded")
    discount_codes: list[str] = Field(alias="discountCodes")
    source_name: Optional[str] = Field(alias="sourceName")
    app: Optional["ReadOrderOrderApp"]
    risk: "ReadOrderOrderRisk"
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
    shipping_lines: "ReadOrderOrderShippingLines" = Field(alias="shippingLines")
    line_items: "ReadOrderOrderLineItems" = Field(alias="lineItems")
    fulfillment_orders: "ReadOrderOrderFulfillmentOrders" = Field(
        alias="fulfillmentOrders"
    )


class ReadOrderOrderApp(BaseModel):
    name: str


class ReadOrderOrderRisk(BaseModel):
    assessments: list["ReadOrderOrderRiskAssessments"]


class ReadOrderOrderRiskAssessments(BaseModel):
    risk_level: RiskAssessmentResult = Field(alias="riskLevel")


ReadOrderOrderTotalPriceSet = Price
ReadOrderOrderCurrentTotalPriceSet = Price
ReadOrderOrderTotalShippingPriceSet = Price
ReadOrderOrderShippingAddress = Place
ReadOrderOrderBillingAddress = Place


class ReadOrderOrderShippingLines(BaseModel):
    nodes: list["ReadOrderOrderShippingLinesNodes"]


class ReadOrderOrderShippingLinesNodes(BaseModel):
    title: str
    code: Optional[str]
    is_removed: bool = Field(alias="isRemoved")
    current_discounted_price_set: "ReadOrderOrderShippingLinesNodesCurrentDiscountedPriceSet" = Field(
        alias="currentDiscountedPriceSet"
    )
    tax_lines: list["ReadOrderOrderShippingLinesNodesTaxLines"] = Field(
        alias="taxLines"
    )


ReadOrderOrderShippingLinesNodesCurrentDiscountedPriceSet = Price
ReadOrderOrderShippingLinesNodesTaxLines = TaxPaid


class ReadOrderOrderLineItems(BaseModel):
    page_info: "ReadOrderOrderLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadOrderOrderLineItemsNodes"]


ReadOrderOrderLineItemsPageInfo = Page
ReadOrderOrderLineItemsNodes = Line


class ReadOrderOrderFulfillmentOrders(BaseModel):
    page_info: "ReadOrderOrderFulfillmentOrdersPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadOrderOrderFulfillmentOrdersNodes"]


ReadOrderOrderFulfillmentOrdersPageInfo = Page
ReadOrderOrderFulfillmentOrdersNodes = Assignment
ReadOrder.model_rebuild()
ReadOrderOrder.model_rebuild()
ReadOrderOrderRisk.model_rebuild()
ReadOrderOrderShippingLines.model_rebuild()
ReadOrderOrderShippingLinesNodes.model_rebuild()
ReadOrderOrderLineItems.model_rebuild()
ReadOrderOrderFulfillmentOrders.model_rebuild()
