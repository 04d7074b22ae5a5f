from decimal import Decimal
from typing import Any, Optional

from pydantic import AwareDatetime, Field

from .base_model import BaseModel
from .enums import (
    CountryCode,
    CurrencyCode,
    FulfillmentEventStatus,
    MetafieldAdminAccessInput,
    MetafieldCustomerAccountAccessInput,
    MetafieldOwnerType,
    MetafieldStorefrontAccessInput,
    OrderAdjustmentInputDiscrepancyReason,
    OrderCreateFinancialStatus,
    OrderCreateFulfillmentStatus,
    OrderCreateInputsInventoryBehavior,
    OrderTransactionKind,
    OrderTransactionStatus,
    RefundDutyRefundType,
    RefundLineItemRestockType,
    ReturnReason,
    WebhookSubscriptionFormat,
    WeightUnit,
)


class FulfillmentInput(BaseModel):
    """The input fields used to create a fulfillment from fulfillment orders."""

    line_items_by_fulfillment_order: list["FulfillmentOrderLineItemsInput"] = Field(
        alias="lineItemsByFulfillmentOrder"
    )
    "Pairs of `fulfillment_order_id` and `fulfillment_order_line_items` that represent the fulfillment\norder line items that have to be fulfilled for each fulfillment order.  For any given pair, if the\nfulfillment order line items are left blank then all the fulfillment order line items of the\nassociated fulfillment order ID will be fulfilled."
    notify_customer: Optional[bool] = Field(alias="notifyCustomer", default=False)
    "Whether the customer is notified.\nIf `true`, then a notification is sent when the fulfillment is created. The default value is `false`."
    origin_address: Optional["FulfillmentOriginAddressInput"] = Field(
        alias="originAddress", default=None
    )
    "Address information about the location from which the order was fulfilled."
    tracking_info: Optional["FulfillmentTrackingInput"] = Field(
        alias="trackingInfo", default=None
    )
    "The fulfillment's tracking information, including a tracking URL, a tracking number,\nand the company associated with the fulfillment."


class FulfillmentOrderLineItemInput(BaseModel):
    """The input fields used to include the quantity of the fulfillment order line item that should be fulfilled."""

    id: str
    "The ID of the fulfillment order line item."
    quantity: int
    "The quantity of the fulfillment order line item."


class FulfillmentOrderLineItemsInput(BaseModel):
    """The input fields used to include the line items of a specified fulfillment order that should be fulfilled."""

    fulfillment_order_id: str = Field(alias="fulfillmentOrderId")
    "The ID of the fulfillment order."
    fulfillment_order_line_items: Optional[list["FulfillmentOrderLineItemInput"]] = (
        Field(alias="fulfillmentOrderLineItems", default=None)
    )
    "The fulfillment order line items to be fulfilled.\nIf left blank, all line items of the fulfillment order will be fulfilled.\nAccepts a maximum of 512 line items."


class FulfillmentOriginAddressInput(BaseModel):
    """The input fields used to include the address at which the fulfillment occurred.
    This input object is intended for tax purposes, as a full address is required
    for tax providers to accurately calculate taxes. Typically this is the address
    of the warehouse or fulfillment center. To retrieve a fulfillment location's
    address, use the `assignedLocation` field on the
    [`FulfillmentOrder`](/docs/api/admin-graphql/latest/objects/FulfillmentOrder)
    object instead."""

    address_1: Optional[str] = Field(alias="address1", default=None)
    "The street address of the fulfillment location."
    address_2: Optional[str] = Field(alias="address2", default=None)
    "The second line of the address. Typically the number of the apartment, suite, or unit."
    city: Optional[str] = None
    "The city in which the fulfillment location is located."
    country_code: str = Field(alias="countryCode")
    "The country of the fulfillment location."
    province_code: Optional[str] = Field(alias="provinceCode", default=None)
    "The province of the fulfillment location."
    zip_: Optional[str] = Field(alias="zip", default=None)
    "The zip code of the fulfillment location."


class FulfillmentTrackingInput(BaseModel):
    """The input fields that specify all possible fields for tracking information.

    > Note:
    > If you provide the `url` field, you should not provide the `urls` field.
    >
    > If you provide the `number` field, you should not provide the `numbers` field.
    >
    > If you provide the `url` field, you should provide the `number` field.
    >
    > If you provide the `urls` field, you should provide the `numbers` field."""

    company: Optional[str] = None
    "The name of the tracking company.\n\nIf you specify a tracking company name from\n[the list](https://shopify.dev/api/admin-graphql/latest/objects/FulfillmentTrackingInfo#supported-tracking-companies),\nShopify will automatically build tracking URLs for all provided tracking numbers,\nwhich will make the tracking numbers clickable in the interface.\nThe same tracking company will be applied to all tracking numbers specified.\n\nAdditionally, for the tracking companies listed on the\n[Shipping Carriers help page](https://help.shopify.com/manual/shipping/understanding-shipping/shipping-carriers#integrated-shipping-carriers)\nShopify will automatically update the fulfillment's `shipment_status` field during the fulfillment process.\n\n> Note:\n> Send the tracking company name exactly as written in\n> [the list](https://shopify.dev/api/admin-graphql/latest/objects/FulfillmentTrackingInfo#supported-tracking-companies)\n> (capitalization matters)."
    number: Optional[str] = None
    "The tracking number of the fulfillment.\n\nThe tracking number will be clickable in the interface if one of the following applies\n(the highest in the list has the highest priority):\n\n* Tracking url provided in the `url` field.\n* [Shopify-known tracking company name](https://shopify.dev/api/admin-graphql/latest/objects/FulfillmentTrackingInfo#supported-tracking-companies)\n  specified in the `company` field.\n  Shopify will build the tracking URL automatically based on the tracking number specified.\n* The tracking number has a Shopify-known format.\n  Shopify will guess the tracking provider and build the tracking url based on the tracking number format.\n  Not all tracking carriers are supported, and multiple tracking carriers may use similarly formatted tracking numbers.\n  This can result in an invalid tracking URL.\n  It is highly recommended that you send the tracking company and the tracking URL."
    numbers: Optional[list[str]] = None
    "The tracking numbers of the fulfillment, one or many.\n\nWith multiple tracking numbers, you can provide tracking information\nfor all shipments associated with the fulfillment, if there are more than one.\nFor example, if you're shipping assembly parts of one furniture item in several boxes.\n\nTracking numbers will be clickable in the interface if one of the following applies\n(the highest in the list has the highest priority):\n\n* Tracking URLs provided in the `urls` field.\n  The tracking URLs will be matched to the tracking numbers based on their positions in the arrays.\n* [Shopify-known tracking company name](https://shopify.dev/api/admin-graphql/latest/objects/FulfillmentTrackingInfo#supported-tracking-companies)\n  specified in the `company` field.\n  Shopify will build tracking URLs automatically for all tracking numbers specified.\n  The same tracking company will be applied to all tracking numbers.\n* Tracking numbers have a Shopify-known format.\n  Shopify will guess tracking providers and build tracking URLs based on the tracking number formats.\n  Not all tracking carriers are supported, and multiple tracking carriers may use similarly formatted tracking numbers.\n  This can result in an invalid tracking URL.\n  It is highly recommended that you send the tracking company and the tracking URLs."
    url: Optional[str] = None
    "The URL to track the fulfillment.\n\nThe tracking URL is displayed in the merchant's admin on the order page.\nThe tracking URL is displayed in the shipping confirmation email, which can optionally be sent to the customer.\nWhen accounts are enabled, it's also displayed in the customer's order history.\n\nThe URL must be an [RFC 3986](https://datatracker.ietf.org/doc/html/rfc3986) and\n[RFC 3987](https://datatracker.ietf.org/doc/html/rfc3987)-compliant URI string.\nFor example, `\"https://www.myshipping.com/track/?tracknumbers=TRACKING_NUMBER\"` is a valid URL.\nIt includes a scheme (`https`) and a host (`myshipping.com`)."
    urls: Optional[list[str]] = None
    "The URLs to track the fulfillment, one or many.\n\nThe tracking URLs are displayed in the merchant's admin on the order page.\nThe tracking URLs are displayed in the shipping confirmation email, which can optionally be sent to the customer.\nWhen accounts are enabled, the tracking URLs are also displayed in the customer's order history.\n\nIf you're not specifying a\n[Shopify-known](https://shopify.dev/api/admin-graphql/latest/objects/FulfillmentTrackingInfo#supported-tracking-companies)\ntracking company name in the `company` field,\nthen provide tracking URLs for all tracking numbers from the `numbers` field.\n\nTracking URLs from the `urls` array field are being matched with the tracking numbers from the `numbers` array\nfield correspondingly their positions in the arrays.\n\nEach URL must be an [RFC 3986](https://datatracker.ietf.org/doc/html/rfc3986) and\n[RFC 3987](https://datatracker.ietf.org/doc/html/rfc3987)-compliant URI string.\nFor example, `\"https://www.myshipping.com/track/?tracknumbers=TRACKING_NUMBER\"` is a valid URL.\nIt includes a scheme (`https`) and a host (`myshipping.com`)."


