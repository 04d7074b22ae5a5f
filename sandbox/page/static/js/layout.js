// The two panes: side by side, one of them alone, or one at a time on a phone.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { recall, remember } from "./prefs.js";

const MODES = [
  ["slack", "left", "Slack only"],
  ["both", "both", "Both"],
  ["stores", "right", "Stores only"],
];
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);
let app;
let navigate = () => {};

/** Says how to show a path of the stores' admin. */
export const onAdminPath = (action) => {
  navigate = action;
};

/** Opens an address: the sandbox's own admin in its pane, others in a new tab. True when it did. */
export function openAddress(address, { onlyHere = false } = {}) {
  let url;
  try {
    url = new URL(address, location.href);
  } catch {
    return false;
  }
  const own = url.port === location.port && LOOPBACK.has(url.hostname);
  if (own && url.pathname.startsWith("/admin/") && app) {
    reveal("stores");
    navigate(url.pathname);
    return true;
  }
  if (onlyHere || !/^https?:$/.test(url.protocol)) return false;
  window.open(url.href, "_blank", "noopener,noreferrer");
  return true;
}

/** Makes a pane visible: on a phone the only one, otherwise beside the other. */
export function reveal(pane) {
  setTab(pane);
  if (app.dataset.mode !== "both" && app.dataset.mode !== pane) setMode("both");
}

function setMode(mode) {
  app.dataset.mode = mode;
  remember("mode", mode);
  document
    .querySelectorAll("[data-set-mode]")
    .forEach((node) => node.setAttribute("aria-pressed", String(node.dataset.setMode === mode)));
}

function setTab(tab) {
  app.dataset.tab = tab;
  document
    .querySelectorAll("[data-set-tab]")
    .forEach((node) => node.setAttribute("aria-current", String(node.dataset.setTab === tab)));
}

/** Builds the frame around the panes; `extras` are the top bar's other buttons. */
export function layout(root, { slack, stores, faults, extras }) {
  app = root;
  const modes = MODES.map(([mode, sign, label]) =>
    h(
      "button.mode",
      {
        type: "button",
        "data-set-mode": mode,
        "aria-label": label,
        title: label,
        "data-testid": `mode-${mode}`,
        onclick: () => setMode(mode),
      },
      icon(sign, 18),
    ),
  );
  const tab = (name, sign, label) =>
    h(
      "button.bottom-tab",
      { type: "button", "data-set-tab": name, "data-testid": `tab-${name}`, onclick: () => setTab(name) },
      icon(sign, 22),
      h("span", {}, label),
    );
  const top = h(
    "header.topbar",
    {},
    h("img", { src: "/static/icon.svg", alt: "", width: 20, height: 20 }),
    h("span.brand", {}, "SyncTec ", h("span", {}, "sandbox")),
    h("span.live", { id: "live", title: "Live" }),
    h("span.grow"),
    extras,
    h("span.modes", { role: "group", "aria-label": "Panes" }, modes),
  );
  const bottom = h(
    "nav.bottom-tabs",
    { "aria-label": "Panes" },
    tab("slack", "chat", "Slack"),
    tab("stores", "store", "Stores"),
    tab("faults", "bolt", "Faults"),
  );
  root.append(top, h("div.panes", {}, slack, divider(root), stores, faults), bottom);
  setMode(recall("mode", "both"));
  setTab("slack");
  root.style.setProperty("--split", `${recall("split", 58)}%`);
}

function divider(root) {
  const set = (percent) => {
    const value = Math.min(75, Math.max(32, percent));
    root.style.setProperty("--split", `${value}%`);
    node.setAttribute("aria-valuenow", String(Math.round(value)));
    remember("split", value);
  };
  const move = (event) => {
    const box = root.querySelector(".panes").getBoundingClientRect();
    set((100 * (event.clientX - box.left)) / box.width);
  };
  const node = h("div.divider-bar", {
    role: "separator",
    tabindex: "0",
    "aria-orientation": "vertical",
    "aria-label": "Width of the panes",
    "aria-valuenow": recall("split", 58),
    onpointerdown: (event) => {
      node.setPointerCapture(event.pointerId);
      node.addEventListener("pointermove", move);
    },
    onpointerup: () => node.removeEventListener("pointermove", move),
    ondblclick: () => set(58),
    onkeydown: (event) => {
      const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
      if (step) set(Number(node.getAttribute("aria-valuenow")) + step);
    },
  });
  return node;
}
