// The stores' admin: which store, which page, and the frame around it.

import * as api from "../api.js";
import { h, put, soon } from "../dom.js";
import { icon } from "../icons.js";
import { listen } from "../live.js";
import { recall, remember } from "../prefs.js";
import { attempt } from "../toast.js";
import { locationsPage } from "./locations.js";
import { orderPage } from "./order.js";
import { ordersPage } from "./orders.js";
import { placePage } from "./place.js";
import { productsPage } from "./products.js";

const PAGES = [
  ["orders", "inbox", "Orders"],
  ["products", "tag", "Products"],
  ["locations", "pin", "Locations"],
];
const TINTS = ["#0c7a5b", "#2c5fd1", "#b4540a", "#8a3ab9", "#a3243b"];

/** {shop, page, id} of "/admin/dest/orders/1001". */
export function parse(path) {
  const [, shop = "", page = "orders", id] = path.replace(/\/$/, "").slice(1).split("/").map(decodeURIComponent);
  return { shop, page: page || "orders", id };
}

export function adminPane(root, { alone }) {
  const self = {
    stores: [],
    at: parse(alone ? location.pathname : (hashPath() ?? recall("admin", "/admin/dest"))),
    page: null,
  };
  const bar = h("header.admin-bar");
  const tabs = h("nav.admin-nav", { "aria-label": "Store" });
  const body = h("div.admin-body", { tabindex: "-1" });
  put(root, bar, h("div.admin-main", {}, tabs, body));

  const go = (path, { replace = false } = {}) => {
    self.at = parse(path);
    if (alone) history[replace ? "replaceState" : "pushState"](null, "", path);
    else {
      remember("admin", path);
      history[replace ? "replaceState" : "pushState"](null, "", `/#${path}`);
    }
    draw();
  };
  const draw = () => {
    const store = self.stores.find(({ shop }) => shop === self.at.shop) ?? self.stores[0];
    if (!store) return;
    self.at.shop = store.shop;
    drawBar(bar, self, go);
    drawTabs(tabs, self, go);
    self.page = open(self.at, store, go);
    put(body, self.page.node);
    body.scrollTop = 0;
    if (alone) document.title = `${store.name} · ${self.at.page}`;
  };
  const later = soon(() => self.page?.refresh?.(), 60);
  listen("shopify.", (event) => {
    // What was open is gone: the list shows what is there now.
    if (event.topic === "sandbox.reset" && self.at.id && self.at.id !== "new")
      go(`/admin/${encodeURIComponent(self.at.shop)}/orders`, { replace: true });
    // Asked of each event: of several within a moment only the last would be seen below.
    else if (concerns(event, self)) later();
  });
  addEventListener("popstate", () => {
    const path = alone ? location.pathname : hashPath();
    if (path) self.at = parse(path);
    draw();
  });
  attempt(api.shopify.stores).then((stores) => {
    self.stores = stores ?? [];
    if (self.stores.length) draw();
    else put(body, h("p.empty", {}, "There are no stores."));
  });
  return { show: (path) => go(path) };
}

const concerns = (event, { at, page }) =>
  (!event.shop || event.shop === at.shop) && (page?.concerns?.(event) ?? true);

const hashPath = () => (location.hash.startsWith("#/admin/") ? location.hash.slice(1) : null);

function open({ page, id }, store, go) {
  const link = (...rest) => `/admin/${[store.shop, ...rest].map(encodeURIComponent).join("/")}`;
  const ctx = { store, go, link };
  if (page === "orders" && id === "new") return placePage(ctx);
  if (page === "orders" && id) return orderPage(ctx, id);
  if (page === "products") return productsPage(ctx);
  if (page === "locations") return locationsPage(ctx);
  return ordersPage(ctx);
}

/** A store's square with its letters, in its own colour. */
export function storeMark(store, at, size = 24) {
  const letters = store.name
    .split(/\s+/)
    .map((word) => word[0])
    .slice(0, 2)
    .join("");
  return h(
    "span.store-mark",
    { style: { background: TINTS[at % TINTS.length], width: `${size}px`, height: `${size}px` }, "aria-hidden": "true" },
    letters,
  );
}

function drawBar(bar, self, go) {
  put(
    bar,
    h("span.admin-logo", { "aria-hidden": "true" }, icon("store", 18)),
    h(
      "div.store-tabs",
      { role: "group", "aria-label": "Stores" },
      self.stores.map((store, at) =>
        h(
          "button.store-tab",
          {
            type: "button",
            "aria-pressed": String(store.shop === self.at.shop),
            "data-testid": `admin-store-${store.shop}`,
            title: `${store.shop}.myshopify.com`,
            onclick: () =>
              go(`/admin/${store.shop}/${["products", "locations"].includes(self.at.page) ? self.at.page : "orders"}`),
          },
          storeMark(store, at, 22),
          h("span", {}, store.name),
        ),
      ),
    ),
  );
}

function drawTabs(tabs, self, go) {
  put(
    tabs,
    PAGES.map(([page, sign, name]) =>
      h(
        "button.admin-tab",
        {
          type: "button",
          "aria-current": self.at.page === page ? "page" : null,
          "data-testid": `admin-${page}`,
          onclick: () => go(`/admin/${self.at.shop}/${page}`),
        },
        icon(sign, 17),
        name,
      ),
    ),
  );
}
