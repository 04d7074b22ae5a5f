// Ship, refund, cancel: each asks in a dialog, and keeps it open when the sandbox refuses.

import { present } from "../dialog.js";
import { h, uid } from "../dom.js";
import { icon } from "../icons.js";
import { field, thumb, working } from "./parts.js";

export const CARRIERS = ["UPS", "DHL Express", "FedEx", "USPS", "DPD", "La Poste", "Other"];

export function ask(title, submitText, children, send, { danger = false, testid } = {}) {
  const id = uid("ask");
  let close = () => {};
  const problem = h("p.form-problem", { role: "alert" });
  const button = h(
    "button.pbtn",
    { type: "submit", class: danger ? "critical" : "primary", "data-testid": `${testid}-confirm` },
    submitText,
  );
  const form = h(
    "form.dialog.ask",
    { role: "dialog", "aria-modal": "true", "aria-labelledby": id, tabindex: "-1", "data-testid": `${testid}-dialog` },
    h(
      "header.dialog-head",
      {},
      h("h2", { id }, title),
      h("button.icon-button", { type: "button", "aria-label": "Close", onclick: () => close() }, icon("close", 20)),
    ),
    h("div.dialog-body", {}, children, problem),
    h(
      "footer.dialog-foot",
      {},
      h("span.grow"),
      h("button.pbtn", { type: "button", onclick: () => close() }, "Close"),
      button,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    working(button, async () => {
      try {
        await send();
        close();
      } catch (error) {
        problem.textContent = error.message;
      }
    });
  });
  close = present(form, { onclose: () => close(), kind: "polaris" });
}

/** Rows of lines with how many of each; read() gives [{lineId, quantity}] of those above zero. */
export function quantities(lines, most, first = most) {
  const inputs = lines.map((line) =>
    h("input.count", {
      type: "number",
      min: "0",
      max: String(most(line)),
      value: String(first(line)),
      "aria-label": `Quantity of ${line.title}`,
      "data-testid": `line-${line.sku}`,
    }),
  );
  const node = h(
    "div.ask-lines",
    {},
    lines.map((line, at) =>
      h(
        "div.ask-line",
        {},
        thumb(line, 34),
        h(
          "div.product-name",
          {},
          h("strong", {}, line.title),
          h("small", {}, [line.variantTitle, line.sku].filter(Boolean).join(" · ")),
        ),
        h("span.ask-count", {}, inputs[at], h("span.muted", {}, ` of ${most(line)}`)),
      ),
    ),
  );
  return {
    node,
    read: () =>
      lines
        .map((line, at) => ({ lineId: line.id, quantity: Number(inputs[at].value) }))
        .filter(({ quantity }) => quantity > 0),
  };
}

export function shipDialog(order, store, send) {
  const open = (order.lines ?? []).filter((line) => (line.unfulfilledQuantity ?? line.quantity) > 0);
  const lines = quantities(open, (line) => line.unfulfilledQuantity ?? line.quantity);
  const number = h("input.ptext", {
    type: "text",
    placeholder: "1Z999AA10123456784",
    "data-testid": "ship-number",
    "data-autofocus": true,
  });
  const company = h(
    "select.ptext",
    { "data-testid": "ship-company" },
    CARRIERS.map((name) => h("option", { value: name }, name)),
  );
  const url = h("input.ptext", { type: "url", placeholder: "https://", "data-testid": "ship-url" });
  const places = (store.locations ?? []).filter((place) => place.active !== false);
  const place = h(
    "select.ptext",
    { "data-testid": "ship-location" },
    h("option", { value: "" }, "As assigned"),
    places.map(({ id, name }) => h("option", { value: id }, name)),
  );
  const notify = h("input", { type: "checkbox" });
  const body = () => {
    const tracking = { company: company.value, numbers: split(number.value), urls: split(url.value) };
    const given = tracking.numbers.length ? { tracking } : {};
    return {
      lines: lines.read(),
      notify: notify.checked,
      ...given,
      ...(place.value ? { locationId: place.value } : {}),
    };
  };
  ask(
    `Fulfill items of ${order.name}`,
    "Fulfill items",
    [
      lines.node,
      h(
        "div.form-grid",
        {},
        field("Tracking number", number),
        field("Carrier", company),
        field("Tracking URL", url),
        places.length > 1 && field("From", place),
      ),
      h("label.check", {}, notify, "Send the customer a shipping confirmation"),
    ],
    () => send(body()),
    { testid: "ship" },
  );
}

export const split = (text) => text.split(/[\s,]+/).filter(Boolean);

export function refundDialog(order, send) {
  const shipped = (line) => line.currentQuantity ?? line.quantity;
  const lines = quantities(
    (order.lines ?? []).filter((line) => shipped(line) > 0),
    shipped,
    () => 0,
  );
  const restock = h("input", { type: "checkbox", checked: true });
  const shipping = h("input.ptext", {
    type: "text",
    inputmode: "decimal",
    placeholder: "0.00",
    "data-testid": "refund-shipping",
  });
  const all = h("input", { type: "checkbox", "data-testid": "refund-all" });
  const body = () => {
    if (all.checked) return {};
    const picked = lines.read().map((line) => ({ ...line, restock: restock.checked }));
    return { lines: picked, ...(shipping.value.trim() ? { shipping: shipping.value.trim() } : {}) };
  };
  ask(
    `Refund ${order.name}`,
    "Refund",
    [
      lines.node,
      field("Shipping to refund", shipping),
      h("label.check", {}, restock, "Restock the items"),
      h("label.check", {}, all, "Refund everything that is left"),
    ],
    () => send(body()),
    { danger: true, testid: "refund" },
  );
}

export function cancelDialog(order, send) {
  const reason = h(
    "select.ptext",
    { "data-testid": "cancel-reason" },
    [
      ["CUSTOMER", "Customer changed or cancelled order"],
      ["INVENTORY", "Items unavailable"],
      ["FRAUD", "Fraudulent order"],
      ["DECLINED", "Payment declined"],
      ["STAFF", "Staff error"],
      ["OTHER", "Other"],
    ].map(([value, text]) => h("option", { value }, text)),
  );
  const restock = h("input", { type: "checkbox", checked: true });
  ask(
    `Cancel ${order.name}?`,
    "Cancel order",
    [field("Reason for cancellation", reason), h("label.check", {}, restock, "Restock inventory")],
    () => send({ reason: reason.value, restock: restock.checked }),
    { danger: true, testid: "cancel" },
  );
}
