from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class ChangeAddress(BaseModel):
    order_update: Optional["ChangeAddressOrderUpdate"] = Field(alias="orderUpdate")


class ChangeAddressOrderUpdate(BaseModel):
    order: Optional["ChangeAddressOrderUpdateOrder"]
    user_errors: list["ChangeAddressOrderUpdateUserErrors"] = Field(alias="userErrors")


class ChangeAddressOrderUpdateOrder(BaseModel):
    id: str


class ChangeAddressOrderUpdateUserErrors(BaseModel):
    message: str


ChangeAddress.model_rebuild()
ChangeAddressOrderUpdate.model_rebuild()
