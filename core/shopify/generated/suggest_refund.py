from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Presented


class SuggestRefund(BaseModel):
    order: Optional["SuggestRefundOrder"]


class SuggestRefundOrder(BaseModel):
    suggested_refund: Optional["SuggestRefundOrderSuggestedRefund"] = Field(
        alias="suggestedRefund"
    )


class SuggestRefundOrderSuggestedRefund(BaseModel):
    amount_set: "SuggestRefundOrderSuggestedRefundAmountSet" = Field(alias="amountSet")
    suggested_transactions: list[
        "SuggestRefundOrderSuggestedRefundSuggestedTransactions"
    ] = Field(alias="suggestedTransactions")


SuggestRefundOrderSuggestedRefundAmountSet = Presented


class SuggestRefundOrderSuggestedRefundSuggestedTransactions(BaseModel):
    gateway: Optional[str]
    amount_set: "SuggestRefundOrderSuggestedRefundSuggestedTransactionsAmountSet" = (
        Field(alias="amountSet")
    )
    parent_transaction: Optional[
        "SuggestRefundOrderSuggestedRefundSuggestedTransactionsParentTransaction"
    ] = Field(alias="parentTransaction")


SuggestRefundOrderSuggestedRefundSuggestedTransactionsAmountSet = Presented


class SuggestRefundOrderSuggestedRefundSuggestedTransactionsParentTransaction(
    BaseModel
):
    id: str


SuggestRefund.model_rebuild()
SuggestRefundOrder.model_rebuild()
SuggestRefundOrderSuggestedRefund.model_rebuild()
SuggestRefundOrderSuggestedRefundSuggestedTransactions.model_rebuild()
