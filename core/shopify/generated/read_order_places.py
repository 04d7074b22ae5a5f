from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .fragments import Assignment, Page


class ReadOrderPlaces(BaseModel):
    order: Optional["ReadOrderPlacesOrder"]


class ReadOrderPlacesOrder(BaseModel):
    updated_at: AwareDatetime = Field(alias="updatedAt")
    fulfillment_orders: "ReadOrderPlacesOrderFulfillmentOrders" = Field(
        alias="fulfillmentOrders"
    )


class ReadOrderPlacesOrderFulfillmentOrders(BaseModel):
    page_info: "ReadOrderPlacesOrderFulfillmentOrdersPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadOrderPlacesOrderFulfillmentOrdersNodes"]


ReadOrderPlacesOrderFulfillmentOrdersPageInfo = Page
ReadOrderPlacesOrderFulfillmentOrdersNodes = Assignment
ReadOrderPlaces.model_rebuild()
ReadOrderPlacesOrder.model_rebuild()
ReadOrderPlacesOrderFulfillmentOrders.model_rebuild()
