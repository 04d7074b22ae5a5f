// A store's products with their stock by location, editable in place.

import * as api from "../api.js";
import { h, put } from "../dom.js";
import { money } from "../format.js";
import { attempt, toast } from "../toast.js";
import { pageHead, thumb } from "./parts.js";

export function productsPage({ store }) {
  const box = h("div.box");
  const node = h("div.page", {}, pageHead("Products"), box);
  const load = async () => {
    if (box.contains(document.activeElement) && document.activeElement.matches("input")) return;
    const products = await attempt(() => api.shopify.products(store.shop));
    if (products)
      put(
        box,
        products.length ? products.map((product) => row(product, store, load)) : h("p.empty", {}, "No products."),
      );
  };
  load();
  return { node, refresh: load };
}

function row(product, store, load) {
  const levels = product.levels ?? [];
  return h(
    "div.product",
    { "data-testid": `product-${product.sku}` },
    thumb(product),
    h(
      "div.product-name",
      {},
      h("strong", {}, product.title),
      h("small", {}, [product.variantTitle, product.sku].filter(Boolean).join(" · ")),
    ),
    h("div.product-price", {}, money({ amount: product.price, currency: store.currency })),
    h(
      "div.levels",
      {},
      product.tracked === false
        ? h("span.mini", {}, "Not tracked")
        : levels.map((level) => levelField(level, product, store, load)),
    ),
  );
}

function levelField(level, product, store, load) {
  const before = String(level.available);
  const save = async () => {
    if (input.value === before || input.value === "") return;
    const body = { sku: product.sku, available: Number(input.value), locationId: level.locationId };
    const done = await attempt(() => api.shopify.stock(store.shop, body).then(() => true));
    if (done) toast(`${product.title}: ${input.value} available at ${level.location}`);
    input.blur();
    load();
  };
  const input = h("input.stock", {
    type: "number",
    value: before,
    step: "1",
    "aria-label": `${product.title} available at ${level.location} (${product.sku})`,
    "data-testid": `stock-${product.sku}-${level.locationId}`,
    onchange: save,
    onkeydown: (event) => {
      if (event.key === "Enter") input.blur();
      if (event.key === "Escape") {
        input.value = before;
        input.blur();
      }
    },
  });
  return h(
    "label.level",
    { class: level.available <= 0 ? "out" : "" },
    input,
    h("span.level-place", {}, level.location, level.committed ? h("small", {}, ` ${level.committed} committed`) : null),
  );
}
