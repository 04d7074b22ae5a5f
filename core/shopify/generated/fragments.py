from decimal import Decimal
from typing import Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .enums import CountryCode, CurrencyCode, OrderDisplayFulfillmentStatus


class Price(BaseModel):
    shop_money: "PriceShopMoney" = Field(alias="shopMoney")


class PriceShopMoney(BaseModel):
    amount: Decimal
    currency_code: CurrencyCode = Field(alias="currencyCode")


class Line(BaseModel):
    id: str
    sku: Optional[str]
    title: str
    variant_title: Optional[str] = Field(alias="variantTitle")
    quantity: int
    current_quantity: int = Field(alias="currentQuantity")
    unfulfilled_quantity: int = Field(alias="unfulfilledQuantity")
    requires_shipping: bool = Field(alias="requiresShipping")
    taxable: bool
    discounted_unit_price_after_all_discounts_set: "LineDiscountedUnitPriceAfterAllDiscountsSet" = Field(
        alias="discountedUnitPriceAfterAllDiscountsSet"
    )


class LineDiscountedUnitPriceAfterAllDiscountsSet(Price):
    pass


class Place(BaseModel):
    first_name: Optional[str] = Field(alias="firstName")
    last_name: Optional[str] = Field(alias="lastName")
    company: Optional[str]
    address_1: Optional[str] = Field(alias="address1")
    address_2: Optional[str] = Field(alias="address2")
    city: Optional[str]
    province_code: Optional[str] = Field(alias="provinceCode")
    country_code_v_2: Optional[CountryCode] = Field(alias="countryCodeV2")
    zip_: Optional[str] = Field(alias="zip")
    phone: Optional[str]


class Pushed(BaseModel):
    id: str
    name: str
    created_at: AwareDatetime = Field(alias="createdAt")
    updated_at: AwareDatetime = Field(alias="updatedAt")
    cancelled_at: Optional[AwareDatetime] = Field(alias="cancelledAt")
    display_fulfillment_status: OrderDisplayFulfillmentStatus = Field(
        alias="displayFulfillmentStatus"
    )
    source_identifier: Optional[str] = Field(alias="sourceIdentifier")
    identity: Optional["PushedIdentity"]


class PushedIdentity(BaseModel):
    value: str


Price.model_rebuild()
Line.model_rebuild()
Place.model_rebuild()
Pushed.model_rebuild()
