from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .fragments import Line, Page


class ReadOrderLines(BaseModel):
    order: Optional["ReadOrderLinesOrder"]


class ReadOrderLinesOrder(BaseModel):
    updated_at: AwareDatetime = Field(alias="updatedAt")
    line_items: "ReadOrderLinesOrderLineItems" = Field(alias="lineItems")


class ReadOrderLinesOrderLineItems(BaseModel):
    page_info: "ReadOrderLinesOrderLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadOrderLinesOrderLineItemsNodes"]


ReadOrderLinesOrderLineItemsPageInfo = Page
ReadOrderLinesOrderLineItemsNodes = Line
ReadOrderLines.model_rebuild()
ReadOrderLinesOrder.model_rebuild()
ReadOrderLinesOrderLineItems.model_rebuild()
