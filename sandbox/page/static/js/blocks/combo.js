// Multi selects and external selects: a text box with a list of suggestions, and chips for what is chosen.

import { h, put, soon, uid } from "../dom.js";
import { icon } from "../icons.js";
import { begin, chosen } from "./interact.js";
import { initialOf, optionsOf } from "./select.js";

const isMulti = (item) => item.type.startsWith("multi_");
const isExternal = (item) => item.type.endsWith("external_select");

function firstValues(item) {
  if (!isMulti(item)) return initialOf(item) ? [initialOf(item)] : [];
  const options = (item.initial_options ?? []).map((option) => option.value);
  return [
    ...options,
    ...(item.initial_users ?? []),
    ...(item.initial_channels ?? []),
    ...(item.initial_conversations ?? []),
  ];
}

export function combo(item, block, ctx, label) {
  const kept = begin(item, block, ctx, isMulti(item) ? firstValues(item) : (firstValues(item)[0] ?? null));
  const self = {
    item,
    block,
    ctx,
    chosen: [kept ?? []].flat(),
    names: new Map(),
    shown: [],
    at: -1,
    list: uid("list"),
  };
  const initial = item.initial_options ?? (item.initial_option ? [item.initial_option] : []);
  for (const option of initial) self.names.set(option.value, option.text.text);
  for (const option of optionsOf(item, ctx)) self.names.set(option.value, option.label);
  self.chips = h("span.chips");
  self.popup = h("ul.listbox", { id: self.list, role: "listbox", hidden: true });
  self.box = h("input.combo-input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": self.list,
    "aria-autocomplete": "list",
    autocomplete: "off",
    id: label.id,
    "aria-label": label.id ? null : (item.placeholder?.text ?? "Choose"),
    "aria-describedby": label.describedby,
    "data-action-id": item.action_id,
    oninput: () => suggest(self),
    onfocus: () => suggest(self),
    onkeydown: (event) => steer(self, event),
    onblur: () => setTimeout(() => hide(self), 150),
  });
  self.node = h("div.combo", { onclick: () => self.box.focus() }, self.chips, self.box, self.popup);
  chips(self);
  return self.node;
}

function chips(self) {
  const multi = isMulti(self.item);
  put(
    self.chips,
    self.chosen.map((value) =>
      h(
        "span.chip",
        {},
        self.names.get(value) ?? value,
        h(
          "button.chip-remove",
          {
            type: "button",
            "aria-label": `Remove ${self.names.get(value) ?? value}`,
            onclick: () =>
              choose(
                self,
                self.chosen.filter((other) => other !== value),
              ),
          },
          icon("close", 12),
        ),
      ),
    ),
  );
  self.box.placeholder = self.chosen.length
    ? ""
    : (self.item.placeholder?.text ?? (isExternal(self.item) ? "Type to search" : "Choose"));
  self.box.hidden = !multi && self.chosen.length > 0;
}

function choose(self, values) {
  self.chosen = values;
  self.box.value = "";
  chips(self);
  hide(self);
  chosen(self.item, self.block, self.ctx, isMulti(self.item) ? values : (values[0] ?? null), self.node);
}

async function suggest(self) {
  const query = self.box.value.trim();
  if (isExternal(self.item)) {
    if (query.length < (self.item.min_query_length ?? 3))
      return message(self, `Type ${self.item.min_query_length ?? 3} or more characters`);
    return search(self, query);
  }
  const needle = query.toLowerCase();
  return show(
    self,
    optionsOf(self.item, self.ctx).filter(({ label }) => label.toLowerCase().includes(needle)),
  );
}

const search = soon(async (self, query) => {
  message(self, "Searching…");
  const options = await self.ctx.options(self.block.block_id, self.item.action_id, query);
  if (self.box.value.trim() !== query) return;
  if (typeof options === "string") message(self, options);
  else show(self, options);
}, 200);

function message(self, text) {
  self.shown = [];
  put(self.popup, h("li.listbox-note", {}, text));
  open(self);
}

function show(self, options) {
  self.shown = options.filter(({ value }) => !self.chosen.includes(value)).slice(0, 100);
  self.at = self.shown.length ? 0 : -1;
  for (const { value, label } of self.shown) self.names.set(value, label);
  put(
    self.popup,
    self.shown.map((option, at) =>
      h(
        "li.listbox-option",
        {
          role: "option",
          id: `${self.list}-${at}`,
          "data-value": option.value,
          onmousedown: (event) => {
            event.preventDefault();
            pick(self, at);
          },
        },
        option.label,
        option.description && h("small", {}, option.description),
      ),
    ),
    !self.shown.length && h("li.listbox-note", {}, "No results"),
  );
  mark(self);
  open(self);
}

function open(self) {
  self.popup.hidden = false;
  self.box.setAttribute("aria-expanded", "true");
}

function hide(self) {
  self.popup.hidden = true;
  self.box.setAttribute("aria-expanded", "false");
}

function mark(self) {
  [...self.popup.querySelectorAll("[role=option]")].forEach((node, at) => {
    node.setAttribute("aria-selected", String(at === self.at));
    if (at === self.at) node.scrollIntoView({ block: "nearest" });
  });
  if (self.at >= 0) self.box.setAttribute("aria-activedescendant", `${self.list}-${self.at}`);
  else self.box.removeAttribute("aria-activedescendant");
}

function pick(self, at) {
  const { value } = self.shown[at];
  choose(self, isMulti(self.item) ? [...self.chosen, value] : [value]);
}

function steer(self, event) {
  const open_ = !self.popup.hidden;
  if (event.key === "Escape" && open_) {
    event.preventDefault();
    hide(self);
  } else if (event.key === "Enter" && open_ && self.at >= 0) {
    event.preventDefault();
    pick(self, self.at);
  } else if (event.key === "Backspace" && !self.box.value && self.chosen.length) choose(self, self.chosen.slice(0, -1));
  else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && self.shown.length) {
    event.preventDefault();
    self.at = (self.at + (event.key === "ArrowDown" ? 1 : -1) + self.shown.length) % self.shown.length;
    mark(self);
  }
}
