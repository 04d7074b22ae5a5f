from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import FulfillmentOrderAction, FulfillmentOrderStatus
from .fragments import Page, StandingLine


class ReadStanding(BaseModel):
    order: Optional["ReadStandingOrder"]


class ReadStandingOrder(BaseModel):
    fulfillment_orders: "ReadStandingOrderFulfillmentOrders" = Field(
        alias="fulfillmentOrders"
    )


class ReadStandingOrderFulfillmentOrders(BaseModel):
    page_info: "ReadStandingOrderFulfillmentOrdersPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadStandingOrderFulfillmentOrdersNodes"]


ReadStandingOrderFulfillmentOrdersPageInfo = Page


class ReadStandingOrderFulfillmentOrdersNodes(BaseModel):
    id: str
    status: FulfillmentOrderStatus
    assigned_location: "ReadStandingOrderFulfillmentOrdersNodesAssignedLocation" = (
        Field(alias="assignedLocation")
    )
    supported_actions: list[
        "ReadStandingOrderFulfillmentOrdersNodesSupportedActions"
    ] = Field(alias="supportedActions")
    line_items: "ReadStandingOrderFulfillmentOrdersNodesLineItems" = Field(
        alias="lineItems"
    )


class ReadStandingOrderFulfillmentOrdersNodesAssignedLocation(BaseModel):
    name: str
    location: Optional[
        "ReadStandingOrderFulfillmentOrdersNodesAssignedLocationLocation"
    ]


class ReadStandingOrderFulfillmentOrdersNodesAssignedLocationLocation(BaseModel):
    id: str


class ReadStandingOrderFulfillmentOrdersNodesSupportedActions(BaseModel):
    action: FulfillmentOrderAction


class ReadStandingOrderFulfillmentOrdersNodesLineItems(BaseModel):
    page_info: "ReadStandingOrderFulfillmentOrdersNodesLineItemsPageInfo" = Field(
        alias="pageInfo"
    )
    nodes: list["ReadStandingOrderFulfillmentOrdersNodesLineItemsNodes"]


ReadStandingOrderFulfillmentOrdersNodesLineItemsPageInfo = Page
ReadStandingOrderFulfillmentOrdersNodesLineItemsNodes = StandingLine
ReadStanding.model_rebuild()
ReadStandingOrder.model_rebuild()
ReadStandingOrderFulfillmentOrders.model_rebuild()
ReadStandingOrderFulfillmentOrdersNodes.model_rebuild()
ReadStandingOrderFulfillmentOrdersNodesAssignedLocation.model_rebuild()
ReadStandingOrderFulfillmentOrdersNodesLineItems.model_rebuild()
