"""Why a store could not be reached or asked: what Shopify's answers mean to people.

`shop` is the store's name before `.myshopify.com`. No sentence holds a token or customer data.
"""

from __future__ import annotations

from core.domain.reasons import Reason
from core.domain.words import say


def not_connected(shop: str) -> Reason:
    """No connection came about; nothing was sent."""
    return Reason(
        "store_not_connected",
        say("{shop} could not be reached.", shop=shop),
        say(
            "SyncTec tries again by itself; if it lasts, check the network and Shopify's "
            "status page."
        ),
    )


def no_answer(shop: str) -> Reason:
    """A read was sent and no usable answer came back."""
    return Reason(
        "store_no_answer",
        say("{shop} did not answer.", shop=shop),
        say("SyncTec tries again by itself; if it lasts, check Shopify's status page."),
    )


def server_error(shop: str, status: int) -> Reason:
    """Shopify answered with a fault of its own."""
    return Reason(
        "store_server_error",
        say("{shop} answered with a server error ({status}).", shop=shop, status=status),
        say("SyncTec tries again by itself; if it lasts, check Shopify's status page."),
    )


def throttled(shop: str) -> Reason:
    """THROTTLED or 429: the call was refused before any work."""
    return Reason(
        "store_throttled",
        say("{shop} takes no more calls for the moment.", shop=shop),
        say("SyncTec goes on by itself as soon as the store allows it."),
    )


def busy(shop: str) -> Reason:
    """Our own queue for the store is longer than a call may wait."""
    return Reason(
        "store_busy",
        say("Too many calls to {shop} are waiting.", shop=shop),
        say("SyncTec goes on by itself as soon as the store allows it."),
    )


def lease_too_short(shop: str) -> Reason:
    """The time to send it safely had run out before its turn came."""
    return Reason(
        "lease_too_short",
        say("The call to {shop} waited too long and was not sent.", shop=shop),
        say("SyncTec tries again by itself."),
    )


def token_refused(shop: str) -> Reason:
    """401: the token is wrong, was revoked or has expired."""
    return Reason(
        "token_refused",
        say("{shop} does not accept SyncTec's access token.", shop=shop),
        say(
            "Check that the app is installed on {shop}, then set its credential again "
            "with `python app.py stores add`.",
            shop=shop,
        ),
    )


def credentials_refused(shop: str) -> Reason:
    """The client id and secret were not accepted."""
    return Reason(
        "credentials_refused",
        say("{shop} does not accept the app's client id and secret.", shop=shop),
        say("Copy both again from the app's settings in Shopify's Dev Dashboard."),
    )


def app_not_installed(shop: str) -> Reason:
    """`app_not_installed` of the client credentials grant."""
    return Reason(
        "app_not_installed",
        say("The app is not installed on {shop}.", shop=shop),
        say("Install the app on {shop} from Shopify's Dev Dashboard.", shop=shop),
    )


def shop_not_permitted(shop: str) -> Reason:
    """`shop_not_permitted`: the grant works within one organisation only."""
    return Reason(
        "shop_not_permitted",
        say("{shop} belongs to another organisation than the app.", shop=shop),
        say(
            "Client credentials work only for stores of the app's own organisation: use "
            "a static token, or an app made in that store's organisation."
        ),
    )


def shop_frozen(shop: str) -> Reason:
    """402."""
    return Reason(
        "shop_frozen",
        say("{shop} is frozen by Shopify.", shop=shop),
        say("Settle the store's bill in Shopify, then try again."),
    )


def forbidden(shop: str) -> Reason:
    """403."""
    return Reason(
        "shop_forbidden",
        say("{shop} refuses the app.", shop=shop),
        say("Check in Shopify that the store is open and that the app may use it."),
    )


def shop_unknown(shop: str) -> Reason:
    """404: no such shop, or not this API."""
    return Reason(
        "shop_unknown",
        say("There is no store {shop}.myshopify.com.", shop=shop),
        say(
            "Check the store's name: it is the part before .myshopify.com, not the "
            "shop's own domain."
        ),
    )


def shop_locked(shop: str) -> Reason:
    """423."""
    return Reason(
        "shop_locked",
        say("{shop} is locked by Shopify.", shop=shop),
        say("The store's owner has to contact Shopify's support."),
    )


def scope_missing(shop: str, needed: str) -> Reason:
    """ACCESS_DENIED; `needed` is Shopify's own wording of what the field asks for."""
    return Reason(
        "scope_missing",
        say("The app may not do this on {shop}. {needed}", shop=shop, needed=needed).strip(),
        say("Grant the app the missing access scope, then install it on {shop} again.", shop=shop),
    )


def customer_data_denied(shop: str) -> Reason:
    """ACCESS_DENIED for protected customer data (name, address, e-mail)."""
    return Reason(
        "customer_data_denied",
        say("{shop} does not let the app read customers' names and addresses.", shop=shop),
        say(
            "Request access to protected customer data in the app's settings; an app "
            "made in the store's own admin needs the Shopify plan or higher."
        ),
    )


NOT_DEFINED = "identity_not_defined"


def identity_not_defined(shop: str) -> Reason:
    """The keyed look-up needs the metafield definition that `prepare` makes."""
    return Reason(
        NOT_DEFINED,
        say("{shop} does not know SyncTec's order metafield.", shop=shop),
        say("Run `python app.py stores check`: it prepares the store."),
    )


def contract_changed(shop: str) -> Reason:
    """An answer we do not understand: our bug, or Shopify changed."""
    return Reason(
        "shopify_answer_unexpected",
        say("{shop} answered in a way SyncTec does not understand.", shop=shop),
        say("This is a fault of SyncTec: report it with the reference."),
    )


def bulk_busy(shop: str) -> Reason:
    """OPERATION_IN_PROGRESS: five bulk operations of one app and shop at a time."""
    return Reason(
        "bulk_busy",
        say("{shop} lists its catalogue for somebody else.", shop=shop),
        say("Nothing to do: SyncTec goes on by itself as soon as a place is free."),
    )


def file_gone(shop: str) -> Reason:
    """The result of a bulk operation is kept for seven days."""
    return Reason(
        "bulk_file_gone",
        say("{shop} does not have the list of its catalogue any more.", shop=shop),
        say("Nothing to do: SyncTec asks for it again."),
    )
