from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class ActivateLevel(BaseModel):
    inventory_activate: Optional["ActivateLevelInventoryActivate"] = Field(
        alias="inventoryActivate"
    )


class ActivateLevelInventoryActivate(BaseModel):
    user_errors: list["ActivateLevelInventoryActivateUserErrors"] = Field(
        alias="userErrors"
    )


class ActivateLevelInventoryActivateUserErrors(BaseModel):
    message: str


ActivateLevel.model_rebuild()
ActivateLevelInventoryActivate.model_rebuild()
