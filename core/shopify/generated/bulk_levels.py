from pydantic import Field

from .base_model import BaseModel


class BulkLevels(BaseModel):
    product_variants: "BulkLevelsProductVariants" = Field(alias="productVariants")


class BulkLevelsProductVariants(BaseModel):
    edges: list["BulkLevelsProductVariantsEdges"]


class BulkLevelsProductVariantsEdges(BaseModel):
    node: "BulkLevelsProductVariantsEdgesNode"


class BulkLevelsProductVariantsEdgesNode(BaseModel):
    id: str
    inventory_item: "BulkLevelsProductVariantsEdgesNodeInventoryItem" = Field(
        alias="inventoryItem"
    )


class BulkLevelsProductVariantsEdgesNodeInventoryItem(BaseModel):
    inventory_levels: "BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevels" = Field(
        alias="inventoryLevels"
    )


class BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevels(BaseModel):
    edges: list["BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdges"]


class BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdges(BaseModel):
    node: "BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdgesNode"


class BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdgesNode(
    BaseModel
):
    item: "BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdgesNodeItem"
    location: "BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdgesNodeLocation"
    quantities: list[
        "BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdgesNodeQuantities"
    ]


class BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdgesNodeItem(
    BaseModel
):
    id: str


class BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdgesNodeLocation(
    BaseModel
):
    id: str


class BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdgesNodeQuantities(
    BaseModel
):
    quantity: int


BulkLevels.model_rebuild()
BulkLevelsProductVariants.model_rebuild()
BulkLevelsProductVariantsEdges.model_rebuild()
BulkLevelsProductVariantsEdgesNode.model_rebuild()
BulkLevelsProductVariantsEdgesNodeInventoryItem.model_rebuild()
BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevels.model_rebuild()
BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdges.model_rebuild()
BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdgesNode.model_rebuild()
