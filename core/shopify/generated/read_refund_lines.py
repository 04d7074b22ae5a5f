from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Page, RefundedLine


class ReadRefundLines(BaseModel):
    refund: Optional["ReadRefundLinesRefund"]


class ReadRefundLinesRefund(BaseModel):
    refund_line_items: "ReadRefundLinesRefundRefundLineItems" = Field(
        alias="refundLineItems"
    )


class ReadRefundLinesRefundRefundLineItems(BaseModel):
    page_info: "ReadRefundLinesRefundRefundLineItemsPageInfo" = Field(alias="pageInfo")
    nodes: list["ReadRefundLinesRefundRefundLineItemsNodes"]


ReadRefundLinesRefundRefundLineItemsPageInfo = Page
ReadRefundLinesRefundRefundLineItemsNodes = RefundedLine
ReadRefundLines.model_rebuild()
ReadRefundLinesRefund.model_rebuild()
ReadRefundLinesRefundRefundLineItems.model_rebuild()
