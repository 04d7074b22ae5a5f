from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Assigned, Page


class ReadAssigned(BaseModel):
    fulfillment_order: Optional["ReadAssignedFulfillmentOrder"] = Field(
        alias="fulfillmentOrder"
    )


class ReadAssignedFulfillmentOrder(BaseModel):
    line_items: "ReadAssignedFulfillmentOrderLineItems" = Field(alias="lineItems")


class ReadAssignedFulfillmentOrderLineItems(BaseModel):
    page_info: "ReadAssignedFulfillmentOrderLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadAssignedFulfillmentOrderLineItemsNodes"]


ReadAssignedFulfillmentOrderLineItemsPageInfo = Page
ReadAssignedFulfillmentOrderLineItemsNodes = Assigned
ReadAssigned.model_rebuild()
ReadAssignedFulfillmentOrder.model_rebuild()
ReadAssignedFulfillmentOrderLineItems.model_rebuild()