class HasMetafieldsMetafieldIdentifierInput(BaseModel):
    """The input fields that identify metafield definitions."""

    key: str
    "The unique identifier for the metafield definition within its namespace."
    namespace: Optional[str] = None
    "The container for a group of metafields that the metafield definition will be associated with. If omitted, the\napp-reserved namespace will be used."


class InventoryAdjustQuantitiesInput(BaseModel):
    """The input fields required to adjust inventory quantities."""

    changes: list["InventoryChangeInput"]
    "The quantity changes of items at locations to be made."
    name: str
    "The quantity [name](https://shopify.dev/docs/apps/fulfillment/inventory-management-apps#inventory-states)\nto be adjusted."
    reason: str
    "The reason for the quantity changes. The value must be one of the [possible \nreasons](https://shopify.dev/docs/apps/fulfillment/inventory-management-apps/quantities-states#set-inventory-quantities-on-hand)."
    reference_document_uri: Optional[str] = Field(
        alias="referenceDocumentUri", default=None
    )
    "A URI that represents why the inventory change happened, identifying the\nsource system and document that caused this adjustment. Enables complete audit\ntrails and brand visibility in Shopify admin inventory history.\n\nPreferred format - Global ID (GID): gid://[your-app-name]/[entity-type]/[id]\n\nExamples:\n- gid://warehouse-app/PurchaseOrder/PO-2024-001 (stock received)\n- gid://3pl-system/CycleCount/CC-2024-0125 (cycle count adjustment)\n- gid://pos-app/Transaction/TXN-98765 (in-store sale)\n- gid://erp-connector/SyncJob/SYNC-2024-11-21-001 (ERP sync)\n- gid://shopify/Order/1234567890 (Shopify order reference)\n\nBenefits: Your app name appears directly in merchant inventory history,\nreducing support tickets and providing clear audit trails for compliance.\n\nAlternative formats (also supported): https://myapp.com/documents/12345, custom-scheme://identifier\n\nRequirements: Valid URI with scheme and content. For GID format, all components (app, entity, id) must be present."


class InventoryChangeInput(BaseModel):
    """The input fields for the change to be made to an inventory item at a location."""

    change_from_quantity: Optional[int] = Field(
        alias="changeFromQuantity", default=None
    )
    "The quantity currently expected at this location, before the delta is applied.\n\nThis field enables a compare-and-swap (CAS) safety check. If the location’s\ncurrent quantity doesn't match the value you provide, then the mutation fails\nwith a `CHANGE_FROM_QUANTITY_STALE` error. This prevents unintended overwrites\nwhen the request is based on stale inventory data.\n\nTo skip the CAS check, pass `null`. Use this only when your system is the\nsource of truth for this inventory and you don’t need to protect against\nconcurrent updates.\nThis field is mandatory: you must explicitly pass in a value, even if that\nvalue is `null`, or the mutation returns an error.\n\nFor more information, refer to the [compare and swap documentation](https://shopify.dev/docs/apps/build/orders-fulfillment/inventory-management-apps/manage-quantities-states#compare-and-swap)."
    delta: int
    "The amount by which the inventory quantity will be changed."
    inventory_item_id: str = Field(alias="inventoryItemId")
    "Specifies the inventory item to which the change will be applied."
    ledger_document_uri: Optional[str] = Field(alias="ledgerDocumentUri", default=None)
    "A non-Shopify URI that identifies what specific inventory transaction or\nledger entry was changed. Represents the exact inventory movement being\nreferenced, distinct from the business reason for the change.\n\nPreferred format - Global ID (GID): gid://[your-app-name]/[transaction-type]/[id]\n\nExamples:\n- gid://warehouse-app/InventoryTransaction/TXN-2024-001 (specific transaction)\n- gid://3pl-system/StockMovement/SM-2024-0125 (stock movement record)\n- gid://pos-app/InventoryUpdate/UPD-98765 (POS inventory update)\n- gid://erp-connector/LedgerEntry/LE-2024-11-21-001 (ledger entry)\n\nRequirements: Valid non-Shopify URI with scheme and content. Required for all\nquantity names except `available`. Cannot use gid://shopify/* format."
    location_id: str = Field(alias="locationId")
    "Specifies the location at which the change will be applied."


class InventoryQuantityInput(BaseModel):
    """The input fields for the quantity to be set for an inventory item at a location."""

    change_from_quantity: Optional[int] = Field(
        alias="changeFromQuantity", default=None
    )
    "The quantity currently expected at this location, before setting the new quantity.\n\nThis field enables a compare-and-swap (CAS) safety check. If the location’s\ncurrent quantity doesn't match the value you provide, then the mutation fails\nwith a `CHANGE_FROM_QUANTITY_STALE` error. This helps prevent unintended\noverwrites when the request is based on stale inventory data.\n\nTo skip the CAS check, pass `null`. Use this only when your system is the\nsource of truth for this inventory and you don’t need to protect against\nconcurrent updates.\nThis field is mandatory: you must explicitly pass in a value, even if that\nvalue is `null`, or the mutation returns an error.\n\nFor more information, refer to the [compare and swap documentation](https://shopify.dev/docs/apps/build/orders-fulfillment/inventory-management-apps/manage-quantities-states#compare-and-swap)."
    inventory_item_id: str = Field(alias="inventoryItemId")
    "Specifies the inventory item to which the quantity will be set."
    location_id: str = Field(alias="locationId")
    "Specifies the location at which the quantity will be set."
    quantity: int
    "The quantity to which the inventory quantity will be set."


