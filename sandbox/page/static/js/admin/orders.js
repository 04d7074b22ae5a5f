// A store's orders, newest first.

import * as api from "../api.js";
import { h, put } from "../dom.js";
import { moment, money, plural, shortMoment } from "../format.js";
import { icon } from "../icons.js";
import { attempt } from "../toast.js";
import { badge, pageHead } from "./parts.js";

const SIZE = 25;

export function ordersPage({ store, go, link }) {
  const state = { offset: 0 };
  const table = h("div.box.orders-box");
  const node = h(
    "div.page",
    {},
    pageHead(
      "Orders",
      h(
        "button.pbtn.primary",
        { type: "button", "data-testid": "new-order", onclick: () => go(link("orders", "new")) },
        "Create order",
      ),
    ),
    table,
  );
  const load = async () => {
    const answer = await attempt(() => api.shopify.orders(store.shop, SIZE, state.offset));
    if (!answer) return;
    if (!answer.total)
      put(
        table,
        nothing(store, () => go(link("orders", "new"))),
      );
    else
      put(
        table,
        grid(answer.orders, (order) => go(link("orders", order.id)), link),
        pager(answer.total, state, load),
      );
  };
  load();
  return { node, refresh: load };
}

const nothing = (store, create) =>
  h(
    "div.empty",
    {},
    h("div.empty-sign", {}, icon("inbox", 34)),
    h("h3", {}, "No orders yet"),
    h("p", {}, `What customers buy in ${store.name} shows up here.`),
    h("button.pbtn", { type: "button", onclick: create }, "Create order"),
  );

function grid(orders, open, link) {
  return h(
    "table.grid",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ["Order", "Date", "Customer"].map((name) => h("th", {}, name)),
        h("th.number", {}, "Total"),
        ["Payment", "Fulfillment"].map((name) => h("th", {}, name)),
        h("th.wide-only.number", {}, "Items"),
        h("th.wide-only", {}, "Tags"),
      ),
    ),
    h(
      "tbody",
      {},
      orders.map((order) => row(order, open, link)),
    ),
  );
}

function row(order, open, link) {
  const name = h(
    "a.order-name",
    {
      href: link("orders", order.id),
      "data-testid": `admin-order-${order.name.replace(/^#/, "")}`,
      onclick: (event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        event.stopPropagation();
        open(order);
      },
    },
    order.name,
  );
  return h(
    "tr",
    { class: order.cancelledAt ? "void" : "", onclick: () => open(order) },
    h("td.cell-name", {}, name, order.test && h("span.mini", {}, "Test")),
    h(
      "td.cell-date",
      { title: moment(order.createdAt) },
      h("span.long-date", {}, moment(order.createdAt)),
      h("span.short-date", {}, shortMoment(order.createdAt)),
    ),
    h("td.cell-customer", {}, order.customer ?? "No customer"),
    h("td.cell-total.number", {}, money(order.total)),
    h("td.cell-pay", {}, badge(order.financialStatus)),
    h("td.cell-ship", {}, order.cancelledAt ? badge("CANCELLED") : badge(order.fulfillmentStatus)),
    h("td.wide-only.number", {}, plural(order.itemCount ?? 0, "item")),
    h(
      "td.wide-only.cell-tags",
      {},
      (order.tags ?? []).map((tag) => h("span.tag", {}, tag)),
    ),
  );
}

function pager(total, state, load) {
  if (total <= SIZE) return null;
  const step = (by) => () => {
    state.offset += by;
    load();
  };
  return h(
    "div.pager",
    {},
    h(
      "button.pbtn.square",
      { type: "button", "aria-label": "Newer orders", disabled: state.offset === 0, onclick: step(-SIZE) },
      icon("back"),
    ),
    h("span", {}, `${state.offset + 1}–${Math.min(total, state.offset + SIZE)} of ${total}`),
    h(
      "button.pbtn.square",
      { type: "button", "aria-label": "Older orders", disabled: state.offset + SIZE >= total, onclick: step(SIZE) },
      icon("next"),
    ),
  );
}
