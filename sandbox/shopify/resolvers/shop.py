"""The shop, the app that asks, jobs, and the versions of the API."""

from sandbox.shopify.fields import Ask, Noun
from sandbox.shopify.ids import gid
from sandbox.shopify.state import API_VERSION, Job, Store

VERSIONS = (
    ("2026-01", True),
    ("2026-04", True),
    ("2026-07", True),
    (API_VERSION, True),
    ("2027-01", False),
    ("unstable", False),
)

shop = Noun("Shop", Store)
shop.field("id")(lambda it, _: gid("Shop", it.id))
shop.plain("name email")
shop.field("myshopifyDomain")(lambda it, _: it.domain)
shop.field("currencyCode")(lambda it, _: it.currency)
shop.field("ianaTimezone")(lambda it, _: it.timezone)
shop.field("shopAddress")(lambda it, _: {"phone": it.phone})
shop.field("contactEmail")(lambda it, _: it.email)
shop.field("url")(lambda it, _: f"https://{it.domain}")
shop.fixed(
    taxesIncluded=False,
    taxShipping=False,
    weightUnit="POUNDS",
    orderNumberFormatPrefix="#",
    orderNumberFormatSuffix="",
    setupRequired=False,
)


@shop.field("plan")
def _plan(it: Store, _: Ask) -> dict[str, object]:
    return {
        "publicDisplayName": "Development" if it.partner_development else it.plan,
        "displayName": it.plan,
        "shopifyPlus": it.plan.casefold().endswith("plus"),
        "partnerDevelopment": it.partner_development,
    }


installation = Noun("AppInstallation")
installation.field("id")(lambda it, _: gid("AppInstallation", it.app_id))
installation.field("accessScopes")(
    lambda it, _: [
        {"handle": scope, "description": scope.replace("_", " ").capitalize()}
        for scope in sorted(it.scopes)
    ]
)
installation.field("app")(lambda it, _: it)

app = Noun("App")
app.field("id")(lambda it, _: gid("App", it.app_id))
app.fixed(title="SyncTec", handle="synctec", embedded=False)
app.field("apiKey")(lambda it, _: it.client_id)

job = Noun("Job", Job)
job.field("id")(lambda it, _: gid("Job", it.id))
job.plain("done")
