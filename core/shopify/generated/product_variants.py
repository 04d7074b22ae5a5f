from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Page


class ProductVariants(BaseModel):
    product: Optional["ProductVariantsProduct"]


class ProductVariantsProduct(BaseModel):
    variants: "ProductVariantsProductVariants"


class ProductVariantsProductVariants(BaseModel):
    page_info: "ProductVariantsProductVariantsPageInfo" = Field(alias="pageInfo")
    nodes: list["ProductVariantsProductVariantsNodes"]


ProductVariantsProductVariantsPageInfo = Page


class ProductVariantsProductVariantsNodes(BaseModel):
    id: str
    sku: Optional[str]
    display_name: str = Field(alias="displayName")
    inventory_item: "ProductVariantsProductVariantsNodesInventoryItem" = Field(
        alias="inventoryItem"
    )


class ProductVariantsProductVariantsNodesInventoryItem(BaseModel):
    id: str
    tracked: bool


ProductVariants.model_rebuild()
ProductVariantsProduct.model_rebuild()
ProductVariantsProductVariants.model_rebuild()
ProductVariantsProductVariantsNodes.model_rebuild()
