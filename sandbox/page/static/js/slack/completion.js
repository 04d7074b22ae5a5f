// The popup over the box to write in: commands, and the words their usage hint offers.

import { h, put, uid } from "../dom.js";
import { avatar } from "./avatar.js";
import { space } from "./space.js";

/** The ways to use a command, from its usage hint: "push [store] | retry all" gives two. */
export function usages(hint = "") {
  const parts = [];
  let depth = 0;
  let part = "";
  const bare = /^\[[^[\]]*\|[^[\]]*\]$/.test(hint.trim()) ? hint.trim().slice(1, -1) : hint;
  for (const sign of bare) {
    if ("[<({".includes(sign)) depth += 1;
    if ("])}>".includes(sign)) depth -= 1;
    if ((sign === "|" && depth === 0) || sign === "\n") {
      parts.push(part);
      part = "";
    } else part += sign;
  }
  return [...parts, part].map((text) => text.trim()).filter(Boolean);
}

/** The words of a usage that are typed as they stand: "retry all" of "retry all [store]". */
function literal(usage) {
  const words = usage.split(/\s+/);
  const end = words.findIndex((word) => /[[\]<>{}()…"#\d]|^\.\.\./.test(word));
  return words.slice(0, end < 0 ? words.length : end).join(" ");
}

export class Completion {
  constructor(area, host) {
    this.area = area;
    this.id = uid("complete");
    this.list = h("ul.complete", {
      id: this.id,
      role: "listbox",
      "aria-label": "Commands",
      hidden: true,
      "data-testid": "completion",
    });
    this.items = [];
    this.at = -1;
    host.append(this.list);
    area.setAttribute("aria-controls", this.id);
    area.setAttribute("aria-autocomplete", "list");
    area.addEventListener("blur", () => setTimeout(() => this.hide(), 150));
  }

  /** What fits the text so far: [{label, note, insert}]. */
  matches(text) {
    const match = /^(\/\S*)(\s+(.*))?$/s.exec(text);
    if (!match) return [];
    const [, name, gap, rest = ""] = match;
    if (gap === undefined) {
      return space.commands
        .filter(({ command }) => command.startsWith(name))
        .map((one) => ({
          label: one.command,
          hint: one.usage_hint,
          note: one.description,
          insert: `${one.command} `,
          first: true,
        }));
    }
    const command = space.commands.find((one) => one.command === name);
    const typed = rest.toLowerCase().trimStart();
    return usages(command?.usage_hint)
      .map((usage) => ({ usage, words: literal(usage) }))
      .filter(({ words }) => words && words.toLowerCase().startsWith(typed) && words.toLowerCase() !== typed.trimEnd())
      .map(({ usage, words }) => ({
        label: `${name} ${words}`,
        hint: usage.slice(words.length).trim(),
        note: "",
        insert: `${name} ${words}${usage === words ? "" : " "}`,
        // Whole words may be meant as they stand ("push" alone): Enter sends them, Tab goes on.
        first: typed !== "" && !words.toLowerCase().startsWith(`${typed.trimEnd()} `),
      }));
  }

  update() {
    this.items = this.area.value.startsWith("/") ? this.matches(this.area.value) : [];
    this.at = this.items[0]?.first ? 0 : -1;
    if (!this.items.length) return this.hide();
    put(
      this.list,
      h("li.complete-title", { role: "presentation" }, "Commands"),
      this.items.map((item, at) =>
        h(
          "li.complete-item",
          {
            role: "option",
            id: `${this.id}-${at}`,
            "data-testid": "completion-item",
            "data-insert": item.insert,
            onmousedown: (event) => {
              event.preventDefault();
              this.take(at);
            },
          },
          avatar({ name: space.bot.name, bot: true }, 24),
          h(
            "span.complete-text",
            {},
            h("b", {}, item.label),
            " ",
            h("span.complete-hint", {}, item.hint),
            item.note && h("small", {}, item.note),
          ),
          h("span.complete-app", {}, space.bot.name),
        ),
      ),
    );
    this.list.hidden = false;
    this.area.setAttribute("aria-expanded", "true");
    return this.mark();
  }

  mark() {
    this.list.querySelectorAll("[role=option]").forEach((node, at) => {
      node.setAttribute("aria-selected", String(at === this.at));
      if (at === this.at) node.scrollIntoView({ block: "nearest" });
    });
    if (this.at >= 0) this.area.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
    else this.area.removeAttribute("aria-activedescendant");
  }

  hide() {
    this.items = [];
    this.at = -1;
    this.list.hidden = true;
    this.area.removeAttribute("aria-activedescendant");
    this.area.setAttribute("aria-expanded", "false");
  }

  take(at) {
    this.area.value = this.items[at].insert;
    this.area.dispatchEvent(new Event("input"));
    this.area.focus();
  }

  /** Handles a key while the popup is open; true when it was used. */
  key(event) {
    if (!this.items.length) return false;
    const count = this.items.length;
    if (event.key === "ArrowDown") this.at = (this.at + 1) % count;
    else if (event.key === "ArrowUp") this.at = (this.at - 1 + count) % count;
    else if (event.key === "Escape") this.hide();
    else if (event.key === "Tab" && !event.shiftKey) this.take(Math.max(this.at, 0));
    else if (event.key === "Enter" && this.at >= 0 && !event.shiftKey) this.take(this.at);
    else return false;
    event.preventDefault();
    this.mark();
    return true;
  }
}
