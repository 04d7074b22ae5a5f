from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import FulfillmentOrderMoveFulfillmentOrderMoveUserErrorCode


class MoveStanding(BaseModel):
    fulfillment_order_move: Optional["MoveStandingFulfillmentOrderMove"] = Field(
        alias="fulfillmentOrderMove"
    )


class MoveStandingFulfillmentOrderMove(BaseModel):
    moved_fulfillment_order: Optional[
        "MoveStandingFulfillmentOrderMoveMovedFulfillmentOrder"
    ] = Field(alias="movedFulfillmentOrder")
    user_errors: list["MoveStandingFulfillmentOrderMoveUserErrors"] = Field(
        alias="userErrors"
    )


class MoveStandingFulfillmentOrderMoveMovedFulfillmentOrder(BaseModel):
    id: str


class MoveStandingFulfillmentOrderMoveUserErrors(BaseModel):
    field: Optional[list[str]]
    message: str
    code: Optional[FulfillmentOrderMoveFulfillmentOrderMoveUserErrorCode]


MoveStanding.model_rebuild()
MoveStandingFulfillmentOrderMove.model_rebuild()
