from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .fragments import Line


class ReadOrderLines(BaseModel):
    order: Optional["ReadOrderLinesOrder"]


class ReadOrderLinesOrder(BaseModel):
    updated_at: AwareDatetime = Field(alias="updatedAt")
    line_items: "ReadOrderLinesOrderLineItems" = Field(alias="lineItems")


class ReadOrderLinesOrderLineItems(BaseModel):
    page_info: "ReadOrderLinesOrderLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadOrderLinesOrderLineItemsNodes"]


class ReadOrderLinesOrderLineItemsPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: Optional[str] = Field(alias="endCursor")


ReadOrderLinesOrderLineItemsNodes = Line
ReadOrderLines.model_rebuild()
ReadOrderLinesOrder.model_rebuild()
ReadOrderLinesOrderLineItems.model_rebuild()
