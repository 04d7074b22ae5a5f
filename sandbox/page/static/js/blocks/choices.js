// Checkboxes and radio buttons.

import { h, uid } from "../dom.js";
import { begin, chosen } from "./interact.js";
import { textNodes } from "./mrkdwn.js";

function choice(type, option, checked, name, ctx, onchange) {
  return h(
    "label.choice",
    {},
    h("input", { type, name, value: option.value, checked, onchange }),
    h(
      "span",
      {},
      h("span.choice-text", {}, textNodes(option.text, ctx)),
      option.description && h("small", {}, textNodes(option.description, ctx)),
    ),
  );
}

export function checkboxes(item, block, ctx, label) {
  const values =
    begin(
      item,
      block,
      ctx,
      (item.initial_options ?? []).map((option) => option.value),
    ) ?? [];
  const read = () => [...node.querySelectorAll("input:checked")].map((box) => box.value);
  const node = h(
    "div.choices",
    { role: "group", "aria-labelledby": label.labelledby, "data-action-id": item.action_id },
    (item.options ?? []).map((option) =>
      choice("checkbox", option, values.includes(option.value), null, ctx, () =>
        chosen(item, block, ctx, read(), node),
      ),
    ),
  );
  return node;
}

export function radios(item, block, ctx, label) {
  const value = begin(item, block, ctx, item.initial_option?.value ?? null);
  const name = uid("radio");
  const node = h(
    "div.choices",
    { role: "radiogroup", "aria-labelledby": label.labelledby, "data-action-id": item.action_id },
    (item.options ?? []).map((option) =>
      choice("radio", option, option.value === value, name, ctx, () => chosen(item, block, ctx, option.value, node)),
    ),
  );
  return node;
}
