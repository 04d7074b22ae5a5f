from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Parcel


class CreateFulfillment(BaseModel):
    fulfillment_create: Optional["CreateFulfillmentFulfillmentCreate"] = Field(
        alias="fulfillmentCreate"
    )


class CreateFulfillmentFulfillmentCreate(BaseModel):
    fulfillment: Optional["CreateFulfillmentFulfillmentCreateFulfillment"]
    user_errors: list["CreateFulfillmentFulfillmentCreateUserErrors"] = Field(
        alias="userErrors"
    )


CreateFulfillmentFulfillmentCreateFulfillment = Parcel


class CreateFulfillmentFulfillmentCreateUserErrors(BaseModel):
    field: Optional[list[str]]
    message: str


CreateFulfillment.model_rebuild()
CreateFulfillmentFulfillmentCreate.model_rebuild()
