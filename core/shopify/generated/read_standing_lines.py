from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Page, StandingLine


class ReadStandingLines(BaseModel):
    fulfillment_order: Optional["ReadStandingLinesFulfillmentOrder"] = Field(
        alias="fulfillmentOrder"
    )


class ReadStandingLinesFulfillmentOrder(BaseModel):
    line_items: "ReadStandingLinesFulfillmentOrderLineItems" = Field(alias="lineItems")


class ReadStandingLinesFulfillmentOrderLineItems(BaseModel):
    page_info: "ReadStandingLinesFulfillmentOrderLineItemsPageInfo" = Field(
        alias="pageInfo"
    )
    nodes: list["ReadStandingLinesFulfillmentOrderLineItemsNodes"]


ReadStandingLinesFulfillmentOrderLineItemsPageInfo = Page
ReadStandingLinesFulfillmentOrderLineItemsNodes = StandingLine
ReadStandingLines.model_rebuild()
ReadStandingLinesFulfillmentOrder.model_rebuild()
ReadStandingLinesFulfillmentOrderLineItems.model_rebuild()
