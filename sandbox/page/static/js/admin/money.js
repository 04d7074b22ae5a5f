// What was paid for, with what, and what is left.

import { h } from "../dom.js";
import { money, plural } from "../format.js";
import { badge } from "./parts.js";

const zero = (value) => !value || Number(value.amount) === 0;

export function moneyBox(order, pay) {
  const sums = order.money ?? {};
  const shipping = (order.shippingLines ?? [])
    .map((line) => line.title)
    .filter(Boolean)
    .join(", ");
  const rows = [
    ["Subtotal", plural(order.itemCount ?? 0, "item"), sums.subtotal],
    !zero(sums.discounts) && ["Discount", order.discountCode ?? "", sums.discounts],
    ["Shipping", shipping, sums.shipping],
    !zero(sums.tax) && ["Tax", "", sums.tax],
    ["Total", "", sums.total, "strong"],
    !zero(sums.refunded) && ["Refunded", "", sums.refunded],
    !zero(sums.outstanding) && ["To pay", "", sums.outstanding],
  ].filter(Boolean);
  const unpaid = ["PENDING", "PARTIALLY_PAID", "AUTHORIZED"].includes(order.financialStatus) && !order.cancelledAt;
  const button = h(
    "button.pbtn.primary",
    { type: "button", "data-testid": "pay", onclick: () => pay(button) },
    "Mark as paid",
  );
  return h(
    "section.box",
    { "data-testid": "money" },
    h("header.ship-head", {}, badge(order.financialStatus)),
    h(
      "div.money",
      {},
      rows.map(([name, note, value, cls = ""]) => [
        h("span", { class: cls }, name),
        h("span.muted", {}, note),
        h("span.number", { class: cls }, money(value ?? 0)),
      ]),
    ),
    unpaid && h("footer.box-foot", {}, button),
  );
}
