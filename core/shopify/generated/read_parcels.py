from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .fragments import Parcel


class ReadParcels(BaseModel):
    order: Optional["ReadParcelsOrder"]


class ReadParcelsOrder(BaseModel):
    updated_at: AwareDatetime = Field(alias="updatedAt")
    fulfillments: list["ReadParcelsOrderFulfillments"]


ReadParcelsOrderFulfillments = Parcel
ReadParcels.model_rebuild()
ReadParcelsOrder.model_rebuild()
