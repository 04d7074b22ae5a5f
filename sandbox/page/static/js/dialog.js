// Dialogs: focus goes in, stays in, and returns; Escape and the backdrop close.

import { h } from "./dom.js";

const FOCUSABLE =
  "a[href],button:not([disabled]),input:not([disabled]),select:not([disabled]),textarea:not([disabled]),[tabindex='0']";
const open = [];

/** Shows `panel` (a node with role dialog) above the page; returns a function that closes it. */
export function present(panel, { onclose = () => {}, kind = "" } = {}) {
  const before = document.activeElement;
  const shade = h("div.shade", { class: kind });
  const entry = { panel, ask: onclose };
  shade.append(panel);
  shade.addEventListener("mousedown", (event) => {
    if (event.target === shade) entry.ask();
  });
  document.getElementById("overlays").append(shade);
  open.push(entry);
  focusFirst(panel);
  return () => {
    const at = open.indexOf(entry);
    if (at < 0) return;
    open.splice(at, 1);
    shade.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
}

/** Focus to the first field of the panel's body, or the first thing that takes it. */
export function focusFirst(panel) {
  const field = panel.querySelector("[data-autofocus],.dialog-body :is(input,select,textarea):not([disabled])");
  (field ?? panel.querySelector(".dialog-foot button:last-child") ?? panel.querySelector(FOCUSABLE) ?? panel).focus({
    preventScroll: true,
  });
}

document.addEventListener("keydown", (event) => {
  const top = open.at(-1);
  if (!top) return;
  if (event.key === "Escape" && !event.defaultPrevented) {
    event.preventDefault();
    top.ask();
  }
  if (event.key !== "Tab") return;
  const all = [...top.panel.querySelectorAll(FOCUSABLE)].filter((node) => node.offsetParent !== null);
  if (!all.length) return;
  const edge = event.shiftKey ? all[0] : all.at(-1);
  if (document.activeElement === edge || !top.panel.contains(document.activeElement)) {
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0]).focus();
  }
});