class InventorySetQuantitiesInput(BaseModel):
    """The input fields required to set inventory quantities."""

    name: str
    "The name of quantities to be changed. The only accepted values are: `available` or `on_hand`."
    quantities: list["InventoryQuantityInput"]
    "The values to which each quantities will be set."
    reason: str
    "The reason for the quantity changes. The value must be one of the [possible\nreasons](https://shopify.dev/docs/apps/fulfillment/inventory-management-apps/quantities-states#set-inventory-quantities-on-hand)."
    reference_document_uri: Optional[str] = Field(
        alias="referenceDocumentUri", default=None
    )
    "A URI that represents why the inventory change happened, identifying the\nsource system and document that caused this adjustment. Enables complete audit\ntrails and brand visibility in Shopify admin inventory history.\n\nPreferred format - Global ID (GID): gid://[your-app-name]/[entity-type]/[id]\n\nExamples:\n- gid://warehouse-app/PurchaseOrder/PO-2024-001 (stock received)\n- gid://3pl-system/CycleCount/CC-2024-0125 (cycle count adjustment)\n- gid://pos-app/Transaction/TXN-98765 (in-store sale)\n- gid://erp-connector/SyncJob/SYNC-2024-11-21-001 (ERP sync)\n- gid://shopify/Order/1234567890 (Shopify order reference)\n\nBenefits: Your app name appears directly in merchant inventory history,\nreducing support tickets and providing clear audit trails for compliance.\n\nAlternative formats (also supported): https://myapp.com/documents/12345, custom-scheme://identifier\n\nRequirements: Valid URI with scheme and content. For GID format, all components (app, entity, id) must be present."


class MailingAddressInput(BaseModel):
    """The input fields to create or update a mailing address."""

    address_1: Optional[str] = Field(alias="address1", default=None)
    "The first line of the address. Typically the street address or PO Box number."
    address_2: Optional[str] = Field(alias="address2", default=None)
    "The second line of the address. Typically the number of the apartment, suite, or unit."
    city: Optional[str] = None
    "The name of the city, district, village, or town."
    company: Optional[str] = None
    "The name of the customer's company or organization."
    country: Optional[str] = None
    "The name of the country."
    country_code: Optional[CountryCode] = Field(alias="countryCode", default=None)
    "The two-letter code for the country of the address."
    first_name: Optional[str] = Field(alias="firstName", default=None)
    "The first name of the customer."
    id: Optional[str] = None
    last_name: Optional[str] = Field(alias="lastName", default=None)
    "The last name of the customer."
    phone: Optional[str] = None
    "A unique phone number for the customer.\n\nFormatted using E.164 standard. For example, _+16135551111_."
    province: Optional[str] = None
    "The region of the address, such as the province, state, or district."
    province_code: Optional[str] = Field(alias="provinceCode", default=None)
    "The code for the region of the address, such as the province, state, or district.\nFor example QC for Quebec, Canada."
    zip_: Optional[str] = Field(alias="zip", default=None)
    "The zip or postal code of the address."


class MetafieldAccessInput(BaseModel):
    """The input fields that set access permissions for the definition's metafields."""

    admin: Optional[MetafieldAdminAccessInput] = None
    "The access permitted on the Admin API."
    customer_account: Optional[MetafieldCustomerAccountAccessInput] = Field(
        alias="customerAccount", default=None
    )
    "The access permitted on the Customer Account API."
    storefront: Optional[MetafieldStorefrontAccessInput] = None
    "The access permitted on the Storefront API."


class MetafieldCapabilityAdminFilterableInput(BaseModel):
    """The input fields for enabling and disabling the admin filterable capability."""

    enabled: bool
    "Indicates whether the capability should be enabled or disabled."


class MetafieldCapabilityAnalyticsQueryableInput(BaseModel):
    """The input fields for the analytics queryable capability."""

    enabled: bool
    "Indicates whether the capability should be enabled or disabled."


class MetafieldCapabilityCartToOrderCopyableInput(BaseModel):
    """The input fields for enabling or disabling the "Cart to order copyable" capability.
    This capability is only available for order metafield definitions.

    When enabled, the value from a cart metafield is automatically copied to the corresponding
    order metafield when an order is created. The namespace and key must match between the cart and order metafields."""

    enabled: bool
    "Indicates whether the capability should be enabled or disabled."


class MetafieldCapabilityCreateInput(BaseModel):
    """The input fields for creating a metafield capability."""

    admin_filterable: Optional["MetafieldCapabilityAdminFilterableInput"] = Field(
        alias="adminFilterable", default=None
    )
    "The input for updating the admin filterable capability."
    analytics_queryable: Optional["MetafieldCapabilityAnalyticsQueryableInput"] = Field(
        alias="analyticsQueryable", default=None
    )
    "The input for the analytics queryable capability."
    cart_to_order_copyable: Optional["MetafieldCapabilityCartToOrderCopyableInput"] = (
        Field(alias="cartToOrderCopyable", default=None)
    )
    "The input for updating the cart to order copyable capability."
    smart_collection_condition: Optional[
        "MetafieldCapabilitySmartCollectionConditionInput"
    ] = Field(alias="smartCollectionCondition", default=None)
    "The input for updating the smart collection condition capability."
    unique_values: Optional["MetafieldCapabilityUniqueValuesInput"] = Field(
        alias="uniqueValues", default=None
    )
    "The input for updating the unique values capability."


class MetafieldCapabilitySmartCollectionConditionInput(BaseModel):
    """The input fields for enabling and disabling the smart collection condition capability."""

    enabled: bool
    "Indicates whether the capability should be enabled or disabled."


class MetafieldCapabilityUniqueValuesInput(BaseModel):
    """The input fields for enabling and disabling the unique values capability."""

    enabled: bool
    "Indicates whether the capability should be enabled or disabled."


class MetafieldDefinitionConstraintsInput(BaseModel):
    """The input fields required to create metafield definition [constraints](https://shopify.dev/apps/build/custom-data/metafields/conditional-metafield-definitions).
    Each constraint applies a metafield definition to a subtype of a resource."""

    key: str
    "The category of resource subtypes that the definition applies to."
    values: list[str]
    "The specific constraint subtype values that the definition applies to."


