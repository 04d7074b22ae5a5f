from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import WebhookSubscriptionTopic


class Webhooks(BaseModel):
    webhook_subscriptions: "WebhooksWebhookSubscriptions" = Field(
        alias="webhookSubscriptions"
    )


class WebhooksWebhookSubscriptions(BaseModel):
    page_info: "WebhooksWebhookSubscriptionsPageInfo" = Field(alias="pageInfo")
    nodes: list["WebhooksWebhookSubscriptionsNodes"]


class WebhooksWebhookSubscriptionsPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: Optional[str] = Field(alias="endCursor")


class WebhooksWebhookSubscriptionsNodes(BaseModel):
    id: str
    topic: WebhookSubscriptionTopic
    uri: str
    include_fields: list[str] = Field(alias="includeFields")


Webhooks.model_rebuild()
WebhooksWebhookSubscriptions.model_rebuild()
