from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class CreateWebhook(BaseModel):
    webhook_subscription_create: Optional["CreateWebhookWebhookSubscriptionCreate"] = (
        Field(alias="webhookSubscriptionCreate")
    )


class CreateWebhookWebhookSubscriptionCreate(BaseModel):
    webhook_subscription: Optional[
        "CreateWebhookWebhookSubscriptionCreateWebhookSubscription"
    ] = Field(alias="webhookSubscription")
    user_errors: list["CreateWebhookWebhookSubscriptionCreateUserErrors"] = Field(
        alias="userErrors"
    )


class CreateWebhookWebhookSubscriptionCreateWebhookSubscription(BaseModel):
    id: str


class CreateWebhookWebhookSubscriptionCreateUserErrors(BaseModel):
    field: Optional[list[str]]
    message: str


CreateWebhook.model_rebuild()
CreateWebhookWebhookSubscriptionCreate.model_rebuild()
