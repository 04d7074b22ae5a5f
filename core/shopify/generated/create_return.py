from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class CreateReturn(BaseModel):
    return_create: Optional["CreateReturnReturnCreate"] = Field(alias="returnCreate")


class CreateReturnReturnCreate(BaseModel):
    return_: Optional["CreateReturnReturnCreateReturn"] = Field(alias="return")
    user_errors: list["CreateReturnReturnCreateUserErrors"] = Field(alias="userErrors")


class CreateReturnReturnCreateReturn(BaseModel):
    id: str


class CreateReturnReturnCreateUserErrors(BaseModel):
    message: str


CreateReturn.model_rebuild()
CreateReturnReturnCreate.model_rebuild()
