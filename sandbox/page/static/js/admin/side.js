// The order page's side: note, customer, address, tags, and what apps keep with the order.

import { h } from "../dom.js";
import { cardBox } from "./parts.js";

function addressLines(it) {
  if (!it) return [h("span.muted", {}, "No shipping address")];
  const name = [it.firstName, it.lastName].filter(Boolean).join(" ");
  const town = [it.city, it.provinceCode ?? it.province, it.zip].filter(Boolean).join(" ");
  return [name, it.company, it.address1, it.address2, town, it.country ?? it.countryCode, it.phone]
    .filter(Boolean)
    .map((line) => h("div", {}, line));
}

export function sideBoxes(order) {
  const { email, shippingAddress } = order;
  return [
    cardBox("Notes", h("p.note", { "data-testid": "order-note" }, order.note || h("span.muted", {}, "No notes"))),
    cardBox(
      "Customer",
      h("p", {}, order.customer ?? "No customer"),
      email && h("p", {}, h("a", { href: `mailto:${email}` }, email)),
      h("h4", {}, "Shipping address"),
      addressLines(shippingAddress),
    ),
    cardBox(
      "Tags",
      h(
        "p.tags",
        { "data-testid": "order-tags" },
        (order.tags ?? []).length ? order.tags.map((tag) => h("span.tag", {}, tag)) : h("span.muted", {}, "No tags"),
      ),
    ),
    details(order),
  ];
}

function details(order) {
  const facts = [
    ["Source identifier", order.sourceIdentifier],
    ["Source name", order.sourceName],
    ["PO number", order.poNumber],
    ...(order.metafields ?? []).map((one) => [`${one.namespace}.${one.key}`, one.value]),
  ].filter(([, value]) => value);
  if (!facts.length) return null;
  return cardBox(
    "Additional details",
    h(
      "dl.facts.stacked",
      { "data-testid": "order-details" },
      facts.map(([name, value]) => [h("dt", {}, name), h("dd", {}, String(value))]),
    ),
  );
}
