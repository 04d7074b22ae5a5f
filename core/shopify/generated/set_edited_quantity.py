from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class SetEditedQuantity(BaseModel):
    order_edit_set_quantity: Optional["SetEditedQuantityOrderEditSetQuantity"] = Field(
        alias="orderEditSetQuantity"
    )


class SetEditedQuantityOrderEditSetQuantity(BaseModel):
    calculated_order: Optional[
        "SetEditedQuantityOrderEditSetQuantityCalculatedOrder"
    ] = Field(alias="calculatedOrder")
    user_errors: list["SetEditedQuantityOrderEditSetQuantityUserErrors"] = Field(
        alias="userErrors"
    )


class SetEditedQuantityOrderEditSetQuantityCalculatedOrder(BaseModel):
    id: str


class SetEditedQuantityOrderEditSetQuantityUserErrors(BaseModel):
    message: str


SetEditedQuantity.model_rebuild()
SetEditedQuantityOrderEditSetQuantity.model_rebuild()