class MetafieldDefinitionInput(BaseModel):
    """The input fields required to create a metafield definition."""

    access: Optional["MetafieldAccessInput"] = None
    "The access settings that apply to each of the metafields that belong to the metafield definition."
    capabilities: Optional["MetafieldCapabilityCreateInput"] = None
    "The capabilities of the metafield definition."
    constraints: Optional["MetafieldDefinitionConstraintsInput"] = None
    "The [constraints](https://shopify.dev/apps/build/custom-data/metafields/conditional-metafield-definitions)\nthat determine what resources a metafield definition applies to."
    description: Optional[str] = None
    "The description for the metafield definition."
    key: str
    "The unique identifier for the metafield definition within its namespace.\n\nMust be 2-64 characters long and only contain alphanumeric, hyphen, and underscore characters."
    name: str
    "The human-readable name for the metafield definition."
    namespace: Optional[str] = None
    "The container for a group of metafields that the metafield definition will be associated with. If omitted, the\napp-reserved namespace will be used.\n\nMust be 3-255 characters long and only contain alphanumeric, hyphen, and underscore characters."
    owner_type: MetafieldOwnerType = Field(alias="ownerType")
    "The resource type that the metafield definition is attached to."
    pin: Optional[bool] = False
    "Whether to [pin](https://help.shopify.com/manual/custom-data/metafields/pinning-metafield-definitions)\nthe metafield definition."
    type_: str = Field(alias="type")
    "The type of data that each of the metafields that belong to the metafield definition will store.\nRefer to the list of [supported types](https://shopify.dev/apps/metafields/types)."
    use_as_collection_condition: Optional[bool] = Field(
        alias="useAsCollectionCondition", default=False
    )
    "Whether the metafield definition can be used as a collection condition."
    validations: Optional[list["MetafieldDefinitionValidationInput"]] = None
    "A list of [validation options](https://shopify.dev/apps/metafields/definitions/validation) for\nthe metafields that belong to the metafield definition. For example, for a metafield definition with the\ntype `date`, you can set a minimum date validation so that each of the metafields that belong to it can only\nstore dates after the specified minimum."


class MetafieldDefinitionValidationInput(BaseModel):
    """The name and value for a metafield definition validation.

    For example, for a metafield definition of `single_line_text_field` type, you
    can set a validation with the name `min` and a value of `10`.
    This validation will ensure that the value of the metafield is at least 10 characters.

    Refer to the [list of supported validations](https://shopify.dev/apps/build/custom-data/metafields/list-of-validation-options)."""

    name: str
    "The name for the metafield definition validation."
    value: str
    "The value for the metafield definition validation."


class MetafieldInput(BaseModel):
    """The input fields to use to create or update a metafield through a mutation on the owning resource.
    An alternative way to create or update a metafield is by using the
    [metafieldsSet](https://shopify.dev/api/admin-graphql/latest/mutations/metafieldsSet) mutation."""

    id: Optional[str] = None
    "The unique ID of the metafield. Using `namespace` and `key` is preferred for creating and updating."
    key: Optional[str] = None
    "The unique identifier for a metafield within its namespace.\n\nRequired when creating a metafield, but optional when updating. Used to help identify the metafield when\nupdating, but can't be updated itself.\n\nMust be 2-64 characters long and can contain alphanumeric, hyphen, and underscore characters."
    namespace: Optional[str] = None
    "The container for a group of metafields that the metafield is or will be associated with. Used in tandem with\n`key` to lookup a metafield on a resource, preventing conflicts with other metafields with the same `key`.\n\nRequired when creating a metafield, but optional when updating. Used to help identify the metafield when\nupdating, but can't be updated itself.\n\nMust be 3-255 characters long and can contain alphanumeric, hyphen, and underscore characters."
    type_: Optional[str] = Field(alias="type", default=None)
    "The type of data that's stored in the metafield.\nRefer to the list of [supported types](https://shopify.dev/apps/metafields/types).\n\nRequired when creating or updating a metafield without a definition."
    value: Optional[str] = None
    "The data stored in the metafield. Always stored as a string, regardless of the metafield's type."


class MoneyBagInput(BaseModel):
    """An input collection of monetary values in their respective currencies.
    Represents an amount in the shop's currency and the amount as converted to the
    customer's currency of choice (the presentment currency)."""

    presentment_money: Optional["MoneyInput"] = Field(
        alias="presentmentMoney", default=None
    )
    "Amount in presentment currency. If this isn't given then we assume that the\npresentment currency is the same as the shop's currency."
    shop_money: "MoneyInput" = Field(alias="shopMoney")
    "Amount in shop currency."


class MoneyInput(BaseModel):
    """The input fields for a monetary value with currency."""

    amount: Decimal
    "Decimal money amount."
    currency_code: CurrencyCode = Field(alias="currencyCode")
    "Currency of the money."


class OrderCancelRefundMethodInput(BaseModel):
    """The input fields used to specify the refund method for an order cancellation."""

    original_payment_methods_refund: Optional[bool] = Field(
        alias="originalPaymentMethodsRefund", default=None
    )
    "Whether to refund to the original payment method."
    store_credit_refund: Optional["OrderCancelStoreCreditRefundInput"] = Field(
        alias="storeCreditRefund", default=None
    )
    "Whether to refund to store credit."


class OrderCancelStoreCreditRefundInput(BaseModel):
    """The input fields used to refund to store credit."""

    expires_at: Optional[AwareDatetime] = Field(alias="expiresAt", default=None)
    "The expiration date of the store credit."


class OrderCreateAssociateCustomerAttributesInput(BaseModel):
    """The input fields for identifying an existing customer to associate with the order."""

    email: Optional[str] = None
    "The email of the customer to associate to the order.\n\n              > Note:\n              > If both this email input field and the email on `OrderCreateOrderInput` are provided, this field will\n              > take precedence."
    id: Optional[str] = None
    "The customer to associate to the order."


class OrderCreateCustomAttributeInput(BaseModel):
    """The input fields for a note attribute for an order."""

    key: str
    "The key or name of the custom attribute."
    value: str
    "The value of the custom attribute."


class OrderCreateCustomerAddressInput(BaseModel):
    """The input fields for creating a customer's mailing address."""

    address_1: Optional[str] = Field(alias="address1", default=None)
    "The first line of the address. Typically the street address or PO Box number."
    address_2: Optional[str] = Field(alias="address2", default=None)
    "The second line of the address. Typically the number of the apartment, suite, or unit."
    city: Optional[str] = None
    "The name of the city, district, village, or town."
    company: Optional[str] = None
    "The name of the customer's company or organization."
    country: Optional[str] = None
    "The name of the country."
    first_name: Optional[str] = Field(alias="firstName", default=None)
    "The first name of the customer."
    last_name: Optional[str] = Field(alias="lastName", default=None)
    "The last name of the customer."
    phone: Optional[str] = None
    "A unique phone number for the customer. Formatted using E.164 standard. For example, _+16135551111_."
    province: Optional[str] = None
    "The region of the address, such as the province, state, or district."
    zip_: Optional[str] = Field(alias="zip", default=None)
    "The zip or postal code of the address."


class OrderCreateCustomerInput(BaseModel):
    """The input fields for a customer to associate with an order. Allows creation of a new customer or specifying an existing one."""

    to_associate: Optional["OrderCreateAssociateCustomerAttributesInput"] = Field(
        alias="toAssociate", default=None
    )
    "An existing customer to associate with the order, specified by ID."
    to_upsert: Optional["OrderCreateUpsertCustomerAttributesInput"] = Field(
        alias="toUpsert", default=None
    )
    "A new customer to create or update and associate with the order."


