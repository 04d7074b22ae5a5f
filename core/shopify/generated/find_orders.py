from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class FindOrders(BaseModel):
    orders: "FindOrdersOrders"


class FindOrdersOrders(BaseModel):
    page_info: "FindOrdersOrdersPageInfo" = Field(alias="pageInfo")
    nodes: list["FindOrdersOrdersNodes"]


class FindOrdersOrdersPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: Optional[str] = Field(alias="endCursor")


class FindOrdersOrdersNodes(BaseModel):
    id: str
    name: str
    number: int


FindOrders.model_rebuild()
FindOrdersOrders.model_rebuild()
