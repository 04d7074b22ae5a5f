from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import MetafieldDefinitionCreateUserErrorCode


class DefineIdentity(BaseModel):
    metafield_definition_create: Optional["DefineIdentityMetafieldDefinitionCreate"] = (
        Field(alias="metafieldDefinitionCreate")
    )


class DefineIdentityMetafieldDefinitionCreate(BaseModel):
    created_definition: Optional[
        "DefineIdentityMetafieldDefinitionCreateCreatedDefinition"
    ] = Field(alias="createdDefinition")
    user_errors: list["DefineIdentityMetafieldDefinitionCreateUserErrors"] = Field(
        alias="userErrors"
    )


class DefineIdentityMetafieldDefinitionCreateCreatedDefinition(BaseModel):
    id: str


class DefineIdentityMetafieldDefinitionCreateUserErrors(BaseModel):
    field: Optional[list[str]]
    message: str
    code: Optional[MetafieldDefinitionCreateUserErrorCode]


DefineIdentity.model_rebuild()
DefineIdentityMetafieldDefinitionCreate.model_rebuild()
