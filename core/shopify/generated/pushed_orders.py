from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Pushed


class PushedOrders(BaseModel):
    orders: "PushedOrdersOrders"


class PushedOrdersOrders(BaseModel):
    page_info: "PushedOrdersOrdersPageInfo" = Field(alias="pageInfo")
    nodes: list["PushedOrdersOrdersNodes"]


class PushedOrdersOrdersPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: Optional[str] = Field(alias="endCursor")


PushedOrdersOrdersNodes = Pushed
PushedOrders.model_rebuild()
PushedOrdersOrders.model_rebuild()
