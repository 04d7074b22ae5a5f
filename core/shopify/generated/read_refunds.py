from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .fragments import Page, Price, RefundedLine


class ReadRefunds(BaseModel):
    order: Optional["ReadRefundsOrder"]


class ReadRefundsOrder(BaseModel):
    updated_at: AwareDatetime = Field(alias="updatedAt")
    refunds: list["ReadRefundsOrderRefunds"]


class ReadRefundsOrderRefunds(BaseModel):
    id: str
    processed_at: AwareDatetime = Field(alias="processedAt")
    note: Optional[str]
    total_refunded_set: "ReadRefundsOrderRefundsTotalRefundedSet" = Field(
        alias="totalRefundedSet"
    )
    refund_line_items: "ReadRefundsOrderRefundsRefundLineItems" = Field(
        alias="refundLineItems"
    )


ReadRefundsOrderRefundsTotalRefundedSet = Price


class ReadRefundsOrderRefundsRefundLineItems(BaseModel):
    page_info: "ReadRefundsOrderRefundsRefundLineItemsPageInfo" = Field(
        alias="pageInfo"
    )
    nodes: list["ReadRefundsOrderRefundsRefundLineItemsNodes"]


ReadRefundsOrderRefundsRefundLineItemsPageInfo = Page
ReadRefundsOrderRefundsRefundLineItemsNodes = RefundedLine
ReadRefunds.model_rebuild()
ReadRefundsOrder.model_rebuild()
ReadRefundsOrderRefunds.model_rebuild()
ReadRefundsOrderRefundsRefundLineItems.model_rebuild()
