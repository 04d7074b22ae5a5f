from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Page, TaskLine


class ReadTaskLines(BaseModel):
    fulfillment_order: Optional["ReadTaskLinesFulfillmentOrder"] = Field(
        alias="fulfillmentOrder"
    )


class ReadTaskLinesFulfillmentOrder(BaseModel):
    line_items: "ReadTaskLinesFulfillmentOrderLineItems" = Field(alias="lineItems")


class ReadTaskLinesFulfillmentOrderLineItems(BaseModel):
    page_info: "ReadTaskLinesFulfillmentOrderLineItemsPageInfo" = Field(
        alias="pageInfo"
    )
    nodes: list["ReadTaskLinesFulfillmentOrderLineItemsNodes"]


ReadTaskLinesFulfillmentOrderLineItemsPageInfo = Page
ReadTaskLinesFulfillmentOrderLineItemsNodes = TaskLine
ReadTaskLines.model_rebuild()
ReadTaskLinesFulfillmentOrder.model_rebuild()
ReadTaskLinesFulfillmentOrderLineItems.model_rebuild()
