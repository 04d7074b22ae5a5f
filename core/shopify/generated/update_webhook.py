from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class UpdateWebhook(BaseModel):
    webhook_subscription_update: Optional["UpdateWebhookWebhookSubscriptionUpdate"] = (
        Field(alias="webhookSubscriptionUpdate")
    )


class UpdateWebhookWebhookSubscriptionUpdate(BaseModel):
    webhook_subscription: Optional[
        "UpdateWebhookWebhookSubscriptionUpdateWebhookSubscription"
    ] = Field(alias="webhookSubscription")
    user_errors: list["UpdateWebhookWebhookSubscriptionUpdateUserErrors"] = Field(
        alias="userErrors"
    )


class UpdateWebhookWebhookSubscriptionUpdateWebhookSubscription(BaseModel):
    id: str


class UpdateWebhookWebhookSubscriptionUpdateUserErrors(BaseModel):
    field: Optional[list[str]]
    message: str


UpdateWebhook.model_rebuild()
UpdateWebhookWebhookSubscriptionUpdate.model_rebuild()
