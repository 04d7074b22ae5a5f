from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class BulkVariants(BaseModel):
    product_variants: "BulkVariantsProductVariants" = Field(alias="productVariants")


class BulkVariantsProductVariants(BaseModel):
    edges: list["BulkVariantsProductVariantsEdges"]


class BulkVariantsProductVariantsEdges(BaseModel):
    node: "BulkVariantsProductVariantsEdgesNode"


class BulkVariantsProductVariantsEdgesNode(BaseModel):
    id: str
    sku: Optional[str]
    display_name: str = Field(alias="displayName")
    product: "BulkVariantsProductVariantsEdgesNodeProduct"
    inventory_item: "BulkVariantsProductVariantsEdgesNodeInventoryItem" = Field(
        alias="inventoryItem"
    )


class BulkVariantsProductVariantsEdgesNodeProduct(BaseModel):
    id: str


class BulkVariantsProductVariantsEdgesNodeInventoryItem(BaseModel):
    id: str
    tracked: bool


BulkVariants.model_rebuild()
BulkVariantsProductVariants.model_rebuild()
BulkVariantsProductVariantsEdges.model_rebuild()
BulkVariantsProductVariantsEdgesNode.model_rebuild()
