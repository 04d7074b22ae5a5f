from pydantic import Field

from .base_model import BaseModel


class FindOrders(BaseModel):
    shop: "FindOrdersShop"
    orders: "FindOrdersOrders"


class FindOrdersShop(BaseModel):
    order_number_format_prefix: str = Field(alias="orderNumberFormatPrefix")
    order_number_format_suffix: str = Field(alias="orderNumberFormatSuffix")


class FindOrdersOrders(BaseModel):
    nodes: list["FindOrdersOrdersNodes"]


class FindOrdersOrdersNodes(BaseModel):
    id: str
    name: str


FindOrders.model_rebuild()
FindOrdersOrders.model_rebuild()