class OrderCreateDiscountCodeInput(BaseModel):
    """The input fields for a discount code to apply to an order. Only one type of discount can be applied to an order."""

    free_shipping_discount_code: Optional[
        "OrderCreateFreeShippingDiscountCodeAttributesInput"
    ] = Field(alias="freeShippingDiscountCode", default=None)
    "A free shipping discount code applied to the shipping on an order."
    item_fixed_discount_code: Optional[
        "OrderCreateFixedDiscountCodeAttributesInput"
    ] = Field(alias="itemFixedDiscountCode", default=None)
    "A fixed amount discount code applied to the line items on the order."
    item_percentage_discount_code: Optional[
        "OrderCreatePercentageDiscountCodeAttributesInput"
    ] = Field(alias="itemPercentageDiscountCode", default=None)
    "A percentage discount code applied to the line items on the order."


class OrderCreateFixedDiscountCodeAttributesInput(BaseModel):
    """The input fields for a fixed amount discount code to apply to an order."""

    amount_set: Optional["MoneyBagInput"] = Field(alias="amountSet", default=None)
    "The amount that's deducted from the order total. When you create an order, this value is the monetary amount to deduct."
    code: str
    "The discount code that was entered at checkout."


class OrderCreateFreeShippingDiscountCodeAttributesInput(BaseModel):
    """The input fields for a free shipping discount code to apply to an order."""

    code: str
    "The discount code that was entered at checkout."


class OrderCreateFulfillmentInput(BaseModel):
    """The input fields for a fulfillment to create for an order."""

    location_id: str = Field(alias="locationId")
    "The ID of the location to fulfill the order from."
    notify_customer: Optional[bool] = Field(alias="notifyCustomer", default=False)
    "Whether the customer should be notified of changes with the fulfillment."
    origin_address: Optional["FulfillmentOriginAddressInput"] = Field(
        alias="originAddress", default=None
    )
    "The address at which the fulfillment occurred."
    shipment_status: Optional[FulfillmentEventStatus] = Field(
        alias="shipmentStatus", default=None
    )
    "The status of the shipment."
    tracking_company: Optional[str] = Field(alias="trackingCompany", default=None)
    "The name of the tracking company.\n\nIf you specify a tracking company name from\n[the list](https://shopify.dev/api/admin-graphql/latest/objects/FulfillmentTrackingInfo#supported-tracking-companies),\nShopify will automatically build tracking URLs for all provided tracking numbers,\nwhich will make the tracking numbers clickable in the interface.\nThe same tracking company will be applied to all tracking numbers specified.\n\nAdditionally, for the tracking companies listed on the\n[Shipping Carriers help page](https://help.shopify.com/manual/shipping/understanding-shipping/shipping-carriers#integrated-shipping-carriers)\nShopify will automatically update the fulfillment's `shipment_status` field during the fulfillment process.\n\n> Note:\n> Send the tracking company name exactly as written in\n> [the list](https://shopify.dev/api/admin-graphql/latest/objects/FulfillmentTrackingInfo#supported-tracking-companies)\n> (capitalization matters)."
    tracking_number: Optional[str] = Field(alias="trackingNumber", default=None)
    "The tracking number of the fulfillment.\n\nThe tracking number will be clickable in the interface if one of the following applies\n(the highest in the list has the highest priority):\n\n* [Shopify-known tracking company name](https://shopify.dev/api/admin-graphql/latest/objects/FulfillmentTrackingInfo#supported-tracking-companies)\n  specified in the `company` field.\n  Shopify will build the tracking URL automatically based on the tracking number specified.\n* The tracking number has a Shopify-known format.\n  Shopify will guess the tracking provider and build the tracking url based on the tracking number format.\n  Not all tracking carriers are supported, and multiple tracking carriers may use similarly formatted tracking numbers.\n  This can result in an invalid tracking URL."
    tracking_numbers: Optional[list[str]] = Field(alias="trackingNumbers", default=None)
    "The tracking numbers of the fulfillment, one or many.\n\nWith multiple tracking numbers, you can provide tracking information\nfor all shipments associated with the fulfillment, if there are more than one.\nFor example, if you're shipping the items in an order in several boxes, each with its\nown tracking number.\n\n> Note:\n> If you provide the `trackingNumbers` field, you shouldn't provide the `trackingNumber` field.\n\nTracking numbers will be clickable in the interface if one of the following applies\n(the highest in the list has the highest priority):\n\n* [Shopify-known tracking company name](https://shopify.dev/api/admin-graphql/latest/objects/FulfillmentTrackingInfo#supported-tracking-companies)\n  specified in the `trackingCompany` field.\n  Shopify will build tracking URLs automatically for all tracking numbers specified.\n  The same tracking company will be applied to all tracking numbers.\n* Tracking numbers have a Shopify-known format.\n  Shopify will guess tracking providers and build tracking URLs based on the tracking number formats.\n  Not all tracking carriers are supported, and multiple tracking carriers may use similarly formatted tracking numbers.\n  This can result in an invalid tracking URL.\n  It is highly recommended that you send the tracking company."


class OrderCreateLineItemInput(BaseModel):
    """The input fields for a line item to create for an order."""

    fulfillment_service: Optional[str] = Field(alias="fulfillmentService", default=None)
    "The handle of a fulfillment service that stocks the product variant belonging to a line item.\n\n              This is a third-party fulfillment service in the following scenarios:\n\n              **Scenario 1**\n              - The product variant is stocked by a single fulfillment service.\n              - The\n[FulfillmentService](/api/admin-graphql/latest/objects/FulfillmentService) is\na third-party fulfillment service. Third-party fulfillment services don't have\na handle with the value `manual`.\n\n              **Scenario 2**\n              - Multiple fulfillment services stock the product variant.\n              - The last time that the line item was unfulfilled, it was\nawaiting fulfillment by a third-party fulfillment service. Third-party\nfulfillment services don't have a handle with the value `manual`.\n\n              If none of the above conditions are met, then the fulfillment service has the `manual` handle."
    gift_card: Optional[bool] = Field(alias="giftCard", default=False)
    "Whether the item is a gift card. If true, then the item is not taxed or considered for shipping charges."
    price_set: Optional["MoneyBagInput"] = Field(alias="priceSet", default=None)
    "The price of the item before discounts have been applied in the shop currency."
    product_id: Optional[str] = Field(alias="productId", default=None)
    "The ID of the product that the line item belongs to. Can be `null` if the\noriginal product associated with the order is deleted at a later date."
    properties: Optional[list["OrderCreateLineItemPropertyInput"]] = None
    "An array of custom information for the item that has been added to the cart.\nOften used to provide product customization options."
    quantity: int
    "The number of items that were purchased."
    requires_shipping: Optional[bool] = Field(alias="requiresShipping", default=False)
    "Whether the item requires shipping."
    sku: Optional[str] = None
    "The item's SKU (stock keeping unit)."
    tax_lines: Optional[list["OrderCreateTaxLineInput"]] = Field(
        alias="taxLines", default=None
    )
    "A list of tax line objects, each of which details a tax applied to the item."
    taxable: Optional[bool] = True
    "Whether the item was taxable."
    title: Optional[str] = None
    "The title of the product."
    variant_id: Optional[str] = Field(alias="variantId", default=None)
    "The ID of the product variant. If both `productId` and `variantId` are\nprovided, then the product ID that corresponds to the `variantId` is used."
    variant_title: Optional[str] = Field(alias="variantTitle", default=None)
    "The title of the product variant."
    vendor: Optional[str] = None
    "The name of the item's supplier."
    weight: Optional["WeightInput"] = None
    "The weight of the line item. This will take precedence over the weight of the product variant, if one was specified."


