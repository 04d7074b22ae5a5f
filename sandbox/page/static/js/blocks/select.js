// Single selects. The browser's own control: it works by keyboard, thumb and screen reader.

import { h } from "../dom.js";
import { begin, chosen } from "./interact.js";

const plain = (object) => object?.text ?? "";

/** The options of an element, from itself or from the workspace: [{label, value, group?}]. */
export function optionsOf(item, ctx) {
  if (/users_select$/.test(item.type))
    return ctx.users.map((user) => ({ label: user.real_name || user.name, value: user.id }));
  if (/(channels|conversations)_select$/.test(item.type))
    return ctx.channels.map((channel) => ({ label: `#${channel.name}`, value: channel.id }));
  const flat = (options, group) =>
    (options ?? []).map((option) => ({
      label: plain(option.text),
      value: option.value,
      group,
      description: plain(option.description),
    }));
  if (item.option_groups) return item.option_groups.flatMap((group) => flat(group.options, plain(group.label)));
  return flat(item.options);
}

export const initialOf = (item) =>
  item.initial_option?.value ?? item.initial_user ?? item.initial_channel ?? item.initial_conversation ?? null;

export function select(item, block, ctx, label) {
  const value = begin(item, block, ctx, initialOf(item));
  const options = optionsOf(item, ctx);
  const one = (option) => h("option", { value: option.value, selected: option.value === value }, option.label);
  const groups = [...new Set(options.map(({ group }) => group))];
  const node = h(
    "select.field-select",
    {
      id: label.id,
      "aria-label": label.id ? null : plain(item.placeholder) || "Choose",
      "aria-describedby": label.describedby,
      "data-action-id": item.action_id,
      class: value ? "" : "empty",
      onchange: () => {
        node.classList.toggle("empty", !node.value);
        chosen(item, block, ctx, node.value || null, node);
      },
    },
    h(
      "option",
      { value: "", disabled: block.type === "input" && !block.optional, selected: !value },
      plain(item.placeholder) || "Choose an option",
    ),
    groups.map((group) => {
      const inside = options.filter((option) => option.group === group).map(one);
      return group ? h("optgroup", { label: group }, inside) : inside;
    }),
  );
  return h("span.select-wrap", {}, node);
}
