"""Every name that Slack hands back to us: command, actions, callbacks, blocks, metadata.

`manifest.yml` and `handlers` use these and no others; a test holds the two against each other.
"""

from __future__ import annotations

import re
from typing import Final

COMMAND: Final = "/synctec"
EVENT_HOME_OPENED: Final = "app_home_opened"
EVENT_MENTION: Final = "app_mention"
EVENT_LINK: Final = "link_shared"
EVENT_GROUP_PEOPLE: Final = "subteam_members_changed"
EVENT_GROUP: Final = "subteam_updated"
EVENT_MESSAGE: Final = "message"  # the manifest asks for those to the app alone: message.im

# Steps of workflows, their inputs.
STEP_PUSH: Final = "push_order"
STEP_UNFULFILLED: Final = "list_unfulfilled"
STEP_USER: Final = "user"
STEP_STORE: Final = "store"
STEP_NUMBER: Final = "order_number"

# In the menu of a message.
SHORTCUT_PUSH: Final = "synctec_push_this_order"

# Buttons. A prefix is followed by `:` and what makes it unique in its block.
PUSH: Final = "synctec_push"
RETRY: Final = "synctec_retry"
VIEW_ORDER: Final = "synctec_view_order"
VIEW_ERROR: Final = "synctec_view_error"
WHY_NOT: Final = "synctec_why_not"
SEND_AGAIN: Final = "synctec_send_again"
IT_IS_THERE: Final = "synctec_it_is_there"
DECIDE: Final = "synctec_decide"
RETRY_ALL: Final = "synctec_retry_all"
OPEN_PUSH: Final = "synctec_open_push"
PUSH_ROW: Final = "synctec_push_row"
NUDGE: Final = "synctec_nudge"
SNOOZE: Final = "synctec_snooze"
OPEN_UNFULFILLED: Final = "synctec_open_unfulfilled"
PREVIEW_SETTINGS: Final = "synctec_preview_settings"
MAKE_GROUP: Final = "synctec_make_group"
CHANGE_GROUP: Final = "synctec_change_group"
REMOVE_GROUP: Final = "synctec_remove_group"
ASK_LOCATIONS: Final = "synctec_ask_locations"
USE_ALIAS: Final = "synctec_use_alias"
PAUSE_ITEM: Final = "synctec_pause_item"
RESUME_ITEM: Final = "synctec_resume_item"
OPEN_ITEMS: Final = "synctec_open_items"
ITEMS_PAGE: Final = "synctec_items_page"
PUSHES_PAGE: Final = "synctec_pushes_page"
PUSHES_STORE: Final = "synctec_pushes_store"
RETRY_ROW: Final = "synctec_retry_row"
RETRY_STORM: Final = "synctec_retry_storm"
SHOW_STORM: Final = "synctec_show_storm"
RETRY_LISTED: Final = "synctec_retry_listed"
EXPORT_PUSHES: Final = "synctec_export_pushes"
ORDERS_PAGE: Final = "synctec_orders_page"
ORDERS_STORE: Final = "synctec_orders_store"
ORDERS_PUSH: Final = "synctec_orders_push"
ORDERS_NUDGE: Final = "synctec_orders_nudge"
EXPORT_ORDERS: Final = "synctec_export_orders"
OPEN_STATUS: Final = "synctec_open_status"
OPEN_SETTINGS: Final = "synctec_open_settings"
OPEN_PUSHES: Final = "synctec_open_pushes"
VIEW_HISTORY: Final = "synctec_view_history"
EXPORT_HISTORY: Final = "synctec_export_history"
APPLY_DIFFERENCES: Final = "synctec_apply_differences"

# Modals that are submitted.
SUBMIT_PUSH_FORM: Final = "synctec_submit_push_form"
SUBMIT_ORDER: Final = "synctec_submit_order"
SUBMIT_RETRY: Final = "synctec_submit_retry"
SUBMIT_ADOPT: Final = "synctec_submit_adopt"
SUBMIT_SETTINGS: Final = "synctec_submit_settings"
SUBMIT_DIGEST: Final = "synctec_submit_digest"
SUBMIT_GROUP: Final = "synctec_submit_group"
# Modals that are only read.
READ_ONLY: Final = "synctec_read_only"
HOME: Final = "synctec_home"

# Inputs; block and action share a name, since each block holds one.
INPUT_STORE: Final = "synctec_store"
INPUT_NUMBER: Final = "synctec_number"
INPUT_FEE: Final = "synctec_shipping_fee"
INPUT_DIGEST_ON: Final = "synctec_digest_on"
INPUT_DIGEST_AT: Final = "synctec_digest_at"
INPUT_DIGEST_DAYS: Final = "synctec_digest_days"
INPUT_DIGEST_ZONE: Final = "synctec_digest_zone"
INPUT_DIGEST_STORES: Final = "synctec_digest_stores"
INPUT_PUSH: Final = "synctec_which_push"
INPUT_GROUP_NAME: Final = "synctec_group_name"
INPUT_LOCATIONS: Final = "synctec_locations"

# Inputs of the window of settings, each followed by its setting: some tell of a choice at once.
SETTING: Final = "synctec_setting"

METADATA_EVENT: Final = "synctec_message"


def unique(action: str, what: object) -> str:
    """An action id for one of several buttons of a kind in one block."""
    return f"{action}:{what}"


def any_of(action: str) -> re.Pattern[str]:
    """Matches the action alone or made unique."""
    return re.compile(rf"^{re.escape(action)}(:.+)?$")
