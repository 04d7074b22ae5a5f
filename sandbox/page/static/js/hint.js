// The line that tells a first-time visitor what to try.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { recall, remember } from "./prefs.js";

export function hint() {
  const node = h(
    "div.hint-line",
    { "data-testid": "hint", hidden: recall("hint-seen", false) },
    h(
      "span.hint-steps",
      {},
      h("b", {}, "Try it:"),
      " place an order in ",
      h("em", {}, "Dest Boutique"),
      icon("next", 14),
      " watch ",
      h("em", {}, "#dest-orders"),
      icon("next", 14),
      " press ",
      h("em", {}, "Push"),
    ),
    h(
      "button.icon-button",
      {
        type: "button",
        "aria-label": "Dismiss",
        "data-testid": "hint-close",
        onclick: () => {
          node.hidden = true;
          remember("hint-seen", true);
        },
      },
      icon("close", 16),
    ),
  );
  return node;
}
