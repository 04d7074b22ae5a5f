// A small popup menu at a button: arrow keys, Escape, click elsewhere.

import { h } from "../dom.js";

/** Opens it; entries are {nodes, choose, value?, current?}. */
export function menu(anchor, entries, { align = "left", label = "Actions" } = {}) {
  document.querySelector(".popup-menu")?.remove();
  const close = (refocus) => {
    list.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("mousedown", outside, true);
    if (refocus) anchor.focus();
  };
  const outside = (event) => {
    if (!list.contains(event.target) && !anchor.contains(event.target)) close(false);
  };
  const items = entries.map(({ nodes, choose, value, current }) =>
    h(
      "button.menu-item",
      {
        type: "button",
        role: current === undefined ? "menuitem" : "menuitemradio",
        "aria-checked": current === undefined ? null : String(current),
        "data-value": value,
        tabindex: "-1",
        onclick: () => {
          close(true);
          choose();
        },
      },
      nodes,
    ),
  );
  const list = h(
    "div.popup-menu",
    { role: "menu", "aria-label": label, onkeydown: (event) => steer(event, items, close) },
    items,
  );
  anchor.setAttribute("aria-expanded", "true");
  document.body.append(list);
  place(list, anchor, align);
  document.addEventListener("mousedown", outside, true);
  (items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0])?.focus();
}

function steer(event, items, close) {
  const at = items.indexOf(document.activeElement);
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  if (event.key in moves) {
    event.preventDefault();
    items[(moves[event.key] + items.length) % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close(true);
  }
}

/** Puts a popup under its anchor, or above it where there is no room. */
export function place(popup, anchor, align = "left") {
  const box = anchor.getBoundingClientRect();
  const { width, height } = popup.getBoundingClientRect();
  const left = align === "right" ? box.right - width : box.left;
  const below = box.bottom + 4 + height <= innerHeight;
  popup.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  popup.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - height - 4)}px`;
}
