from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Pushed


class PushedByKey(BaseModel):
    order_by_identifier: Optional["PushedByKeyOrderByIdentifier"] = Field(
        alias="orderByIdentifier"
    )


PushedByKeyOrderByIdentifier = Pushed
PushedByKey.model_rebuild()
