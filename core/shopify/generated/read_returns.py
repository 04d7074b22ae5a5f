from typing import Annotated, Literal, Optional, Union

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .enums import ReturnStatus
from .fragments import (
    Page,
    Returned,
    ReturnedFulfillmentLineItem,  # noqa: F401
)


class ReadReturns(BaseModel):
    order: Optional["ReadReturnsOrder"]


class ReadReturnsOrder(BaseModel):
    updated_at: AwareDatetime = Field(alias="updatedAt")
    returns: "ReadReturnsOrderReturns"


class ReadReturnsOrderReturns(BaseModel):
    page_info: "ReadReturnsOrderReturnsPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadReturnsOrderReturnsNodes"]


ReadReturnsOrderReturnsPageInfo = Page


class ReadReturnsOrderReturnsNodes(BaseModel):
    id: str
    name: str
    status: ReturnStatus
    return_line_items: "ReadReturnsOrderReturnsNodesReturnLineItems" = Field(
        alias="returnLineItems"
    )


class ReadReturnsOrderReturnsNodesReturnLineItems(BaseModel):
    page_info: "ReadReturnsOrderReturnsNodesReturnLineItemsPageInfo" = Field(
        alias="pageInfo"
    )
    nodes: list[
        Annotated[
            Union[
                "ReadReturnsOrderReturnsNodesReturnLineItemsNodesReturnLineItemType",
                "ReadReturnsOrderReturnsNodesReturnLineItemsNodesReturnLineItem",
            ],
            Field(discriminator="typename__"),
        ]
    ]


ReadReturnsOrderReturnsNodesReturnLineItemsPageInfo = Page


class ReadReturnsOrderReturnsNodesReturnLineItemsNodesReturnLineItemType(BaseModel):
    typename__: Literal["ReturnLineItemType", "UnverifiedReturnLineItem"] = Field(
        alias="__typename"
    )


class ReadReturnsOrderReturnsNodesReturnLineItemsNodesReturnLineItem(Returned):
    typename__: Literal["ReturnLineItem"] = Field(alias="__typename")


ReadReturns.model_rebuild()
ReadReturnsOrder.model_rebuild()
ReadReturnsOrderReturns.model_rebuild()
ReadReturnsOrderReturnsNodes.model_rebuild()
ReadReturnsOrderReturnsNodesReturnLineItems.model_rebuild()
