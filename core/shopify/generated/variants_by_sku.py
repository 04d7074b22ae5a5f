from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ProductVariantInventoryPolicy


class VariantsBySku(BaseModel):
    product_variants: "VariantsBySkuProductVariants" = Field(alias="productVariants")


class VariantsBySkuProductVariants(BaseModel):
    page_info: "VariantsBySkuProductVariantsPageInfo" = Field(alias="pageInfo")
    nodes: list["VariantsBySkuProductVariantsNodes"]


class VariantsBySkuProductVariantsPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: Optional[str] = Field(alias="endCursor")


class VariantsBySkuProductVariantsNodes(BaseModel):
    id: str
    sku: Optional[str]
    display_name: str = Field(alias="displayName")
    inventory_policy: ProductVariantInventoryPolicy = Field(alias="inventoryPolicy")
    inventory_quantity: Optional[int] = Field(alias="inventoryQuantity")
    inventory_item: "VariantsBySkuProductVariantsNodesInventoryItem" = Field(
        alias="inventoryItem"
    )


class VariantsBySkuProductVariantsNodesInventoryItem(BaseModel):
    tracked: bool
    requires_shipping: bool = Field(alias="requiresShipping")


VariantsBySku.model_rebuild()
VariantsBySkuProductVariants.model_rebuild()
VariantsBySkuProductVariantsNodes.model_rebuild()
