from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class CancelReturn(BaseModel):
    return_cancel: Optional["CancelReturnReturnCancel"] = Field(alias="returnCancel")


class CancelReturnReturnCancel(BaseModel):
    return_: Optional["CancelReturnReturnCancelReturn"] = Field(alias="return")
    user_errors: list["CancelReturnReturnCancelUserErrors"] = Field(alias="userErrors")


class CancelReturnReturnCancelReturn(BaseModel):
    id: str


class CancelReturnReturnCancelUserErrors(BaseModel):
    message: str


CancelReturn.model_rebuild()
CancelReturnReturnCancel.model_rebuild()
