from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .fragments import Page, ProgressLine


class ReadProgressLines(BaseModel):
    order: Optional["ReadProgressLinesOrder"]


class ReadProgressLinesOrder(BaseModel):
    updated_at: AwareDatetime = Field(alias="updatedAt")
    line_items: "ReadProgressLinesOrderLineItems" = Field(alias="lineItems")


class ReadProgressLinesOrderLineItems(BaseModel):
    page_info: "ReadProgressLinesOrderLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadProgressLinesOrderLineItemsNodes"]


ReadProgressLinesOrderLineItemsPageInfo = Page
ReadProgressLinesOrderLineItemsNodes = ProgressLine
ReadProgressLines.model_rebuild()
ReadProgressLinesOrder.model_rebuild()
ReadProgressLinesOrderLineItems.model_rebuild()
