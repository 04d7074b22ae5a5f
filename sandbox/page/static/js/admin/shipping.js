// What is still to ship, and what has been shipped with its tracking.

import { h } from "../dom.js";
import { moment, money } from "../format.js";
import { icon } from "../icons.js";
import { badge, thumb } from "./parts.js";

const left = (line) => line.unfulfilledQuantity ?? line.quantity ?? 0;

/** A line with picture, title, SKU, price and quantity. */
export function lineRow(line, quantity, { price = true } = {}) {
  const unit = line.unitPrice;
  const amount = unit && {
    ...(typeof unit === "object" ? unit : {}),
    amount: Number(typeof unit === "object" ? unit.amount : unit) * quantity,
  };
  return h(
    "div.line",
    {},
    thumb(line),
    h(
      "div.line-name",
      {},
      h("strong", {}, line.title),
      h("small", {}, [line.variantTitle, line.sku && `SKU: ${line.sku}`].filter(Boolean).join(" · ")),
    ),
    price && unit && h("span.line-price", {}, `${money(unit)} × ${quantity}`),
    h("span.line-total", {}, price && unit ? money(amount) : `× ${quantity}`),
  );
}

export function unshippedBox(order, ship) {
  const lines = (order.lines ?? []).filter((line) => left(line) > 0);
  if (!lines.length) return null;
  const held = (order.fulfillmentOrders ?? []).some((one) => one.status === "ON_HOLD");
  const count = lines.reduce((sum, line) => sum + left(line), 0);
  const where = order.fulfillmentOrders?.find((one) => one.location && one.status !== "CLOSED")?.location;
  return h(
    "section.box",
    { "data-testid": "unfulfilled" },
    h(
      "header.ship-head",
      {},
      badge(order.cancelledAt ? "CANCELLED" : held ? "ON_HOLD" : "UNFULFILLED"),
      h("span.muted", {}, `(${count})`),
      where && h("span.muted", {}, icon("pin", 14), where),
    ),
    h(
      "div.lines",
      {},
      lines.map((line) => lineRow(line, left(line))),
    ),
    !order.cancelledAt &&
      h(
        "footer.box-foot",
        {},
        h(
          "button.pbtn.primary",
          { type: "button", "data-testid": "ship", disabled: held, onclick: ship },
          "Fulfill items",
        ),
      ),
  );
}

/** A box for each parcel; `more(parcel, button)` opens what can be done with it. */
export function shippedBoxes(order, more) {
  const byId = new Map((order.lines ?? []).map((line) => [String(line.id), line]));
  return (order.fulfillments ?? []).map((one) => {
    const cancelled = one.status === "CANCELLED";
    return h(
      "section.box",
      { "data-testid": "fulfillment" },
      h(
        "header.ship-head",
        {},
        badge(cancelled ? "CANCELLED" : "FULFILLED"),
        !cancelled && one.displayStatus !== "FULFILLED" && badge(one.displayStatus),
        h("span.muted", {}, one.name),
        h("span.muted", {}, moment(one.createdAt)),
        one.location && h("span.muted", {}, icon("pin", 14), one.location),
        !cancelled && moreButton(one, more),
      ),
      trackings(one),
      h(
        "div.lines",
        {},
        (one.lines ?? []).map((part) => {
          const line = byId.get(String(part.lineId)) ?? { title: part.sku ?? "Item", sku: part.sku };
          return lineRow(line, part.quantity, { price: false });
        }),
      ),
    );
  });
}

function moreButton(parcel, more) {
  const button = h(
    "button.pbtn.push",
    {
      type: "button",
      "aria-haspopup": "menu",
      "aria-label": `Actions for ${parcel.name}`,
      "data-testid": "parcel-actions",
      onclick: () => more(parcel, button),
    },
    icon("down", 14),
  );
  return button;
}

function trackings({ tracking = {} }) {
  const numbers = tracking.numbers ?? [];
  if (!numbers.length) return null;
  return h(
    "div.tracking",
    { "data-testid": "tracking" },
    icon("truck", 18),
    tracking.company,
    numbers.map((number, at) => trackingNumber(number, tracking.urls?.[at])),
  );
}

const trackingNumber = (number, url) =>
  url && /^https?:/.test(url)
    ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, number)
    : h("strong", {}, number);
