from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import InventoryAdjustQuantitiesUserErrorCode


class AdjustLevels(BaseModel):
    inventory_adjust_quantities: Optional["AdjustLevelsInventoryAdjustQuantities"] = (
        Field(alias="inventoryAdjustQuantities")
    )


class AdjustLevelsInventoryAdjustQuantities(BaseModel):
    user_errors: list["AdjustLevelsInventoryAdjustQuantitiesUserErrors"] = Field(
        alias="userErrors"
    )


class AdjustLevelsInventoryAdjustQuantitiesUserErrors(BaseModel):
    field: Optional[list[str]]
    message: str
    code: Optional[InventoryAdjustQuantitiesUserErrorCode]


AdjustLevels.model_rebuild()
AdjustLevelsInventoryAdjustQuantities.model_rebuild()
