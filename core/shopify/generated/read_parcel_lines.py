from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Page, ParcelLine


class ReadParcelLines(BaseModel):
    fulfillment: Optional["ReadParcelLinesFulfillment"]


class ReadParcelLinesFulfillment(BaseModel):
    fulfillment_line_items: "ReadParcelLinesFulfillmentFulfillmentLineItems" = Field(
        alias="fulfillmentLineItems"
    )


class ReadParcelLinesFulfillmentFulfillmentLineItems(BaseModel):
    page_info: "ReadParcelLinesFulfillmentFulfillmentLineItemsPageInfo" = Field(
        alias="pageInfo"
    )
    nodes: list["ReadParcelLinesFulfillmentFulfillmentLineItemsNodes"]


ReadParcelLinesFulfillmentFulfillmentLineItemsPageInfo = Page
ReadParcelLinesFulfillmentFulfillmentLineItemsNodes = ParcelLine
ReadParcelLines.model_rebuild()
ReadParcelLinesFulfillment.model_rebuild()
ReadParcelLinesFulfillmentFulfillmentLineItems.model_rebuild()
