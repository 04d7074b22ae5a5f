// The form that places an order, as a customer would.

import * as api from "../api.js";
import { h, put } from "../dom.js";
import { money } from "../format.js";
import { icon } from "../icons.js";
import { attempt, toast } from "../toast.js";
import { cardBox, field, pageHead, thumb, working } from "./parts.js";

const CUSTOMERS = [
  {
    firstName: "Marie",
    lastName: "Durand",
    email: "marie.durand@example.com",
    address1: "12 rue des Lilas",
    city: "Lyon",
    provinceCode: "",
    countryCode: "FR",
    zip: "69002",
    phone: "+33 6 12 34 56 78",
  },
  {
    firstName: "Jonas",
    lastName: "Weber",
    email: "jonas.weber@example.com",
    address1: "Lindenstr. 8",
    city: "Hamburg",
    provinceCode: "",
    countryCode: "DE",
    zip: "20099",
    phone: "+49 40 123456",
  },
  {
    firstName: "Priya",
    lastName: "Shah",
    email: "priya.shah@example.com",
    address1: "455 Burnside St",
    city: "Portland",
    provinceCode: "OR",
    countryCode: "US",
    zip: "97209",
    phone: "+1 503 555 0142",
  },
  {
    firstName: "Aiko",
    lastName: "Tanaka",
    email: "aiko.tanaka@example.com",
    address1: "88 King St W",
    city: "Toronto",
    provinceCode: "ON",
    countryCode: "CA",
    zip: "M5H 1J9",
    phone: "+1 416 555 0199",
  },
];
const NAMES = {
  firstName: "First name",
  lastName: "Last name",
  email: "E-mail",
  address1: "Address",
  city: "City",
  zip: "Postal code",
  provinceCode: "Province code",
  countryCode: "Country code",
  phone: "Phone",
};

export function placePage({ store, go, link }) {
  const self = { store, products: [], cart: new Map(), shipping: "5.00" };
  self.lines = h("div.picker");
  self.sum = h("div.place-sum");
  self.button = h(
    "button.pbtn.primary",
    { type: "submit", "data-testid": "place-order", disabled: true },
    "Place order",
  );
  const { fields, box } = customerBox();
  const paid = h("input", { type: "checkbox", checked: true, "data-testid": "place-paid" });
  const test = h("input", { type: "checkbox", "data-testid": "place-test" });
  const note = h("input.ptext", {
    type: "text",
    "data-testid": "place-note",
    placeholder: "Anything the customer asks for",
  });
  const form = h(
    "form.page",
    { novalidate: true },
    pageHead(
      "Create order",
      h("button.pbtn", { type: "button", onclick: () => go(link("orders")) }, "Discard"),
      self.button,
    ),
    cardBox("Products", self.lines),
    box,
    cardBox(
      "Payment and note",
      h("div.form-checks", {}, h("label.check", {}, paid, "Paid"), h("label.check", {}, test, "Test order")),
      field("Note", note),
      self.sum,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!self.cart.size) return toast("Choose at least one product.", "bad");
    const customer = Object.fromEntries(
      Object.entries(fields)
        .map(([name, input]) => [name, input.value.trim()])
        .filter(([, value]) => value),
    );
    const lines = self.products
      .filter(({ variantId }) => self.cart.has(variantId))
      .map(({ sku, variantId }) => ({ sku, quantity: self.cart.get(variantId) }));
    const body = {
      lines,
      paid: paid.checked,
      test: test.checked,
      shipping: { title: "Standard", price: self.shipping },
    };
    body.customer = Object.keys(customer).length ? customer : null;
    if (note.value.trim()) body.note = note.value.trim();
    return working(self.button, () => send(self, body, { go, link }));
  });
  attempt(() => api.shopify.products(store.shop)).then((products) => {
    self.products = products ?? [];
    if (self.products.length) self.cart.set(self.products[0].variantId, 1);
    draw(self);
  });
  return { node: form };
}

