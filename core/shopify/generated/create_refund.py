from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class CreateRefund(BaseModel):
    refund_create: Optional["CreateRefundRefundCreate"] = Field(alias="refundCreate")


class CreateRefundRefundCreate(BaseModel):
    refund: Optional["CreateRefundRefundCreateRefund"]
    user_errors: list["CreateRefundRefundCreateUserErrors"] = Field(alias="userErrors")


class CreateRefundRefundCreateRefund(BaseModel):
    id: str


class CreateRefundRefundCreateUserErrors(BaseModel):
    message: str


CreateRefund.model_rebuild()
CreateRefundRefundCreate.model_rebuild()