class OrderCreateLineItemPropertyInput(BaseModel):
    """The input fields for a line item property for an order."""

    name: str
    "The name of the line item property."
    value: str
    "The value of the line item property."


class OrderCreateOptionsInput(BaseModel):
    """The input fields that define the strategies for updating inventory and
    whether to send shipping and order confirmations to customers."""

    inventory_behaviour: Optional[OrderCreateInputsInventoryBehavior] = Field(
        alias="inventoryBehaviour", default=OrderCreateInputsInventoryBehavior.BYPASS
    )
    "The strategy for handling updates to inventory: not claiming inventory, ignoring inventory policies,\nor following policies when claiming inventory."
    send_fulfillment_receipt: Optional[bool] = Field(
        alias="sendFulfillmentReceipt", default=False
    )
    "Whether to send a shipping confirmation to the customer."
    send_receipt: Optional[bool] = Field(alias="sendReceipt", default=False)
    "Whether to send an order confirmation to the customer."


class OrderCreateOrderInput(BaseModel):
    """The input fields for creating an order."""

    billing_address: Optional["MailingAddressInput"] = Field(
        alias="billingAddress", default=None
    )
    "The mailing address associated with the payment method. This address is an optional field that won't be\n               available on orders that don't require a payment method.\n\n              > Note:\n              > If a customer is provided, this field or `shipping_address` (which has precedence) will be set as the\n              > customer's default address. Additionally, if the provided customer is new or hasn't created an order yet\n              > then their name will be set to the first/last name from this address (if provided)."
    buyer_accepts_marketing: Optional[bool] = Field(
        alias="buyerAcceptsMarketing", default=None
    )
    "Whether the customer consented to receive email updates from the shop."
    closed_at: Optional[AwareDatetime] = Field(alias="closedAt", default=None)
    "The date and time ([ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) format)\nwhen the order was closed. Returns null if the order isn't closed."
    company_location_id: Optional[str] = Field(alias="companyLocationId", default=None)
    "The ID of the purchasing company's location for the order."
    currency: Optional[CurrencyCode] = None
    "The shop-facing currency for the order. If not specified, then the shop's default currency is used."
    custom_attributes: Optional[list["OrderCreateCustomAttributeInput"]] = Field(
        alias="customAttributes", default=None
    )
    "A list of extra information that's added to the order. Appears in the\n**Additional details** section of an order details page."
    customer: Optional["OrderCreateCustomerInput"] = None
    "The customer to associate to the order."
    customer_id: Optional[str] = Field(alias="customerId", default=None)
    "The customer to associate to the order."
    discount_code: Optional["OrderCreateDiscountCodeInput"] = Field(
        alias="discountCode", default=None
    )
    "A discount code applied to the order."
    email: Optional[str] = None
    "A new customer email address for the order.\n\n              > Note:\n              > If a customer is provided, and no email is provided, the customer's email will be set to this field."
    financial_status: Optional[OrderCreateFinancialStatus] = Field(
        alias="financialStatus", default=None
    )
    "The financial status of the order. If not specified, then this will be derived\nthrough the given transactions. Note that it's possible to specify a status\nthat doesn't match the given transactions and it will persist, but if an\noperation later occurs on the order, the status may then be recalculated to\nmatch the current state of transactions."
    fulfillment: Optional["OrderCreateFulfillmentInput"] = None
    "The fulfillment to create for the order. This will apply to all line items."
    fulfillment_status: Optional[OrderCreateFulfillmentStatus] = Field(
        alias="fulfillmentStatus", default=None
    )
    "The fulfillment status of the order. Will default to `unfulfilled` if not included."
    line_items: Optional[list["OrderCreateLineItemInput"]] = Field(
        alias="lineItems", default=None
    )
    "The line items to create for the order."
    metafields: Optional[list["MetafieldInput"]] = None
    "A list of metafields to add to the order."
    name: Optional[str] = None
    "The order name, generated by combining the `order_number` property with the\norder prefix and suffix that are set in the merchant's [general\nsettings](https://www.shopify.com/admin/settings/general). This is different\nfrom the `id` property, which is the ID of the order used by the API. This\nfield can also be set by the API to be any string value."
    note: Optional[str] = None
    "The new contents for the note associated with the order."
    phone: Optional[str] = None
    "A new customer phone number for the order."
    po_number: Optional[str] = Field(alias="poNumber", default=None)
    "The purchase order number associated to this order."
    presentment_currency: Optional[CurrencyCode] = Field(
        alias="presentmentCurrency", default=None
    )
    "The presentment currency that was used to display prices to the customer. This\nmust be specified if any presentment currencies are used in the order."
    processed_at: Optional[AwareDatetime] = Field(alias="processedAt", default=None)
    "The date and time ([ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) format)\nwhen an order was processed. This value is the date that appears on your\norders and that's used in the analytic reports. If you're importing orders\nfrom an app or another platform, then you can set processed_at to a date and\ntime in the past to match when the original order was created. As of API\nversion 2026-07, values in the future are clamped to the current time. In\nearlier versions, future values return a `PROCESSED_AT_INVALID` error."
    referring_site: Optional[str] = Field(alias="referringSite", default=None)
    "The website where the customer clicked a link to the shop."
    shipping_address: Optional["MailingAddressInput"] = Field(
        alias="shippingAddress", default=None
    )
    "The mailing address to where the order will be shipped.\n\n              > Note:\n              > If a customer is provided, this field (which has precedence) or `billing_address` will be set as the\n              > customer's default address. Additionally, if the provided customer doesn't have a first or last name\n              > then it will be set to the first/last name from this address (if provided)."
    shipping_lines: Optional[list["OrderCreateShippingLineInput"]] = Field(
        alias="shippingLines", default=None
    )
    "An array of objects, each of which details a shipping method used."
    source_identifier: Optional[str] = Field(alias="sourceIdentifier", default=None)
    "The ID of the order placed on the originating platform. This value doesn't\ncorrespond to the Shopify ID that's generated from a completed draft."
    source_name: Optional[str] = Field(alias="sourceName", default=None)
    "The source channel that the order is attributed to. Set this to the handle of\nan order attribution definition configured for your sales channel app, such as\n`youtube` or `channel:amazon-us`. To set up order attribution for your app,\nfollow the [order attribution\nguide](https://shopify.dev/docs/apps/build/sales-channels/order-attribution)."
    source_url: Optional[str] = Field(alias="sourceUrl", default=None)
    "A valid URL to the original order on the originating surface. This URL is\ndisplayed to merchants on the Order Details page. If the URL is invalid, then\nit won't be displayed."
    tags: Optional[list[str]] = None
    "A comma separated list of tags that have been added to the draft order."
    tax_lines: Optional[list["OrderCreateTaxLineInput"]] = Field(
        alias="taxLines", default=None
    )
    "An array of tax line objects, each of which details a tax applicable to the\norder. When creating an order through the API, tax lines can be specified on\nthe order or the line items but not both. Tax lines specified on the order are\nsplit across the _taxable_ line items in the created order."
    taxes_included: Optional[bool] = Field(alias="taxesIncluded", default=False)
    "Whether taxes are included in the order subtotal."
    test: Optional[bool] = False
    "Whether this is a test order."
    transactions: Optional[list["OrderCreateOrderTransactionInput"]] = None
    "The payment transactions to create for the order."
    user_id: Optional[str] = Field(alias="userId", default=None)
    "The ID of the user who processed the order, if applicable."


