from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import InventorySetQuantitiesUserErrorCode


class SetLevels(BaseModel):
    inventory_set_quantities: Optional["SetLevelsInventorySetQuantities"] = Field(
        alias="inventorySetQuantities"
    )


class SetLevelsInventorySetQuantities(BaseModel):
    user_errors: list["SetLevelsInventorySetQuantitiesUserErrors"] = Field(
        alias="userErrors"
    )


class SetLevelsInventorySetQuantitiesUserErrors(BaseModel):
    field: Optional[list[str]]
    message: str
    code: Optional[InventorySetQuantitiesUserErrorCode]


SetLevels.model_rebuild()
SetLevelsInventorySetQuantities.model_rebuild()
