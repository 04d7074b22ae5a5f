from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class ReopenReturn(BaseModel):
    return_reopen: Optional["ReopenReturnReturnReopen"] = Field(alias="returnReopen")


class ReopenReturnReturnReopen(BaseModel):
    return_: Optional["ReopenReturnReturnReopenReturn"] = Field(alias="return")
    user_errors: list["ReopenReturnReturnReopenUserErrors"] = Field(alias="userErrors")


class ReopenReturnReturnReopenReturn(BaseModel):
    id: str


class ReopenReturnReturnReopenUserErrors(BaseModel):
    message: str


ReopenReturn.model_rebuild()
ReopenReturnReturnReopen.model_rebuild()
