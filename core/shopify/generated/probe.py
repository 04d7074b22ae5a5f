from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import CurrencyCode


class Probe(BaseModel):
    shop: "ProbeShop"
    current_app_installation: "ProbeCurrentAppInstallation" = Field(
        alias="currentAppInstallation"
    )


class ProbeShop(BaseModel):
    name: str
    myshopify_domain: str = Field(alias="myshopifyDomain")
    currency_code: CurrencyCode = Field(alias="currencyCode")
    iana_timezone: str = Field(alias="ianaTimezone")
    email: str
    shop_address: "ProbeShopShopAddress" = Field(alias="shopAddress")
    plan: "ProbeShopPlan"


class ProbeShopShopAddress(BaseModel):
    phone: Optional[str]


class ProbeShopPlan(BaseModel):
    public_display_name: str = Field(alias="publicDisplayName")


class ProbeCurrentAppInstallation(BaseModel):
    access_scopes: list["ProbeCurrentAppInstallationAccessScopes"] = Field(
        alias="accessScopes"
    )


class ProbeCurrentAppInstallationAccessScopes(BaseModel):
    handle: str


Probe.model_rebuild()
ProbeShop.model_rebuild()
ProbeCurrentAppInstallation.model_rebuild()
