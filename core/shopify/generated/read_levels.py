from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class ReadLevels(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union["ReadLevelsNodesNode", "ReadLevelsNodesInventoryItem"],
                Field(discriminator="typename__"),
            ]
        ]
    ]


class ReadLevelsNodesNode(BaseModel):
    typename__: Literal[
        "App",
        "AppInstallation",
        "BulkOperation",
        "CalculatedOrder",
        "Customer",
        "DeliveryMethod",
        "Duty",
        "Fulfillment",
        "FulfillmentEvent",
        "FulfillmentHold",
        "FulfillmentLineItem",
        "FulfillmentOrder",
        "FulfillmentOrderDestination",
        "FulfillmentOrderLineItem",
        "InventoryAdjustmentGroup",
        "InventoryLevel",
        "InventoryQuantity",
        "LineItem",
        "LineItemGroup",
        "Location",
        "MailingAddress",
        "Metafield",
        "MetafieldDefinition",
        "Node",
        "Order",
        "OrderAdjustment",
        "OrderEditSession",
        "OrderTransaction",
        "Product",
        "ProductVariant",
        "Refund",
        "RefundShippingLine",
        "Return",
        "ReturnLineItem",
        "ReturnReasonDefinition",
        "ReturnableFulfillment",
        "Shop",
        "ShopAddress",
        "UnverifiedReturnLineItem",
        "WebhookSubscription",
    ] = Field(alias="__typename")


class ReadLevelsNodesInventoryItem(BaseModel):
    typename__: Literal["InventoryItem"] = Field(alias="__typename")
    id: str
    tracked: bool
    inventory_level: Optional["ReadLevelsNodesInventoryItemInventoryLevel"] = Field(
        alias="inventoryLevel"
    )


class ReadLevelsNodesInventoryItemInventoryLevel(BaseModel):
    is_active: bool = Field(alias="isActive")
    quantities: list["ReadLevelsNodesInventoryItemInventoryLevelQuantities"]


class ReadLevelsNodesInventoryItemInventoryLevelQuantities(BaseModel):
    quantity: int


ReadLevels.model_rebuild()
ReadLevelsNodesInventoryItem.model_rebuild()
ReadLevelsNodesInventoryItemInventoryLevel.model_rebuild()
