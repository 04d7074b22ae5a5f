from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import FulfillmentStatus


class CancelFulfillment(BaseModel):
    fulfillment_cancel: Optional["CancelFulfillmentFulfillmentCancel"] = Field(
        alias="fulfillmentCancel"
    )


class CancelFulfillmentFulfillmentCancel(BaseModel):
    fulfillment: Optional["CancelFulfillmentFulfillmentCancelFulfillment"]
    user_errors: list["CancelFulfillmentFulfillmentCancelUserErrors"] = Field(
        alias="userErrors"
    )


class CancelFulfillmentFulfillmentCancelFulfillment(BaseModel):
    id: str
    status: FulfillmentStatus


class CancelFulfillmentFulfillmentCancelUserErrors(BaseModel):
    field: Optional[list[str]]
    message: str


CancelFulfillment.model_rebuild()
CancelFulfillmentFulfillmentCancel.model_rebuild()
