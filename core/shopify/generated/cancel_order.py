from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class CancelOrder(BaseModel):
    order_cancel: Optional["CancelOrderOrderCancel"] = Field(alias="orderCancel")


class CancelOrderOrderCancel(BaseModel):
    job: Optional["CancelOrderOrderCancelJob"]
    order_cancel_user_errors: list["CancelOrderOrderCancelOrderCancelUserErrors"] = (
        Field(alias="orderCancelUserErrors")
    )


class CancelOrderOrderCancelJob(BaseModel):
    id: str


class CancelOrderOrderCancelOrderCancelUserErrors(BaseModel):
    message: str


CancelOrder.model_rebuild()
CancelOrderOrderCancel.model_rebuild()
