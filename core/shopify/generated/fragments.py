from decimal import Decimal
from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .enums import (
    CountryCode,
    CurrencyCode,
    FulfillmentDisplayStatus,
    FulfillmentOrderAction,
    FulfillmentOrderStatus,
    FulfillmentStatus,
    OrderDisplayFulfillmentStatus,
    RefundLineItemRestockType,
)


class Assigned(BaseModel):
    remaining_quantity: int = Field(alias="remainingQuantity")
    line_item: "AssignedLineItem" = Field(alias="lineItem")


class AssignedLineItem(BaseModel):
    id: str


class Page(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: Optional[str] = Field(alias="endCursor")


class Assignment(BaseModel):
    id: str
    status: FulfillmentOrderStatus
    assigned_location: "AssignmentAssignedLocation" = Field(alias="assignedLocation")
    fulfillment_holds: list["AssignmentFulfillmentHolds"] = Field(
        alias="fulfillmentHolds"
    )
    line_items: "AssignmentLineItems" = Field(alias="lineItems")


class AssignmentAssignedLocation(BaseModel):
    name: str
    location: Optional["AssignmentAssignedLocationLocation"]


class AssignmentAssignedLocationLocation(BaseModel):
    id: str


class AssignmentFulfillmentHolds(BaseModel):
    display_reason: str = Field(alias="displayReason")


class AssignmentLineItems(BaseModel):
    page_info: "AssignmentLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list["AssignmentLineItemsNodes"]


class AssignmentLineItemsPageInfo(Page):
    pass


class AssignmentLineItemsNodes(Assigned):
    pass


class Price(BaseModel):
    shop_money: "PriceShopMoney" = Field(alias="shopMoney")


class PriceShopMoney(BaseModel):
    amount: Decimal
    currency_code: CurrencyCode = Field(alias="currencyCode")


class TaxPaid(BaseModel):
    title: str
    rate: Optional[float]
    price_set: "TaxPaidPriceSet" = Field(alias="priceSet")


class TaxPaidPriceSet(Price):
    pass


class Line(BaseModel):
    id: str
    sku: Optional[str]
    title: str
    variant_title: Optional[str] = Field(alias="variantTitle")
    quantity: int
    current_quantity: int = Field(alias="currentQuantity")
    unfulfilled_quantity: int = Field(alias="unfulfilledQuantity")
    requires_shipping: bool = Field(alias="requiresShipping")
    taxable: bool
    original_unit_price_set: "LineOriginalUnitPriceSet" = Field(
        alias="originalUnitPriceSet"
    )
    discount_allocations: list["LineDiscountAllocations"] = Field(
        alias="discountAllocations"
    )
    tax_lines: list["LineTaxLines"] = Field(alias="taxLines")
    variant: Optional["LineVariant"]


class LineOriginalUnitPriceSet(Price):
    pass


class LineDiscountAllocations(BaseModel):
    allocated_amount_set: "LineDiscountAllocationsAllocatedAmountSet" = Field(
        alias="allocatedAmountSet"
    )


class LineDiscountAllocationsAllocatedAmountSet(Price):
    pass


class LineTaxLines(TaxPaid):
    pass


class LineVariant(BaseModel):
    id: str
    inventory_item: "LineVariantInventoryItem" = Field(alias="inventoryItem")


class LineVariantInventoryItem(BaseModel):
    tracked: bool


class ParcelLine(BaseModel):
    id: str
    quantity: Optional[int]
    line_item: "ParcelLineLineItem" = Field(alias="lineItem")


class ParcelLineLineItem(BaseModel):
    id: str


class Parcel(BaseModel):
    id: str
    name: str
    created_at: AwareDatetime = Field(alias="createdAt")
    status: FulfillmentStatus
    display_status: Optional[FulfillmentDisplayStatus] = Field(alias="displayStatus")
    location: Optional["ParcelLocation"]
    tracking_info: list["ParcelTrackingInfo"] = Field(alias="trackingInfo")
    fulfillment_line_items: "ParcelFulfillmentLineItems" = Field(
        alias="fulfillmentLineItems"
    )


class ParcelLocation(BaseModel):
    id: str


class ParcelTrackingInfo(BaseModel):
    company: Optional[str]
    number: Optional[str]
    url: Optional[str]


class ParcelFulfillmentLineItems(BaseModel):
    page_info: "ParcelFulfillmentLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list["ParcelFulfillmentLineItemsNodes"]


class ParcelFulfillmentLineItemsPageInfo(Page):
    pass


class ParcelFulfillmentLineItemsNodes(ParcelLine):
    pass


class Place(BaseModel):
    first_name: Optional[str] = Field(alias="firstName")
    last_name: Optional[str] = Field(alias="lastName")
    company: Optional[str]
    address_1: Optional[str] = Field(alias="address1")
    address_2: Optional[str] = Field(alias="address2")
    city: Optional[str]
    province_code: Optional[str] = Field(alias="provinceCode")
    country_code_v_2: Optional[CountryCode] = Field(alias="countryCodeV2")
    zip_: Optional[str] = Field(alias="zip")
    phone: Optional[str]


class Presented(BaseModel):
    presentment_money: "PresentedPresentmentMoney" = Field(alias="presentmentMoney")


class PresentedPresentmentMoney(BaseModel):
    amount: Decimal
    currency_code: CurrencyCode = Field(alias="currencyCode")


class ProgressLine(BaseModel):
    id: str
    sku: Optional[str]
    title: str
    quantity: int
    current_quantity: int = Field(alias="currentQuantity")
    variant: Optional["ProgressLineVariant"]
    custom_attributes: list["ProgressLineCustomAttributes"] = Field(
        alias="customAttributes"
    )


class ProgressLineVariant(BaseModel):
    id: str


class ProgressLineCustomAttributes(BaseModel):
    key: str
    value: Optional[str]


class Pushed(BaseModel):
    id: str
    name: str
    created_at: AwareDatetime = Field(alias="createdAt")
    updated_at: AwareDatetime = Field(alias="updatedAt")
    cancelled_at: Optional[AwareDatetime] = Field(alias="cancelledAt")
    display_fulfillment_status: OrderDisplayFulfillmentStatus = Field(
        alias="displayFulfillmentStatus"
    )
    source_identifier: Optional[str] = Field(alias="sourceIdentifier")
    identity: Optional["PushedIdentity"]


class PushedIdentity(BaseModel):
    value: str


class RefundedLine(BaseModel):
    quantity: int
    restock_type: RefundLineItemRestockType = Field(alias="restockType")
    location: Optional["RefundedLineLocation"]
    line_item: "RefundedLineLineItem" = Field(alias="lineItem")


class RefundedLineLocation(BaseModel):
    id: str


class RefundedLineLineItem(BaseModel):
    id: str


class Returned(BaseModel):
    quantity: int
    fulfillment_line_item: "ReturnedFulfillmentLineItem" = Field(
        alias="fulfillmentLineItem"
    )


class ReturnedFulfillmentLineItem(BaseModel):
    id: str
    line_item: "ReturnedFulfillmentLineItemLineItem" = Field(alias="lineItem")


class ReturnedFulfillmentLineItemLineItem(BaseModel):
    id: str


class StandingLine(BaseModel):
    id: str
    remaining_quantity: int = Field(alias="remainingQuantity")
    variant: Optional["StandingLineVariant"]
    line_item: "StandingLineLineItem" = Field(alias="lineItem")


class StandingLineVariant(BaseModel):
    id: str


class StandingLineLineItem(BaseModel):
    custom_attributes: list["StandingLineLineItemCustomAttributes"] = Field(
        alias="customAttributes"
    )


class StandingLineLineItemCustomAttributes(BaseModel):
    key: str
    value: Optional[str]


class TaskLine(BaseModel):
    id: str
    remaining_quantity: int = Field(alias="remainingQuantity")
    line_item: "TaskLineLineItem" = Field(alias="lineItem")


class TaskLineLineItem(BaseModel):
    id: str


class Task(BaseModel):
    id: str
    status: FulfillmentOrderStatus
    assigned_location: "TaskAssignedLocation" = Field(alias="assignedLocation")
    supported_actions: list["TaskSupportedActions"] = Field(alias="supportedActions")
    line_items: "TaskLineItems" = Field(alias="lineItems")


class TaskAssignedLocation(BaseModel):
    name: str
    location: Optional["TaskAssignedLocationLocation"]


class TaskAssignedLocationLocation(BaseModel):
    id: str


class TaskSupportedActions(BaseModel):
    action: FulfillmentOrderAction


class TaskLineItems(BaseModel):
    page_info: "TaskLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list["TaskLineItemsNodes"]


class TaskLineItemsPageInfo(Page):
    pass


class TaskLineItemsNodes(TaskLine):
    pass


Assigned.model_rebuild()
Page.model_rebuild()
Assignment.model_rebuild()
Price.model_rebuild()
TaxPaid.model_rebuild()
Line.model_rebuild()
ParcelLine.model_rebuild()
Parcel.model_rebuild()
Place.model_rebuild()
Presented.model_rebuild()
ProgressLine.model_rebuild()
Pushed.model_rebuild()
RefundedLine.model_rebuild()
Returned.model_rebuild()
StandingLine.model_rebuild()
TaskLine.model_rebuild()
Task.model_rebuild()
