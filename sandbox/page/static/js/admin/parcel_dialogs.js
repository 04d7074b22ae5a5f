// A parcel after it was sent, and goods that come back: what to ask before it is done.

import { h } from "../dom.js";
import { words } from "../format.js";
import { ask, CARRIERS, quantities, split } from "./dialogs.js";
import { field } from "./parts.js";

const EVENTS = [
  "CARRIER_PICKED_UP",
  "IN_TRANSIT",
  "OUT_FOR_DELIVERY",
  "ATTEMPTED_DELIVERY",
  "DELIVERED",
  "DELAYED",
  "FAILURE",
  "CONFIRMED",
  "LABEL_PURCHASED",
  "LABEL_PRINTED",
  "READY_FOR_PICKUP",
];
const REASONS = [
  "UNKNOWN",
  "UNWANTED",
  "DEFECTIVE",
  "WRONG_ITEM",
  "NOT_AS_DESCRIBED",
  "SIZE_TOO_SMALL",
  "SIZE_TOO_LARGE",
  "STYLE",
  "COLOR",
  "OTHER",
];

const text = (testid, value = "", rest = {}) =>
  h("input.ptext", { type: "text", value, "data-testid": testid, ...rest });

const choice = (testid, values, chosen) =>
  h(
    "select.ptext",
    { "data-testid": testid },
    values.map((value) => h("option", { value, selected: value === chosen }, words(value))),
  );

export function trackDialog(parcel, send) {
  const { company, numbers = [], urls = [] } = parcel.tracking ?? {};
  const number = text("track-number", numbers.join(", "), { "data-autofocus": true });
  const carrier = h(
    "select.ptext",
    { "data-testid": "track-company" },
    CARRIERS.map((name) => h("option", { value: name, selected: name === company }, name)),
  );
  const url = text("track-url", urls.join(", "), { placeholder: "https://" });
  const notify = h("input", { type: "checkbox" });
  ask(
    `Tracking of ${parcel.name}`,
    "Save",
    [
      h(
        "div.form-grid",
        {},
        field("Tracking number", number),
        field("Carrier", carrier),
        field("Tracking URL", url, "wide"),
      ),
      h("label.check", {}, notify, "Send the customer a shipping update"),
    ],
    () =>
      send({
        tracking: { company: carrier.value, numbers: split(number.value), urls: split(url.value) },
        notify: notify.checked,
      }),
    { testid: "track" },
  );
}

export function eventDialog(parcel, send) {
  const status = choice("event-status", EVENTS, "IN_TRANSIT");
  const message = text("event-message", "", { placeholder: "Left at the front door" });
  ask(
    `What the carrier says of ${parcel.name}`,
    "Tell",
    [h("div.form-grid", {}, field("Status", status), field("Message", message))],
    () => send({ status: status.value, ...(message.value.trim() ? { message: message.value.trim() } : {}) }),
    { testid: "event" },
  );
}

/** What is in parcels and not on its way back, line by line. */
export function returnable(order) {
  const left = new Map();
  const add = (line, units) => left.set(line, (left.get(line) ?? 0) + units);
  for (const parcel of order.fulfillments ?? [])
    if (parcel.status !== "CANCELLED") for (const part of parcel.lines) add(part.lineId, part.quantity);
  for (const one of order.returns ?? [])
    if (["REQUESTED", "OPEN", "CLOSED"].includes(one.status))
      for (const part of one.lines) add(part.lineId, -part.quantity);
  return (order.lines ?? [])
    .map((line) => ({ ...line, left: Math.min(left.get(line.id) ?? 0, line.currentQuantity) }))
    .filter((line) => line.left > 0);
}

export function returnDialog(order, send) {
  const lines = quantities(returnable(order), (line) => line.left);
  const reason = choice("return-reason", REASONS, "UNWANTED");
  const note = text("return-note");
  const open = h("input", { type: "checkbox", "data-testid": "return-open" });
  const rest = () => ({ reason: reason.value, ...(note.value.trim() ? { note: note.value.trim() } : {}) });
  ask(
    `Return items of ${order.name}`,
    "Return items",
    [
      lines.node,
      h("div.form-grid", {}, field("Reason", reason), field("Note", note)),
      h("label.check", {}, open, "Open it at once, as staff do"),
    ],
    () => send({ lines: lines.read().map((line) => ({ ...line, ...rest() })), open: open.checked }),
    { testid: "return" },
  );
}

export function declineDialog(one, send) {
  const reason = choice("decline-reason", ["OTHER", "RETURN_PERIOD_ENDED", "FINAL_SALE"], "OTHER");
  const note = text("decline-note");
  ask(
    `Decline ${one.name}?`,
    "Decline",
    [h("div.form-grid", {}, field("Reason", reason), field("Note to the customer", note))],
    () => send({ reason: reason.value, ...(note.value.trim() ? { note: note.value.trim() } : {}) }),
    { danger: true, testid: "decline" },
  );
}
