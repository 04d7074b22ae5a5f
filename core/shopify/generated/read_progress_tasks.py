from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .fragments import Page, Task


class ReadProgressTasks(BaseModel):
    order: Optional["ReadProgressTasksOrder"]


class ReadProgressTasksOrder(BaseModel):
    updated_at: AwareDatetime = Field(alias="updatedAt")
    fulfillment_orders: "ReadProgressTasksOrderFulfillmentOrders" = Field(
        alias="fulfillmentOrders"
    )


class ReadProgressTasksOrderFulfillmentOrders(BaseModel):
    page_info: "ReadProgressTasksOrderFulfillmentOrdersPageInfo" = Field(
        alias="pageInfo"
    )
    nodes: list["ReadProgressTasksOrderFulfillmentOrdersNodes"]


ReadProgressTasksOrderFulfillmentOrdersPageInfo = Page
ReadProgressTasksOrderFulfillmentOrdersNodes = Task
ReadProgressTasks.model_rebuild()
ReadProgressTasksOrder.model_rebuild()
ReadProgressTasksOrderFulfillmentOrders.model_rebuild()
