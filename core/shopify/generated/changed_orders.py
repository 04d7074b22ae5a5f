from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel


class ChangedOrders(BaseModel):
    orders: "ChangedOrdersOrders"


class ChangedOrdersOrders(BaseModel):
    page_info: "ChangedOrdersOrdersPageInfo" = Field(alias="pageInfo")
    nodes: list["ChangedOrdersOrdersNodes"]


class ChangedOrdersOrdersPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: Optional[str] = Field(alias="endCursor")


class ChangedOrdersOrdersNodes(BaseModel):
    id: str
    updated_at: AwareDatetime = Field(alias="updatedAt")
    source_identifier: Optional[str] = Field(alias="sourceIdentifier")


ChangedOrders.model_rebuild()
ChangedOrdersOrders.model_rebuild()
