// One order: what is to ship, money, timeline, customer, and what can be done with it.

import * as api from "../api.js";
import { menu } from "../blocks/menu.js";
import { h, put } from "../dom.js";
import { moment, plural } from "../format.js";
import { icon } from "../icons.js";
import { toast } from "../toast.js";
import { cancelDialog, refundDialog, shipDialog } from "./dialogs.js";
import { moneyBox } from "./money.js";
import { declineDialog, eventDialog, returnable, returnDialog, trackDialog } from "./parcel_dialogs.js";
import { badge, cardBox, working } from "./parts.js";
import { returnBoxes } from "./returns.js";
import { shippedBoxes, unshippedBox } from "./shipping.js";
import { sideBoxes } from "./side.js";

export function orderPage({ store, go, link }, id) {
  const node = h("div.page.order-page", { "data-testid": "order-page" });
  const load = async () => {
    let order;
    try {
      order = await api.shopify.order(store.shop, id);
    } catch (error) {
      put(
        node,
        h(
          "div.empty",
          {},
          h("h3", {}, "Not found"),
          h("p", {}, error.message),
          h("button.pbtn", { type: "button", onclick: () => go(link("orders")) }, "All orders"),
        ),
      );
      return;
    }
    draw(node, order, { store, back: () => go(link("orders")), load });
  };
  load();
  return { node, refresh: load, concerns: (event) => !event.id || String(event.id) === String(id) };
}

function draw(node, order, ctx) {
  const { store, load } = ctx;
  const act = async (verb, body = {}, said = "") => {
    await api.shopify.act(store.shop, order.id, verb, body);
    if (said) toast(said);
    await load();
  };
  put(
    node,
    head(order, ctx, act),
    h(
      "div.order-columns",
      {},
      h(
        "div.order-main",
        {},
        unshippedBox(order, () => shipDialog(order, store, (body) => act("ship", body, `Shipped from ${order.name}`))),
        shippedBoxes(order, (parcel, button) => menu(button, parcelActions(parcel, act), { align: "right" })),
        returnBoxes(order, (one, verb) => returnStep(one, verb, act)),
        moneyBox(order, (button) => working(button, () => guarded(() => act("pay", {}, `${order.name} is paid`)))),
        timeline(order),
      ),
      h("div.order-side", {}, sideBoxes(order)),
    ),
  );
}

async function guarded(action) {
  try {
    await action();
  } catch (error) {
    toast(error.message, "bad");
  }
}

function head(order, { back }, act) {
  const more = h(
    "button.pbtn",
    {
      type: "button",
      "aria-haspopup": "menu",
      "data-testid": "more-actions",
      onclick: () => menu(more, actions(order, act), { align: "right", label: "More actions" }),
    },
    "More actions ",
    icon("down", 14),
  );
  return h(
    "header.order-head",
    {},
    h(
      "button.pbtn.square.quiet",
      { type: "button", "aria-label": "All orders", "data-testid": "back-to-orders", onclick: back },
      icon("back", 18),
    ),
    h(
      "div",
      {},
      h(
        "h2",
        {},
        h("span", { "data-testid": "order-name" }, order.name),
        badge(order.financialStatus),
        order.cancelledAt ? badge("CANCELLED") : badge(order.fulfillmentStatus),
        order.test && h("span.mini", {}, "Test order"),
      ),
      h(
        "p.order-when",
        {},
        `${moment(order.createdAt)} · ${plural(order.itemCount ?? order.lines?.length ?? 0, "item")}`,
      ),
    ),
    more,
  );
}

const entry = (value, text, choose) => ({ nodes: [text], value, choose });

function parcelActions(parcel, act) {
  const at = `fulfillments/${parcel.id}`;
  const track = parcel.tracking?.numbers?.length ? "Edit tracking" : "Add tracking";
  return [
    entry("track", track, () => trackDialog(parcel, (body) => act(`${at}/tracking`, body, "Tracking saved"))),
    entry("event", "Delivery event", () => eventDialog(parcel, (body) => act(`${at}/events`, body, "Told"))),
    entry("call-back", "Cancel fulfillment", () => guarded(() => act(`${at}/cancel`, {}, `${parcel.name} cancelled`))),
  ];
}

function returnStep(one, verb, act) {
  const at = `returns/${one.id}/${verb}`;
  if (verb === "decline") declineDialog(one, (body) => act(at, body, `${one.name} declined`));
  else guarded(() => act(at));
}

function actions(order, act) {
  const held = (order.fulfillmentOrders ?? []).some((one) => one.status === "ON_HOLD");
  const list = [];
  if (!order.cancelledAt)
    list.push(entry("refund", "Refund", () => refundDialog(order, (body) => act("refund", body, "Refunded"))));
  if (!order.cancelledAt && returnable(order).length)
    list.push(entry("return", "Return items", () => returnDialog(order, (body) => act("returns", body, "Returned"))));
  if (!order.cancelledAt && order.fulfillmentStatus !== "FULFILLED") {
    list.push(
      held
        ? entry("release", "Release hold", () => guarded(() => act("release", {}, "Released")))
        : entry("hold", "Hold fulfillment", () => guarded(() => act("hold", {}, "On hold"))),
    );
  }
  if (!order.cancelledAt)
    list.push(
      entry("cancel", "Cancel order", () =>
        cancelDialog(order, (body) => act("cancel", body, `${order.name} is being cancelled`)),
      ),
    );
  return list.length ? list : [entry("none", "Nothing more can be done", () => {})];
}

function timeline(order) {
  const entries = [...(order.timeline ?? [])].reverse();
  return cardBox(
    "Timeline",
    h(
      "ol.timeline",
      {},
      entries.map(({ at, text }) => h("li", {}, h("span", {}, text), h("time", { datetime: at }, moment(at)))),
    ),
  );
}
