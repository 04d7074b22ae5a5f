from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .enums import OrderCreateUserErrorCode, OrderDisplayFulfillmentStatus


class CreateOrder(BaseModel):
    order_create: Optional["CreateOrderOrderCreate"] = Field(alias="orderCreate")


class CreateOrderOrderCreate(BaseModel):
    order: Optional["CreateOrderOrderCreateOrder"]
    user_errors: list["CreateOrderOrderCreateUserErrors"] = Field(alias="userErrors")


class CreateOrderOrderCreateOrder(BaseModel):
    id: str
    name: str
    created_at: AwareDatetime = Field(alias="createdAt")
    updated_at: AwareDatetime = Field(alias="updatedAt")
    cancelled_at: Optional[AwareDatetime] = Field(alias="cancelledAt")
    display_fulfillment_status: OrderDisplayFulfillmentStatus = Field(
        alias="displayFulfillmentStatus"
    )


class CreateOrderOrderCreateUserErrors(BaseModel):
    field: Optional[list[str]]
    message: str
    code: Optional[OrderCreateUserErrorCode]


CreateOrder.model_rebuild()
CreateOrderOrderCreate.model_rebuild()
