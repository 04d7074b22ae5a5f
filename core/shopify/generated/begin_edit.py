from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class BeginEdit(BaseModel):
    order_edit_begin: Optional["BeginEditOrderEditBegin"] = Field(
        alias="orderEditBegin"
    )


class BeginEditOrderEditBegin(BaseModel):
    calculated_order: Optional["BeginEditOrderEditBeginCalculatedOrder"] = Field(
        alias="calculatedOrder"
    )
    user_errors: list["BeginEditOrderEditBeginUserErrors"] = Field(alias="userErrors")


class BeginEditOrderEditBeginCalculatedOrder(BaseModel):
    id: str


class BeginEditOrderEditBeginUserErrors(BaseModel):
    message: str


BeginEdit.model_rebuild()
BeginEditOrderEditBegin.model_rebuild()
