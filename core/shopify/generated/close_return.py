from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class CloseReturn(BaseModel):
    return_close: Optional["CloseReturnReturnClose"] = Field(alias="returnClose")


class CloseReturnReturnClose(BaseModel):
    return_: Optional["CloseReturnReturnCloseReturn"] = Field(alias="return")
    user_errors: list["CloseReturnReturnCloseUserErrors"] = Field(alias="userErrors")


class CloseReturnReturnCloseReturn(BaseModel):
    id: str


class CloseReturnReturnCloseUserErrors(BaseModel):
    message: str


CloseReturn.model_rebuild()
CloseReturnReturnClose.model_rebuild()
