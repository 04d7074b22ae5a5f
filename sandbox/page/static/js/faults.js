// The drawer for trying failures: ready-made ones, those in force, and a way to end each or all.

import * as api from "./api.js";
import { h, put, soon } from "./dom.js";
import { inForce, leftOf, nameOf, READY } from "./fault_words.js";
import { icon } from "./icons.js";
import { listen } from "./live.js";
import { attempt, toast } from "./toast.js";

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
    const live = faults.filter(inForce);
    count.textContent = String(live.length);
    count.hidden = clear.hidden = live.length === 0;
    put(
      list,
      live.length
        ? live.map((fault) => row(fault, read))
        : h("p.fault-none", {}, "None. Everything works as it should."),
    );
  };
  const clear = h(
    "button.link-button",
    {
      type: "button",
      "data-testid": "faults-clear",
      hidden: true,
      onclick: async () => {
        await attempt(api.sandbox.clearFaults);
        read();
      },
    },
    "End all",
  );
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
      clear,
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

function row(fault, read) {
  const name = nameOf(fault);
  return h(
    "div.fault",
    {},
    h("span.fault-sign", { class: `of-${fault.service}` }, icon("bolt", 14)),
    h("span", {}, h("strong", {}, name), h("small", {}, leftOf(fault))),
    h(
      "button.link-button",
      {
        type: "button",
        "aria-label": `End: ${name}`,
        onclick: async () => {
          await attempt(() => api.sandbox.removeFault(fault.id));
          read();
        },
      },
      "End",
    ),
  );
}
