from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class UpdateTracking(BaseModel):
    fulfillment_tracking_info_update: Optional[
        "UpdateTrackingFulfillmentTrackingInfoUpdate"
    ] = Field(alias="fulfillmentTrackingInfoUpdate")


class UpdateTrackingFulfillmentTrackingInfoUpdate(BaseModel):
    fulfillment: Optional["UpdateTrackingFulfillmentTrackingInfoUpdateFulfillment"]
    user_errors: list["UpdateTrackingFulfillmentTrackingInfoUpdateUserErrors"] = Field(
        alias="userErrors"
    )


class UpdateTrackingFulfillmentTrackingInfoUpdateFulfillment(BaseModel):
    id: str


class UpdateTrackingFulfillmentTrackingInfoUpdateUserErrors(BaseModel):
    field: Optional[list[str]]
    message: str


UpdateTracking.model_rebuild()
UpdateTrackingFulfillmentTrackingInfoUpdate.model_rebuild()