async function send(self, body, { go, link }) {
  const order = await attempt(() => api.shopify.place(self.store.shop, body));
  if (!order) return;
  toast(`Order ${order.name ?? ""} placed in ${self.store.name}`);
  go(order.id ? link("orders", order.id) : link("orders"));
}

function draw(self) {
  put(
    self.lines,
    self.products.map((product) => productRow(product, self)),
  );
  total(self);
}

function productRow(product, self) {
  const name = [product.title, product.variantTitle].filter(Boolean).join(", ");
  const quantity = self.cart.get(product.variantId) ?? 0;
  const available = (product.levels ?? []).reduce((sum, level) => sum + level.available, 0);
  const set = (n) => {
    const value = Math.max(0, Math.min(9999, Math.trunc(n) || 0));
    if (value) self.cart.set(product.variantId, value);
    else self.cart.delete(product.variantId);
    input.value = String(value);
    row.classList.toggle("picked", value > 0);
    total(self);
  };
  const input = h("input.count", {
    type: "number",
    min: "0",
    value: String(quantity),
    "aria-label": `Quantity of ${name}`,
    "data-testid": `quantity-${product.sku}`,
    oninput: () => set(Number(input.value)),
  });
  const row = h(
    "div.pick",
    { class: quantity ? "picked" : "" },
    thumb(product, 36),
    h(
      "div.product-name",
      {},
      h("strong", {}, product.title),
      h(
        "small",
        {},
        [product.variantTitle, product.sku, product.tracked === false ? "not tracked" : `${available} available`]
          .filter(Boolean)
          .join(" · "),
      ),
    ),
    h("span.product-price", {}, money({ amount: product.price, currency: self.store.currency })),
    h(
      "span.stepper",
      {},
      h(
        "button",
        { type: "button", "aria-label": `One ${name} less`, onclick: () => set(Number(input.value) - 1) },
        icon("minus", 14),
      ),
      input,
      h(
        "button",
        {
          type: "button",
          "aria-label": `One ${name} more`,
          "data-testid": `more-${product.sku}`,
          onclick: () => set(Number(input.value) + 1),
        },
        icon("plus", 14),
      ),
    ),
  );
  return row;
}

function total(self) {
  const amount = self.products.reduce(
    (sum, product) => sum + Number(product.price) * (self.cart.get(product.variantId) ?? 0),
    0,
  );
  const say = (value) => money({ amount: value, currency: self.store.currency });
  self.button.disabled = !self.cart.size;
  put(
    self.sum,
    h(
      "dl.sums",
      {},
      h("dt", {}, "Subtotal"),
      h("dd", {}, say(amount)),
      h("dt", {}, "Shipping"),
      h("dd", {}, say(self.shipping)),
      h("dt.strong", {}, "Total"),
      h("dd.strong", {}, say(amount + Number(self.shipping))),
    ),
  );
}

function customerBox() {
  const first = CUSTOMERS[Math.floor(Math.random() * CUSTOMERS.length)];
  const fields = {};
  for (const name of Object.keys(NAMES))
    fields[name] = h("input.ptext", {
      type: "text",
      value: first[name],
      "data-testid": `customer-${name}`,
      autocomplete: "off",
    });
  const pick = h(
    "select.ptext",
    {
      "aria-label": "Customer",
      onchange: () => {
        const chosen = CUSTOMERS[Number(pick.value)] ?? {};
        for (const [name, input] of Object.entries(fields)) input.value = chosen[name] ?? "";
      },
    },
    CUSTOMERS.map((one, at) =>
      h("option", { value: String(at), selected: one === first }, `${one.firstName} ${one.lastName}, ${one.city}`),
    ),
    h("option", { value: "none" }, "No customer"),
  );
  const inputs = Object.entries(fields).map(([name, input]) =>
    field(NAMES[name], input, name === "address1" ? "wide" : ""),
  );
  return {
    fields,
    box: cardBox(
      "Customer",
      pick,
      h(
        "details.more-fields",
        {},
        h("summary", { "data-testid": "customer-details" }, "Edit name and address"),
        h("div.form-grid", {}, inputs),
      ),
    ),
  };
}
