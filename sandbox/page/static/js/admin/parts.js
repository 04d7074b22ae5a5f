// Small pieces that the admin's pages share.

import { h } from "../dom.js";
import { words } from "../format.js";

const TONES = {
  PAID: "",
  FULFILLED: "",
  PENDING: "attention",
  AUTHORIZED: "attention",
  UNFULFILLED: "warning",
  PARTIALLY_FULFILLED: "warning",
  ON_HOLD: "attention",
  SCHEDULED: "info",
  IN_PROGRESS: "info",
  OPEN: "info",
  REFUNDED: "",
  PARTIALLY_REFUNDED: "",
  PARTIALLY_PAID: "attention",
  VOIDED: "",
  EXPIRED: "critical",
  CANCELLED: "critical",
  REQUESTED: "attention",
  CLOSED: "",
  DECLINED: "critical",
  DELIVERED: "",
  DELAYED: "attention",
  FAILURE: "critical",
  ATTEMPTED_DELIVERY: "attention",
};
const FULL = new Set(["PAID", "FULFILLED", "REFUNDED", "VOIDED", "CANCELLED", "CLOSED", "DELIVERED"]);
const LABELS = { PENDING: "Payment pending", PARTIALLY_FULFILLED: "Partially fulfilled" };

/** A status as Shopify's admin shows it: a pill with a full, half or empty mark. */
export function badge(code) {
  if (!code) return null;
  const mark = FULL.has(code) ? "full" : code.startsWith("PARTIALLY") ? "half" : "none";
  return h(
    "span.status",
    { class: TONES[code] ?? "info", "data-status": code },
    h("span.mark", { class: mark, "aria-hidden": "true" }),
    LABELS[code] ?? words(code),
  );
}

/** A product's picture: none is stored, so a tint made of its SKU, with its first letter. */
export function thumb(item, size = 40) {
  const name = item.title ?? item.sku ?? "?";
  let sum = 0;
  for (const sign of item.sku ?? name) sum = (sum * 31 + sign.codePointAt(0)) % 360;
  return h(
    "span.thumb",
    {
      style: {
        background: `hsl(${sum} 45% 92%)`,
        color: `hsl(${sum} 45% 32%)`,
        width: `${size}px`,
        height: `${size}px`,
      },
      "aria-hidden": "true",
    },
    [...name][0]?.toUpperCase() ?? "",
  );
}

/** A white box with a heading, as on every page of the admin. */
export const cardBox = (title, ...children) => h("section.box", {}, title && h("header.box-head", {}, title), children);

/** A label above its field. */
export const field = (name, control, cls = "") => h("label.form-field", { class: cls }, h("span", {}, name), control);

/** A page's heading with what can be done on it. */
export const pageHead = (title, ...actions) => h("header.page-head", {}, h("h2", {}, title), h("span.grow"), actions);

/** Runs an action of a button that shows it is at work meanwhile. */
export async function working(button, action) {
  if (button.classList.contains("busy")) return;
  button.classList.add("busy");
  try {
    await action();
  } finally {
    button.classList.remove("busy");
  }
}