class OrderCreateOrderTransactionInput(BaseModel):
    """The input fields for a transaction to create for an order."""

    amount_set: "MoneyBagInput" = Field(alias="amountSet")
    "The amount of the transaction."
    authorization_code: Optional[str] = Field(alias="authorizationCode", default=None)
    "The authorization code associated with the transaction."
    device_id: Optional[str] = Field(alias="deviceId", default=None)
    "The ID of the device used to process the transaction."
    gateway: Optional[str] = None
    "The name of the gateway the transaction was issued through."
    gift_card_id: Optional[str] = Field(alias="giftCardId", default=None)
    "The ID of the gift card used for this transaction."
    kind: Optional[OrderTransactionKind] = OrderTransactionKind.SALE
    "The kind of transaction."
    location_id: Optional[str] = Field(alias="locationId", default=None)
    "The ID of the location where the transaction was processed."
    processed_at: Optional[AwareDatetime] = Field(alias="processedAt", default=None)
    "The date and time when the transaction was processed."
    receipt_json: Optional[Any] = Field(alias="receiptJson", default=None)
    "The transaction receipt that the payment gateway attaches to the transaction.\nThe value of this field depends on which payment gateway processed the transaction."
    status: Optional[OrderTransactionStatus] = OrderTransactionStatus.SUCCESS
    "The status of the transaction."
    test: Optional[bool] = False
    "Whether the transaction is a test transaction."
    user_id: Optional[str] = Field(alias="userId", default=None)
    "The ID of the user who processed the transaction."


class OrderCreatePercentageDiscountCodeAttributesInput(BaseModel):
    """The input fields for a percentage discount code to apply to an order."""

    code: str
    "The discount code that was entered at checkout."
    percentage: Optional[float] = None
    "The amount that's deducted from the order total. When you create an order, this value is the percentage to deduct."


class OrderCreateShippingLineInput(BaseModel):
    """The input fields for a shipping line to create for an order."""

    code: Optional[str] = None
    "A reference to the shipping method."
    price_set: "MoneyBagInput" = Field(alias="priceSet")
    "The price of this shipping method in the shop currency. Can't be negative."
    source: Optional[str] = None
    "The source of the shipping method."
    tax_lines: Optional[list["OrderCreateTaxLineInput"]] = Field(
        alias="taxLines", default=None
    )
    "A list of tax line objects, each of which details a tax applicable to this shipping line."
    title: str
    "The title of the shipping method."


class OrderCreateTaxLineInput(BaseModel):
    """The input fields for a tax line to create for an order."""

    channel_liable: Optional[bool] = Field(alias="channelLiable", default=False)
    "Whether the channel that submitted the tax line is liable for remitting. A\nvalue of `null` indicates unknown liability for the tax line."
    price_set: Optional["MoneyBagInput"] = Field(alias="priceSet", default=None)
    "The amount added to the order for this tax in shop and presentment currencies after discounts are applied."
    rate: Decimal
    "The proportion of the item price that the tax represents as a decimal."
    title: str
    "The name of the tax line to create."


class OrderCreateUpsertCustomerAttributesInput(BaseModel):
    """The input fields for creating a new customer object or identifying an existing
    customer to update & associate with the order."""

    addresses: Optional[list["OrderCreateCustomerAddressInput"]] = None
    "A list of addresses to associate with the customer."
    email: Optional[str] = None
    "The email address to update the customer with. If no `id` is provided, this is used to uniquely identify\n                 the customer.\n\n                > Note:\n                > If both this email input field and the email on `OrderCreateOrderInput` are provided, this field will\n                > take precedence."
    first_name: Optional[str] = Field(alias="firstName", default=None)
    "The first name of the customer."
    id: Optional[str] = None
    "The id of the customer to associate to the order."
    last_name: Optional[str] = Field(alias="lastName", default=None)
    "The last name of the customer."
    multipass_identifier: Optional[str] = Field(
        alias="multipassIdentifier", default=None
    )
    "A unique identifier for the customer that's used with [Multipass login](https://shopify.dev/api/multipass)."
    note: Optional[str] = None
    "A note about the customer."
    phone: Optional[str] = None
    "The unique phone number ([E.164 format](https://en.wikipedia.org/wiki/E.164)) for this customer.\n                 Attempting to assign the same phone number to multiple customers returns an error. The property can be\n                 set using different formats, but each format must represent a number that can be dialed from anywhere\n                 in the world. The following formats are all valid:\n                  - 6135551212\n                  - +16135551212\n                  - (613)555-1212\n                  - +1 613-555-1212"
    tags: Optional[list[str]] = None
    "Tags that the shop owner has attached to the customer. A customer can have up\nto 250 tags. Each tag can have up to 255 characters."
    tax_exempt: Optional[bool] = Field(alias="taxExempt", default=None)
    "Whether the customer is exempt from paying taxes on their order. If `true`,\nthen taxes won't be applied to an order at checkout. If `false`, then taxes\nwill be applied at checkout."


class OrderTransactionInput(BaseModel):
    """The input fields for the information needed to create an order transaction."""

    amount: Decimal
    "The amount of money for this transaction."
    gateway: str
    "The payment gateway to use for this transaction."
    kind: OrderTransactionKind
    "The kind of transaction."
    order_id: str = Field(alias="orderId")
    "The ID of the order associated with the transaction."
    parent_id: Optional[str] = Field(alias="parentId", default=None)
    "The ID of the optional parent transaction, for example the authorization of a capture."


class RefundDutyInput(BaseModel):
    """The input fields required to reimburse duties on a refund."""

    duty_id: str = Field(alias="dutyId")
    "The ID of the duty in the refund."
    refund_type: Optional[RefundDutyRefundType] = Field(
        alias="refundType", default=None
    )
    "The type of refund for this duty."


