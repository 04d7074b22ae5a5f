from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .fragments import (
    Page,
    Returned,
    ReturnedFulfillmentLineItem,  # noqa: F401
)


class ReadReturnLines(BaseModel):
    return_: Optional["ReadReturnLinesReturn"] = Field(alias="return")


class ReadReturnLinesReturn(BaseModel):
    return_line_items: "ReadReturnLinesReturnReturnLineItems" = Field(
        alias="returnLineItems"
    )


class ReadReturnLinesReturnReturnLineItems(BaseModel):
    page_info: "ReadReturnLinesReturnReturnLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list[
        Annotated[
            Union[
                "ReadReturnLinesReturnReturnLineItemsNodesReturnLineItemType",
                "ReadReturnLinesReturnReturnLineItemsNodesReturnLineItem",
            ],
            Field(discriminator="typename__"),
        ]
    ]


ReadReturnLinesReturnReturnLineItemsPageInfo = Page


class ReadReturnLinesReturnReturnLineItemsNodesReturnLineItemType(BaseModel):
    typename__: Literal["ReturnLineItemType", "UnverifiedReturnLineItem"] = Field(
        alias="__typename"
    )


class ReadReturnLinesReturnReturnLineItemsNodesReturnLineItem(Returned):
    typename__: Literal["ReturnLineItem"] = Field(alias="__typename")


ReadReturnLines.model_rebuild()
ReadReturnLinesReturn.model_rebuild()
ReadReturnLinesReturnReturnLineItems.model_rebuild()
