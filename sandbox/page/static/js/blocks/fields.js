// Text, number, date and time fields.

import { h } from "../dom.js";
import { begin, chosen } from "./interact.js";

const TYPES = { email_text_input: "email", url_text_input: "url" };

function common(item, block, ctx, label) {
  return {
    id: label.id,
    "aria-label": label.id ? null : (item.placeholder?.text ?? "Value"),
    "aria-describedby": label.describedby,
    placeholder: item.placeholder?.text,
    "data-action-id": item.action_id,
    "data-autofocus": item.focus_on_load || null,
    autocomplete: "off",
    oninput: (event) => ctx.state?.set(block.block_id, item.action_id, event.target.value || null),
  };
}

/** Sends the text where the block asks for it: on Enter, or on every character. */
function dispatches(item, block, ctx, node) {
  if (block.type === "input" && !block.dispatch_action) return;
  const when = item.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (when.includes("on_character_entered"))
    node.addEventListener("input", () => chosen(item, block, ctx, node.value, node));
  if (when.includes("on_enter_pressed")) {
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      chosen(item, block, ctx, node.value, node);
    });
  }
}

export function textField(item, block, ctx, label) {
  const value = begin(item, block, ctx, typeof item.initial_value === "string" ? item.initial_value : null) ?? "";
  const props = { ...common(item, block, ctx, label), maxlength: item.max_length, value };
  const node =
    item.multiline || item.type === "rich_text_input"
      ? h("textarea.text-input", { ...props, rows: 4 })
      : h("input.text-input", { ...props, type: TYPES[item.type] ?? "text" });
  dispatches(item, block, ctx, node);
  return node;
}

export function numberField(item, block, ctx, label) {
  const value = begin(item, block, ctx, item.initial_value ?? null) ?? "";
  const node = h("input.text-input", {
    ...common(item, block, ctx, label),
    value,
    type: "number",
    inputmode: "decimal",
    step: item.is_decimal_allowed ? "any" : "1",
    min: item.min_value,
    max: item.max_value,
  });
  dispatches(item, block, ctx, node);
  return node;
}

const KINDS = {
  datepicker: { type: "date", initial: (item) => item.initial_date },
  timepicker: { type: "time", initial: (item) => item.initial_time },
  datetimepicker: { type: "datetime-local", initial: (item) => item.initial_date_time },
};

const localInput = (seconds) =>
  new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 6e4).toISOString().slice(0, 16);

export function dateField(item, block, ctx, label) {
  const { type, initial } = KINDS[item.type];
  const isMoment = type === "datetime-local";
  const value = begin(item, block, ctx, initial(item) ?? null);
  const read = () => (isMoment && node.value ? Math.floor(new Date(node.value).getTime() / 1000) : node.value || null);
  const node = h("input.text-input.date-input", {
    ...common(item, block, ctx, label),
    type,
    value: value ? (isMoment ? localInput(value) : value) : "",
    oninput: null,
    onchange: () => chosen(item, block, ctx, read(), node),
  });
  return node;
}
