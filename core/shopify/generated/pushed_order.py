from typing import Optional

from .base_model import BaseModel
from .fragments import Pushed


class PushedOrder(BaseModel):
    order: Optional["PushedOrderOrder"]


PushedOrderOrder = Pushed
PushedOrder.model_rebuild()
