// Buttons and overflow menus.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { fire } from "./interact.js";
import { textNodes } from "./mrkdwn.js";
import { menu } from "./menu.js";

export function button(item, block, ctx) {
  const style = ["primary", "danger"].includes(item.style) ? item.style : "";
  const press = async () => {
    if (node.classList.contains("busy")) return;
    if (item.url) ctx.open(item.url);
    await fire(item, block, ctx, item.value, node);
  };
  const node = h(
    "button.btn",
    {
      type: "button",
      class: style,
      onclick: press,
      "data-action-id": item.action_id,
      "data-value": item.value,
      "aria-label": item.accessibility_label,
    },
    h("span.btn-text", {}, textNodes(item.text ?? { type: "plain_text", text: item.icon ?? "" }, ctx)),
    item.url && h("span.sr-only", {}, " (opens a page)"),
  );
  return node;
}

export function overflow(item, block, ctx) {
  const choose = (option) => {
    if (option.url) ctx.open(option.url);
    fire(item, block, ctx, option.value, node);
  };
  const node = h(
    "button.btn.btn-icon",
    {
      type: "button",
      "aria-label": item.accessibility_label ?? "More actions",
      "aria-haspopup": "menu",
      "data-action-id": item.action_id,
      onclick: () =>
        menu(
          node,
          (item.options ?? []).map((option) => ({
            nodes: [
              h("span", {}, textNodes(option.text, ctx)),
              option.description && h("small", {}, textNodes(option.description, ctx)),
            ],
            value: option.value,
            choose: () => choose(option),
          })),
        ),
    },
    icon("more"),
  );
  return node;
}
