// The drawer for trying failures: ready-made ones, those in force with how often they fired, and a way to clear them.

import * as api from "./api.js";
import { h, put, soon } from "./dom.js";
import { words } from "./format.js";
import { icon } from "./icons.js";
import { listen } from "./live.js";
import { attempt, toast } from "./toast.js";

const READY = [
  [
    "North refuses the next push",
    "A clear no: the push fails, Retry mends it",
    {
      service: "shopify",
      kind: "user_error",
      shop: "north",
      operation: "orderCreate",
      field: ["order", "lineItems"],
      message: "Unable to reserve inventory",
      code: "INVALID",
    },
  ],
  [
    "Next push to North fails (503)",
    "No clear answer: the bot looks it up for 15 minutes, then asks",
    { service: "shopify", kind: "status", status: 503, shop: "north", operation: "orderCreate" },
  ],
  [
    "Drop the answer of the next push",
    "The order is made, the answer never arrives",
    { service: "shopify", kind: "drop_answer", operation: "orderCreate" },
  ],
  [
    "Shopify is slow for the next 5 calls",
    "Each answers after 4 seconds",
    { service: "shopify", kind: "delay", seconds: 4, times: 5 },
  ],
  [
    "North throttles the next 3 calls",
    "GraphQL says THROTTLED",
    { service: "shopify", kind: "throttled", shop: "north", times: 3 },
  ],
  [
    "Lose the next paid webhook",
    "ORDERS_PAID is not delivered",
    { service: "shopify", kind: "lose_webhook", operation: "ORDERS_PAID" },
  ],
  [
    "Deliver the next paid webhook twice",
    "The same webhook id, two deliveries",
    { service: "shopify", kind: "repeat_webhook", operation: "ORDERS_PAID" },
  ],
  [
    "Slack is down for 10 s",
    "The socket falls silent, the Web API answers 503",
    { service: "slack", kind: "stall_socket", seconds: 10 },
    { service: "slack", kind: "status", status: 503, times: null },
  ],
  ["Cut Slack's socket", "Slack disconnects the bot once", { service: "slack", kind: "close_socket" }],
  [
    "Slack rate-limits the next message",
    "429 with Retry-After 5",
    { service: "slack", kind: "rate_limited", operation: "chat.postMessage", seconds: 5 },
  ],
];

export function faultsDrawer() {
  const count = h("span.fault-count", { hidden: true });
  const list = h("div.fault-list", { "data-testid": "fault-list" });
  const node = h("aside.faults", { "aria-label": "Faults", "data-testid": "faults", hidden: true });
  const button = h(
    "button.top-button",
    { type: "button", "aria-expanded": "false", "data-testid": "faults-open", onclick: () => toggle(node.hidden) },
    icon("bolt", 16),
    h("span", {}, "Faults"),
    count,
  );
  const toggle = (open) => {
    node.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      read();
      node.querySelector("button")?.focus();
    } else button.focus();
  };
  const read = async () => {
    const faults = await attempt(api.sandbox.faults);
    if (!faults) return;
    const live = faults.filter((fault) => !spent(fault)).length;
    count.textContent = String(live);
    count.hidden = live === 0;
    put(
      list,
      faults.length
        ? faults.map((fault) => row(fault, read))
        : h("p.fault-none", {}, "None. Everything works as it should."),
    );
  };
  /** Puts one in force, and with it one that lasts as long as the first. */
  const add = async (name, fault, passing) => {
    const done = await attempt(() => api.sandbox.addFault(fault));
    const second = done && passing && (await attempt(() => api.sandbox.addFault(passing)));
    if (second) setTimeout(() => api.sandbox.removeFault(second.id).then(read, () => {}), fault.seconds * 1000);
    if (done) toast(`In force: ${name}`);
    read();
  };
  put(
    node,
    h(
      "header.faults-head",
      {},
      h("h2", {}, "Faults"),
      h(
        "button.icon-button",
        { type: "button", "aria-label": "Close faults", onclick: () => toggle(false) },
        icon("close", 18),
      ),
    ),
    h("p.faults-note", {}, "Make the outside world fail and watch what the bot does."),
    h(
      "div.fault-ready",
      {},
      READY.map(([name, note, fault, passing], at) =>
        h(
          "button.fault-add",
          { type: "button", "data-testid": `fault-add-${at}`, onclick: () => add(name, fault, passing) },
          h("span.fault-sign", { class: `of-${fault.service}` }, icon("bolt", 14)),
          h("span", {}, h("strong", {}, name), h("small", {}, note)),
          icon("plus", 16),
        ),
      ),
    ),
    h(
      "header.faults-head",
      {},
      h("h3", {}, "In force"),
      h(
        "button.link-button",
        {
          type: "button",
          "data-testid": "faults-clear",
          onclick: async () => {
            await attempt(api.sandbox.clearFaults);
            read();
          },
        },
        "Clear all",
      ),
    ),
    list,
  );
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggle(false);
  });
  setInterval(() => {
    if (!node.hidden) read();
  }, 2000);
  const later = soon(read, 300);
  listen("s", later);
  read();
  return { node, button };
}

const spent = (fault) => fault.times !== null && fault.fired >= fault.times;

function row(fault, read) {
  const where = [fault.shop, fault.operation].filter(Boolean).join(" · ");
  const left = fault.times === null ? "until removed" : `of ${fault.times}`;
  return h(
    "div.fault",
    { class: spent(fault) ? "spent" : "" },
    h("span.fault-sign", { class: `of-${fault.service}` }, icon("bolt", 14)),
    h(
      "span",
      {},
      h("strong", {}, `${words(fault.service)}: ${words(fault.kind).toLowerCase()}`),
      h("small", {}, [where, fault.status, fault.seconds && `${fault.seconds} s`].filter(Boolean).join(" · ")),
    ),
    h("span.fired", { title: "How often it fired" }, `fired ${fault.fired} ${left}`),
    h(
      "button.icon-button",
      {
        type: "button",
        "aria-label": "Remove this fault",
        onclick: async () => {
          await attempt(() => api.sandbox.removeFault(fault.id));
          read();
        },
      },
      icon("trash", 16),
    ),
  );
}