class RefundInput(BaseModel):
    """The input fields to create a refund."""

    allow_over_refunding: Optional[bool] = Field(
        alias="allowOverRefunding", default=False
    )
    "Whether to allow the total refunded amount to surpass the amount paid for the order."
    currency: Optional[CurrencyCode] = None
    "The currency that is used to refund the order. This must be the presentment\ncurrency, which is the currency used by the customer. This is a required field\nfor orders where the currency and presentment currency differ."
    discrepancy_reason: Optional[OrderAdjustmentInputDiscrepancyReason] = Field(
        alias="discrepancyReason", default=None
    )
    "An optional reason for a discrepancy between calculated and actual refund amounts."
    note: Optional[str] = None
    "An optional note that's attached to the refund."
    notify: Optional[bool] = None
    "Whether to send a refund notification to the customer."
    order_id: str = Field(alias="orderId")
    "The ID of the order that's being refunded."
    processed_at: Optional[AwareDatetime] = Field(alias="processedAt", default=None)
    "The date and time when the refund is being processed. If not provided, it will be set to the current time."
    refund_duties: Optional[list["RefundDutyInput"]] = Field(
        alias="refundDuties", default=None
    )
    "A list of duties to refund."
    refund_line_items: Optional[list["RefundLineItemInput"]] = Field(
        alias="refundLineItems", default=None
    )
    "A list of line items to refund."
    refund_methods: Optional[list["RefundMethodInput"]] = Field(
        alias="refundMethods", default_factory=lambda: []
    )
    "A list of instructions to process the financial outcome of the refund."
    shipping: Optional["ShippingRefundInput"] = None
    "The input fields that are required to reimburse shipping costs."
    transactions: Optional[list["OrderTransactionInput"]] = None
    "A list of transactions involved in the refund."


class RefundLineItemInput(BaseModel):
    """The input fields required to reimburse line items on a refund."""

    line_item_id: str = Field(alias="lineItemId")
    "The ID of the line item in the refund."
    location_id: Optional[str] = Field(alias="locationId", default=None)
    "The intended location for restocking. If the `restockType` is set to `NO_RESTOCK`, then this value is empty."
    quantity: int
    "The quantity of the associated line item to be refunded."
    restock_type: Optional[RefundLineItemRestockType] = Field(
        alias="restockType", default=None
    )
    "The type of restock for this line item."


class RefundMethodInput(BaseModel):
    """The input fields for processing the financial outcome of a refund."""

    store_credit_refund: Optional["StoreCreditRefundInput"] = Field(
        alias="storeCreditRefund", default=None
    )
    "The details of the refund to store credit."


class RestockingFeeInput(BaseModel):
    """The input fields for a restocking fee."""

    percentage: float
    "The value of the fee as a percentage."


class ReturnLineItemInput(BaseModel):
    """The input fields for a return line item."""

    fulfillment_line_item_id: str = Field(alias="fulfillmentLineItemId")
    "The ID of the fulfillment line item to be returned.\nSpecifically, this field expects a `FulfillmentLineItem.id`."
    quantity: int
    "The quantity of the item to be returned."
    restocking_fee: Optional["RestockingFeeInput"] = Field(
        alias="restockingFee", default=None
    )
    "The restocking fee to capture."
    return_reason: Optional[ReturnReason] = Field(alias="returnReason", default=None)
    "The reason for the item to be returned."
    return_reason_definition_id: Optional[str] = Field(
        alias="returnReasonDefinitionId", default=None
    )
    "The ID of a [`ReturnReasonDefinition`](https://shopify.dev/docs/api/admin-graphql/latest/objects/ReturnReasonDefinition). Accepts any ID from the full library of reasons available via [`returnReasonDefinitions`](https://shopify.dev/docs/api/admin-graphql/latest/queries/returnReasonDefinitions),\nnot limited to the suggested reasons for the line item."
    return_reason_note: Optional[str] = Field(alias="returnReasonNote", default="")
    "A note about the reason that the item is being returned.\nMaximum length: 255 characters."


class ShippingRefundInput(BaseModel):
    """The input fields that are required to reimburse shipping costs."""

    amount: Optional[Decimal] = None
    "The monetary value of the shipping fees to be reimbursed."
    full_refund: Optional[bool] = Field(alias="fullRefund", default=None)
    "Whether a full refund is provided."


class StoreCreditRefundInput(BaseModel):
    """The input fields to process a refund to store credit."""

    amount: "MoneyInput"
    "The amount to be issued as store credit."
    expires_at: Optional[AwareDatetime] = Field(alias="expiresAt", default=None)
    "An optional expiration date for the store credit being issued."


class WebhookSubscriptionInput(BaseModel):
    """The input fields for a webhook subscription."""

    callback_url: Optional[str] = Field(alias="callbackUrl", default=None)
    "URL where the webhook subscription should send the POST request when the event occurs."
    filter_: Optional[str] = Field(alias="filter", default=None)
    "A constraint specified using search syntax that ensures only webhooks that\nmatch the specified filter are emitted. See our [guide on\nfilters](https://shopify.dev/docs/apps/build/webhooks/customize/filters) for more details."
    format: Optional[WebhookSubscriptionFormat] = None
    "The format in which the webhook subscription should send the data."
    include_fields: Optional[list[str]] = Field(alias="includeFields", default=None)
    "The list of fields to be included in the webhook subscription. Only the fields\nspecified will be included in the webhook payload. If null, then all fields\nwill be included. Learn more about [modifying webhook payloads](https://shopify.dev/docs/apps/build/webhooks/customize/modify_payloads)."
    metafield_namespaces: Optional[list[str]] = Field(
        alias="metafieldNamespaces", default=None
    )
    "The list of namespaces for any metafields that should be included in the webhook subscription."
    metafields: Optional[list["HasMetafieldsMetafieldIdentifierInput"]] = None
    "A list of identifiers specifying metafields to include in the webhook payload."
    name: Optional[str] = None
    "A human-readable name for the webhook subscription."
    uri: Optional[str] = None
    "The URI where the webhook subscription should send events. Supports an HTTPS\nURL, a Google Pub/Sub URI (pubsub://{project-id}:{topic-id}) or an Amazon\nEventBridge event source ARN."


class WeightInput(BaseModel):
    """The input fields for the weight unit and value inputs."""

    unit: WeightUnit
    "Unit of measurement for `value`."
    value: float
    "The weight value using the unit system specified with `weight_unit`."


FulfillmentInput.model_rebuild()
FulfillmentOrderLineItemsInput.model_rebuild()
InventoryAdjustQuantitiesInput.model_rebuild()
InventorySetQuantitiesInput.model_rebuild()
MetafieldCapabilityCreateInput.model_rebuild()
MetafieldDefinitionInput.model_rebuild()
MoneyBagInput.model_rebuild()
OrderCancelRefundMethodInput.model_rebuild()
OrderCreateCustomerInput.model_rebuild()
OrderCreateDiscountCodeInput.model_rebuild()
OrderCreateFixedDiscountCodeAttributesInput.model_rebuild()
OrderCreateFulfillmentInput.model_rebuild()
OrderCreateLineItemInput.model_rebuild()
OrderCreateOrderInput.model_rebuild()
OrderCreateOrderTransactionInput.model_rebuild()
OrderCreateShippingLineInput.model_rebuild()
OrderCreateTaxLineInput.model_rebuild()
OrderCreateUpsertCustomerAttributesInput.model_rebuild()
RefundInput.model_rebuild()
RefundMethodInput.model_rebuild()
ReturnLineItemInput.model_rebuild()
StoreCreditRefundInput.model_rebuild()
WebhookSubscriptionInput.model_rebuild()
